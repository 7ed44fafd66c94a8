using System.Collections.Immutable;
using Luxe.Contracts.Consent;
using Luxe.Contracts.Customers;
using Luxe.Grains.Tallies;
using Luxe.Grains.Traces;

namespace Luxe.Grains.Customers;

/// <summary>
/// What she looked at and read about, as counts (Behaviour; kept as long as the interactions they count, and purged with them). That they
/// say what she likes is a pattern across time: only the view of Identity tells of them.
/// </summary>
internal sealed record Interests(ImmutableArray<WordCount> Categories, ImmutableArray<WordCount> Topics)
{
    private const int Capacity = 12;

    public static Interests None { get; } = new([], []);

    public Interests Add(Interaction interaction) => interaction.Kind switch
    {
        InteractionKind.ContentViewed when interaction.Topic is not null => this with { Topics = Count(Topics, Words.Brief(interaction.Topic), interaction) },
        InteractionKind.ProductListViewed when interaction.Category is not null => this with { Categories = Count(Categories, Words.Brief(interaction.Category), interaction) },
        InteractionKind.ProductViewed or InteractionKind.ProductClicked or InteractionKind.CartAdded or InteractionKind.WishAdded => WithPieces(interaction),
        _ => this,
    };

    /// <summary>What of it does not rest on these uses.</summary>
    public Interests Without(DataUses uses) => uses == DataUses.None ? this : new(
        (uses & (DataUses.ProductViews | DataUses.CartActivity)) == DataUses.None ? Categories : [],
        (uses & DataUses.ContentEngagement) == DataUses.None ? Topics : []);

    private static ImmutableArray<WordCount> Count(ImmutableArray<WordCount> words, string word, Interaction interaction) =>
        words.Count(new WordCount(Words.Share(word), 1, Trace.SecondOf(interaction.OccurredAt)), Capacity);

    private Interests WithPieces(Interaction interaction)
    {
        var categories = Categories;
        foreach (var item in interaction.Items)
        {
            categories = item.Category is null ? categories : Count(categories, Words.Brief(item.Category), interaction);
        }

        return categories == Categories ? this : this with { Categories = categories };
    }
}

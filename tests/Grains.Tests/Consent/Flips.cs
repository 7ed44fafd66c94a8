using System.Collections.Immutable;
using Luxe.Contracts.Consent;
using Luxe.Contracts.Customers;
using Luxe.Grains.Consent;

namespace Luxe.Grains.Tests.Consent;

/// <summary>Inputs with other content where a consent forbids them: event id, times and channel stay, and so does what decides whether they are forbidden.</summary>
internal static class Flips
{
    private static readonly ILookup<(ConsentTier, DataUses, Purposes), InteractionKind> Alike = Enum.GetValues<InteractionKind>().ToLookup(Group);

    /// <summary>The interaction as it might as well have been.</summary>
    /// <param name="interaction">What she did.</param>
    /// <param name="consent">What she allows.</param>
    /// <param name="random">Which of the other contents.</param>
    /// <param name="keepsKind">Whether it stays of its kind, and about the pieces that it was about.</param>
    public static Interaction Of(Interaction interaction, ConsentView consent, Random random, bool keepsKind = false)
    {
        if (!ConsentGate.Admits(consent, interaction.Kind))
        {
            return keepsKind ? Inside(interaction) : Whole(interaction, random);
        }

        var isLow = ConsentGate.TierOf(interaction.Kind) < ConsentTier.Behaviour;
        return interaction with
        {
            Query = isLow || !consent.Uses(DataUses.Searches) ? Other(interaction.Query) : interaction.Query,
            Topic = isLow || !consent.Uses(DataUses.ContentEngagement) ? Other(interaction.Topic) : interaction.Topic,
            Dwell = isLow ? TimeSpan.FromSeconds(7) : interaction.Dwell,
            DeviceId = isLow ? "other phone" : interaction.DeviceId,
            Traits = interaction.Traits is { } traits ? Of(traits, consent.Withheld) : null,
        };
    }

    private static (ConsentTier, DataUses, Purposes) Group(InteractionKind kind) => (ConsentGate.TierOf(kind), ConsentGate.UseOf(kind), ConsentGate.PurposeOf(kind));

    private static Interaction Whole(Interaction interaction, Random random)
    {
        var kinds = Alike[Group(interaction.Kind)].ToArray();
        var kind = interaction.Kind == InteractionKind.Identified ? interaction.Kind : kinds[random.Next(kinds.Length)];
        return Inside(interaction) with
        {
            // What was sent along decides, too, whether it is forbidden; traits belong to one kind alone.
            Kind = kind == InteractionKind.Identified ? interaction.Kind : kind,
            Items = [.. Enumerable.Range(0, random.Next(3)).Select(static n => new InteractionItem($"flipped{n}", "flipped", "Flipped", 2, 77, "77"))],
            StoreId = interaction.StoreId is null ? null : "s flipped",
        };
    }

    private static Interaction Inside(Interaction interaction) => interaction with
    {
        Items = [.. interaction.Items.Select(static item => item with { Category = "flipped", Name = "Flipped", Size = "77", UnitPrice = 77 })],
        Query = Other(interaction.Query),
        Topic = Other(interaction.Topic),
        Category = Other(interaction.Category),
        Value = 7,
        Currency = "USD",
        Reference = Other(interaction.Reference),
        Dwell = TimeSpan.FromSeconds(7),
        DeviceId = "other phone",
        Traits = interaction.Traits is null ? null : new Traits { Title = "Mr", GivenName = "Flipped", FamilyName = "Flipped", Birthday = new DateOnly(1990, 11, 3), Categories = ["flipped"] },
    };

    private static Traits Of(Traits traits, DataUses withheld)
    {
        traits = (withheld & DataUses.DeclaredPreferences) == DataUses.None ? traits : traits with
        {
            Categories = traits.Categories.IsDefaultOrEmpty ? [] : ["flipped"],
            Sizes = traits.Sizes.IsDefaultOrEmpty ? [] : [new SizeFit("flipped", "77")],
        };
        return (withheld & DataUses.Demographics) == DataUses.None ? traits : traits with
        {
            Birthday = traits.Birthday is null ? null : new DateOnly(1990, 11, 4),
            City = Other(traits.City),
            Country = Other(traits.Country),
            Membership = Other(traits.Membership),
            Dates = traits.Dates.IsDefaultOrEmpty ? [] : [new ImportantDate("flipped", new DateOnly(1990, 11, 5))],
        };
    }

    private static string? Other(string? said) => said is null ? null : "flipped";
}

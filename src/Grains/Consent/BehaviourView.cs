using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Luxe.Contracts.Customers;
using Luxe.Grains.Customers;

namespace Luxe.Grains.Consent;

/// <summary>What Behaviour adds: wishes, the cart, and the pieces she keeps coming back to.</summary>
internal sealed record BehaviourView(
    CategoryView Category,
    ImmutableArray<string> Wishes,
    ImmutableArray<CartLine> Cart,
    DateTimeOffset CartTouchedAt,
    ImmutableArray<Considered> Considered,
    DateTimeOffset? LastSeenAt)
{
    public static BehaviourView Of(CustomerState state, CategoryView category) => new(
        category,
        [.. state.Wishes.Where(static wish => wish.Wanted).Select(static wish => wish.ProductId)],
        [.. state.Cart.Lines.Where(static line => line.Present)],
        state.Cart.TouchedAt,
        Consent.Considered.In(state.Observed.Items, category),
        Last(state));

    private static DateTimeOffset? Last(CustomerState state)
    {
        var observed = state.Observed.Items is [.., var seen] ? seen.At : (DateTimeOffset?)null;
        var declared = state.Declared.Items is [.., var said] ? said.At : (DateTimeOffset?)null;
        return observed > declared || declared is null ? observed : declared;
    }
}

/// <summary>A piece she looked at three times or more within seven days and has not bought since.</summary>
internal sealed record Considered(string ProductId, int Views, DateTimeOffset LastAt, string? Name)
{
    public const int Enough = 3;

    public static readonly TimeSpan Within = TimeSpan.FromDays(7);

    [ThreadStatic]
    private static Dictionary<string, (int Count, DateTimeOffset LastAt, string? Name)>? _table;

    public static ImmutableArray<Considered> In(ImmutableArray<Remembered> observed, CategoryView category)
    {
        // Runs with every event: counts in a table that is kept, and makes objects only for pieces that were viewed often enough.
        var since = category.Now - Within;
        var views = _table ??= new(StringComparer.Ordinal);
        views.Clear();
        var most = 0;
        for (var i = observed.Length - 1; i >= 0 && observed[i].At > since; i--)
        {
            var view = observed[i];
            if (view.Interaction.Kind != InteractionKind.ProductViewed || view.At > category.Now)
            {
                continue;
            }

            foreach (var item in view.Interaction.Items)
            {
                ref var piece = ref CollectionsMarshal.GetValueRefOrAddDefault(views, item.ProductId, out var isKnown);
                piece = (piece.Count + 1, isKnown ? piece.LastAt : view.At, piece.Name ?? item.Name);
                most = Math.Max(most, piece.Count);
            }
        }

        return most < Enough ? [] :
        [
            .. views
                .Where(piece => piece.Value.Count >= Enough && !category.BoughtSince(piece.Key, since))
                .Select(static piece => new Considered(piece.Key, piece.Value.Count, piece.Value.LastAt, piece.Value.Name))
                .OrderByDescending(static piece => piece.Views)
                .ThenByDescending(static piece => piece.LastAt)
                .ThenBy(static piece => piece.ProductId, StringComparer.Ordinal),
        ];
    }
}

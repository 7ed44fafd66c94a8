using System.Collections.Immutable;
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

    public static ImmutableArray<Considered> In(ImmutableArray<Remembered> observed, CategoryView category)
    {
        var since = category.Now - Within;
        var views = new Dictionary<string, Considered>(StringComparer.Ordinal);
        for (var i = observed.Length - 1; i >= 0 && observed[i].At > since; i--)
        {
            var view = observed[i];
            if (view.Interaction.Kind != InteractionKind.ProductViewed || view.At > category.Now)
            {
                continue;
            }

            foreach (var item in view.Interaction.Items)
            {
                views[item.ProductId] = views.TryGetValue(item.ProductId, out var later)
                    ? later with { Views = later.Views + 1, Name = later.Name ?? item.Name }
                    : new Considered(item.ProductId, 1, view.At, item.Name);
            }
        }

        return
        [
            .. views.Values
                .Where(piece => piece.Views >= Enough && !category.BoughtSince(piece.ProductId, since))
                .OrderByDescending(static piece => piece.Views)
                .ThenByDescending(static piece => piece.LastAt)
                .ThenBy(static piece => piece.ProductId, StringComparer.Ordinal),
        ];
    }
}

using System.Collections.Immutable;
using Luxe.Contracts.Consent;
using Luxe.Grains.Customers;
using Luxe.Grains.Tallies;
using Luxe.Grains.Traces;

namespace Luxe.Grains.Consent;

/// <summary>What Behaviour adds: wishes, the cart, and the pieces she keeps coming back to. Each is worked out when first asked for.</summary>
internal sealed class BehaviourView(CustomerState state, CategoryView category)
{
    private ImmutableArray<Considered>? _considered;

    public CategoryView Category { get; } = category;

    public ImmutableArray<string> Wishes =>
        Withholds(DataUses.CartActivity) ? [] : [.. state.Wishes.Where(static wish => wish.Wanted).Select(static wish => wish.ProductId)];

    public ImmutableArray<CartLine> Cart => Withholds(DataUses.CartActivity) ? [] : [.. state.Cart.Lines.Where(static line => line.Present)];

    public bool HasCart => !Withholds(DataUses.CartActivity) && state.Cart.HasPieces;

    public DateTimeOffset CartTouchedAt => Withholds(DataUses.CartActivity) ? default : state.Cart.TouchedAt;

    /// <summary>Best first. That she comes back to a piece is a use of its own beside that she looked at it.</summary>
    public ImmutableArray<Considered> Considered => _considered ??=
        Withholds(DataUses.ProductViews | DataUses.ReturnVisits) ? [] : Consent.Considered.In(state.Observed.Window.AsSpan(), Category.Declared, Category.Now);

    /// <summary>When she was last heard of, at any tier.</summary>
    public DateTimeOffset? LastSeenAt => Withholds(DataUses.ReturnVisits) ? null : Later(Last(state.Observed.Window), Last(state.Declared.Window));

    /// <summary>What she did by month, beside what <see cref="CategoryView.Activity"/> counts.</summary>
    public ImmutableArray<ActivityPeriod> Activity => Withheld == DataUses.None ? state.Observed.Months.Rows : [.. state.Observed.Months.Rows.Select(period => period.Without(Withheld))];

    public ImmutableArray<ChannelSeen> Channels => Withholds(DataUses.ReturnVisits) ? [] : state.Observed.Channels;

    private DataUses Withheld => state.Consent.Withheld;

    public bool WishesFor(string productId)
    {
        if (Withholds(DataUses.CartActivity))
        {
            return false;
        }

        foreach (var wish in state.Wishes)
        {
            if (wish.Wanted && wish.ProductId == productId)
            {
                return true;
            }
        }

        return false;
    }

    private bool Withholds(DataUses any) => (Withheld & any) != DataUses.None;

    private static DateTimeOffset? Last(Tail<Trace> window) => window.IsEmpty ? null : window.AsSpan()[^1].At;

    private static DateTimeOffset? Later(DateTimeOffset? one, DateTimeOffset? other) => one > other || other is null ? one : other;
}

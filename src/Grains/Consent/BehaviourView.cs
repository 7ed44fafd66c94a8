using System.Collections.Immutable;
using Luxe.Grains.Customers;
using Luxe.Grains.Tallies;
using Luxe.Grains.Traces;

namespace Luxe.Grains.Consent;

/// <summary>What Behaviour adds: wishes, the cart, and the pieces she keeps coming back to. Each is worked out when first asked for.</summary>
internal sealed class BehaviourView(CustomerState state, CategoryView category)
{
    private ImmutableArray<Considered>? _considered;

    public CategoryView Category { get; } = category;

    public ImmutableArray<string> Wishes => [.. state.Wishes.Where(static wish => wish.Wanted).Select(static wish => wish.ProductId)];

    public ImmutableArray<CartLine> Cart => [.. state.Cart.Lines.Where(static line => line.Present)];

    public bool HasCart => state.Cart.HasPieces;

    public DateTimeOffset CartTouchedAt => state.Cart.TouchedAt;

    /// <summary>Best first.</summary>
    public ImmutableArray<Considered> Considered => _considered ??= Consent.Considered.In(state.Observed.Window.AsSpan(), Category);

    /// <summary>When she was last heard of, at any tier.</summary>
    public DateTimeOffset? LastSeenAt => Later(Last(state.Observed.Window), Last(state.Declared.Window));

    /// <summary>What she did by month, beside what <see cref="CategoryView.Activity"/> counts.</summary>
    public ImmutableArray<ActivityPeriod> Activity => state.Observed.Months.Rows;

    public ImmutableArray<ChannelSeen> Channels => state.Observed.Channels;

    public bool WishesFor(string productId)
    {
        foreach (var wish in state.Wishes)
        {
            if (wish.Wanted && wish.ProductId == productId)
            {
                return true;
            }
        }

        return false;
    }

    private static DateTimeOffset? Last(Tail<Trace> window) => window.IsEmpty ? null : window.AsSpan()[^1].At;

    private static DateTimeOffset? Later(DateTimeOffset? one, DateTimeOffset? other) => one > other || other is null ? one : other;
}

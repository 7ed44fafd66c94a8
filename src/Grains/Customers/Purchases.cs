using System.Collections.Immutable;
using Luxe.Contracts.Customers;

namespace Luxe.Grains.Customers;

/// <summary>What she bought over her life, as sums.</summary>
internal sealed record Purchases(int Count, ImmutableArray<Money> Spend, DateTimeOffset? LastAt)
{
    public static Purchases None { get; } = new(0, [], null);

    public Purchases Bought(Interaction order) => new(
        Count + 1,
        Add(order, sign: 1),
        LastAt is { } last && last > order.OccurredAt ? last : order.OccurredAt);

    /// <summary>A refund lowers the spend; the purchase itself happened.</summary>
    public Purchases Refunded(Interaction refund) => this with { Spend = Add(refund, sign: -1) };

    /// <summary>A cancelled order was no purchase.</summary>
    public Purchases Cancelled(Interaction order) => this with { Count = Math.Max(0, Count - 1), Spend = Add(order, sign: -1) };

    private ImmutableArray<Money> Add(Interaction order, int sign)
    {
        var amount = sign * (order.Value ?? order.Items.Sum(static item => item.Quantity * (item.UnitPrice ?? 0)));
        if (amount == 0 || order.Currency is not { Length: > 0 } currency)
        {
            return Spend;
        }

        var place = 0;
        while (place < Spend.Length && string.CompareOrdinal(Spend[place].Currency, currency) < 0)
        {
            place++;
        }

        return place < Spend.Length && Spend[place].Currency == currency
            ? Spend.SetItem(place, new Money(Spend[place].Amount + amount, currency))
            : Spend.Insert(place, new Money(amount, currency));
    }
}

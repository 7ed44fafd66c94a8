using Luxe.Contracts.Consent;
using Luxe.Contracts.Customers;
using Luxe.Grains.Customers;
using Luxe.Grains.Tallies;

namespace Luxe.Grains.Tests.Customers;

/// <summary>What she bought, by month, category and size, and what becomes of it when pieces come back.</summary>
public sealed class PurchasesTests
{
    private static readonly DateTimeOffset March = new(2026, 3, 10, 11, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset May = new(2026, 5, 2, 16, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Refunded_AnOrderThatIsKnown_CountsInTheOrdersMonth()
    {
        var bought = After(Order("o1", March, 900), Refund("r1", "o1", May, 300));

        Assert.Equal(new SalesPeriod(2026_03, "EUR", 1, 1, 1, 600), Assert.Single(bought.Months.Rows));
        Assert.Equal(new CategorySales("bags", "EUR", 1, 1, 600, Luxe.Grains.Traces.Trace.SecondOf(May)), Assert.Single(bought.Categories));
        Assert.Equal(("bags", "38", 1, 1), Assert.Single(bought.Sizes) is var size ? (size.Category, size.Size, size.Pieces, size.Returned) : default);
    }

    [Fact]
    public void Refunded_AnOrderThatNobodyKnows_CountsInItsOwnMonth() =>
        Assert.Equal([(2026_03, 900m), (2026_05, -300m)], After(Order("o1", March, 900), Refund("r1", "other", May, 300)).Months.Rows.Select(static row => (row.Month, row.Spend)));

    [Fact]
    public void Cancelled_AnOrder_IsNoPurchase()
    {
        var bought = After(Order("o1", March, 900), Order("o2", March, 100), Refund("c1", "o1", May, 900) with { Kind = InteractionKind.OrderCancelled });

        Assert.Equal(new SalesPeriod(2026_03, "EUR", 1, 1, 0, 100), Assert.Single(bought.Months.Rows));
        Assert.Equal((1, 1, 100m), (bought.Count, bought.Categories[0].Pieces, bought.Categories[0].Spend));
        Assert.Single(bought.Orders);
    }

    [Fact]
    public void Bought_AnOrderThatComesWeeksLate_CountsInItsMonthAndMayBeTheFirst()
    {
        var bought = After(Order("o2", May, 100), Order("o1", March, 900));

        Assert.Equal([2026_03, 2026_05], bought.Months.Rows.Select(static row => row.Month));
        Assert.Equal((March, May), (bought.FirstAt, bought.LastAt));
    }

    [Fact]
    public void Bought_SeveralPiecesAndNoCurrency_CountsPiecesAndNoSpend()
    {
        var order = Order("o1", March, 900) with
        {
            Currency = null,
            Items = [new InteractionItem("p1", "bags", Quantity: 2, UnitPrice: 100, Size: "38"), new InteractionItem("p2", "scarves", UnitPrice: 50)],
        };

        var bought = After(order);

        Assert.Equal(new SalesPeriod(2026_03, null, 1, 3, 0, 0), Assert.Single(bought.Months.Rows));
        Assert.Equal([("bags", 2, 0m), ("scarves", 1, 0m)], bought.Categories.Select(static sold => (sold.Category, sold.Pieces, sold.Spend)));
        Assert.Empty(bought.Spend);
    }

    [Fact]
    public void Bought_MoreCategoriesSizesAndOrdersThanAreKept_StaysBounded()
    {
        var bought = After([.. Enumerable.Range(0, 200).Select(i => Order($"o{i}", March.AddDays(i), 10) with { Items = [new InteractionItem($"p{i}", $"c{i}", Size: $"s{i}")] })]);

        Assert.Equal((12, 12, 24, 200), (bought.Categories.Length, bought.Sizes.Length, bought.Orders.Length, bought.Count));
        Assert.Equal("c199", bought.Categories[^1].Category);
    }

    private static Purchases After(params Interaction[] orders)
    {
        var client = Interactions.ClientAt(ConsentTier.Category);
        foreach (var order in orders)
        {
            client.Record([order], May.AddDays(1));
        }

        Assert.Equal(client.Json, client.ReplayedJson());
        return client.State.Purchases;
    }

    private static Interaction Order(string reference, DateTimeOffset at, decimal value) => new()
    {
        EventId = "bought " + reference,
        Kind = InteractionKind.OrderCompleted,
        OccurredAt = at,
        ReceivedAt = at,
        Channel = Channel.Store,
        Items = [new InteractionItem("p1", "bags", Size: "38")],
        Value = value,
        Currency = "EUR",
        Reference = reference,
    };

    private static Interaction Refund(string eventId, string reference, DateTimeOffset at, decimal value) =>
        Order(reference, at, value) with { EventId = eventId, Kind = InteractionKind.OrderRefunded };
}

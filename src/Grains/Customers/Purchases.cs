using System.Collections.Immutable;
using Luxe.Contracts.Customers;
using Luxe.Grains.Tallies;
using Luxe.Grains.Traces;

namespace Luxe.Grains.Customers;

/// <summary>An order that may yet come back: its number as a hash, the month it counts in and its pieces.</summary>
internal readonly record struct OrderMark(uint Reference, int Month, int Pieces);

/// <summary>What she bought over her life, as sums (Category; kept as long as the orders they sum, and purged with them).</summary>
internal sealed record Purchases
{
    private const int MostCategories = 12;
    private const int MostSizes = 12;
    private const int MostOrders = 24;

    public static Purchases None { get; } = new();

    /// <summary>Orders, without those cancelled.</summary>
    public int Count { get; init; }

    /// <summary>By currency: what she paid, less what she got back.</summary>
    public ImmutableArray<Money> Spend { get; init; } = [];

    public DateTimeOffset? FirstAt { get; init; }

    public DateTimeOffset? LastAt { get; init; }

    /// <summary>By the month of the order, for what came back too where the order is known.</summary>
    public PeriodTable<SalesPeriod> Months { get; init; } = PeriodTable<SalesPeriod>.Empty;

    public ImmutableArray<CategorySales> Categories { get; init; } = [];

    public ImmutableArray<SizeBought> Sizes { get; init; } = [];

    /// <summary>The latest orders that named a number.</summary>
    public ImmutableArray<OrderMark> Orders { get; init; } = [];

    public Purchases Bought(Interaction order)
    {
        var month = Tallies.Months.Of(order.OccurredAt);
        var pieces = PiecesOf(order) ?? 1;
        var next = Counted(order, new Sign(month, Orders: 1, pieces, Returned: 0, Amount: 1)) with
        {
            FirstAt = FirstAt < order.OccurredAt ? FirstAt : order.OccurredAt,
            LastAt = LastAt > order.OccurredAt ? LastAt : order.OccurredAt,
        };
        return order.Reference is null ? next : next with { Orders = Remember(new OrderMark(EventIds.Hash(order.Reference), month, pieces)) };
    }

    /// <summary>A refund lowers the spend; the purchase itself happened.</summary>
    public Purchases Refunded(Interaction refund)
    {
        var order = Find(refund);
        return Counted(refund, new Sign(MonthOf(refund, order), Orders: 0, Pieces: 0, Returned: PiecesOf(refund) ?? order?.Pieces ?? 1, Amount: -1));
    }

    /// <summary>A cancelled order was no purchase.</summary>
    public Purchases Cancelled(Interaction cancelled)
    {
        var order = Find(cancelled);
        var next = Counted(cancelled, new Sign(MonthOf(cancelled, order), Orders: -1, -(order?.Pieces ?? PiecesOf(cancelled) ?? 1), Returned: 0, Amount: -1));
        return order is { } known ? next with { Orders = Orders.Remove(known) } : next;
    }

    private static int MonthOf(Interaction later, OrderMark? order) => order?.Month ?? Tallies.Months.Of(later.OccurredAt);

    private static int? PiecesOf(Interaction order) => order.Items.IsEmpty ? null : order.Items.Sum(static item => Math.Max(0, item.Quantity));

    private Purchases Counted(Interaction order, Sign sign)
    {
        var currency = order.Currency is { Length: > 0 } named ? Words.Share(named) : null;
        var amount = currency is null ? 0 : sign.Amount * (order.Value ?? order.Items.Sum(static item => item.Quantity * (item.UnitPrice ?? 0)));
        var (categories, sizes) = (Categories, Sizes);
        foreach (var item in order.Items)
        {
            if (item.Category is null)
            {
                continue;
            }

            var piece = Piece(order, item, currency, sign);
            categories = categories.Count(piece, MostCategories);
            sizes = item.Size is null ? sizes : sizes.Count(new SizeBought(piece.Category, Words.Share(Words.Brief(item.Size)), piece.Pieces, piece.Returned, piece.Second), MostSizes);
        }

        return this with
        {
            Count = Math.Max(0, Count + sign.Orders),
            Spend = amount == 0 ? Spend : Sum(amount, currency!),
            Months = Months.Add(new SalesPeriod(sign.Month, currency, sign.Orders, sign.Pieces, sign.Returned, amount)),
            Categories = categories,
            Sizes = sizes,
        };
    }

    private static CategorySales Piece(Interaction order, InteractionItem item, string? currency, Sign sign)
    {
        // The only piece of an order costs what the order costs, even where the source names no prices of pieces.
        var price = item.UnitPrice * item.Quantity ?? (order.Items.Length == 1 ? order.Value : null) ?? 0;
        return new CategorySales(
            Words.Share(Words.Brief(item.Category!)),
            currency,
            Math.Sign(sign.Orders) * item.Quantity,
            sign.Orders == 0 ? item.Quantity : 0,
            currency is null ? 0 : sign.Amount * price,
            Trace.SecondOf(order.OccurredAt));
    }

    private OrderMark? Find(Interaction later)
    {
        if (later.Reference is not { } reference)
        {
            return null;
        }

        var hash = EventIds.Hash(reference);
        foreach (var order in Orders)
        {
            if (order.Reference == hash)
            {
                return order;
            }
        }

        return null;
    }

    private ImmutableArray<OrderMark> Remember(OrderMark order) =>
        (Orders.Length < MostOrders ? Orders : Orders.RemoveAt(0)).Add(order);

    private ImmutableArray<Money> Sum(decimal amount, string currency)
    {
        var place = 0;
        while (place < Spend.Length && string.CompareOrdinal(Spend[place].Currency, currency) < 0)
        {
            place++;
        }

        return place < Spend.Length && Spend[place].Currency == currency
            ? Spend.SetItem(place, new Money(Spend[place].Amount + amount, currency))
            : Spend.Insert(place, new Money(amount, currency));
    }

    /// <summary>What an interaction adds to or takes from the sums, and in which month.</summary>
    private readonly record struct Sign(int Month, int Orders, int Pieces, int Returned, int Amount);
}

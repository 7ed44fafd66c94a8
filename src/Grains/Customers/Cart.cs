using System.Collections.Immutable;
using Luxe.Contracts.Customers;

namespace Luxe.Grains.Customers;

/// <summary>A piece put into the cart or taken out, by her latest word on it.</summary>
internal sealed record CartLine(string ProductId, DateTimeOffset At, bool Present, string? Name);

/// <summary>
/// Her cart. <see cref="ClearedAt"/> is the last order that emptied it (Category data: it outlives a purge of behaviour);
/// lines that are older, even those that arrive late, are bought.
/// </summary>
internal sealed record Cart(ImmutableArray<CartLine> Lines, DateTimeOffset TouchedAt, DateTimeOffset ClearedAt)
{
    private const int Capacity = 100;

    public static Cart Empty { get; } = new([], default, default);

    public Cart WithoutLines() => Empty with { ClearedAt = ClearedAt };

    public Cart Put(IEnumerable<InteractionItem> items, DateTimeOffset at) => Say(items, at, present: true);

    public Cart TakeOut(IEnumerable<InteractionItem> items, DateTimeOffset at) => Say(items, at, present: false);

    /// <summary>Bought on line: whatever lay in the cart by then is gone.</summary>
    public Cart Clear(DateTimeOffset at) => at <= ClearedAt ? this : this with { ClearedAt = at, Lines = Lines.RemoveAll(line => line.At <= at) };

    /// <summary>Bought elsewhere: only those pieces are gone.</summary>
    public Cart Bought(IEnumerable<InteractionItem> items, DateTimeOffset at) => this with
    {
        Lines = [.. Lines.Select(line => line.At <= at && items.Any(item => item.ProductId == line.ProductId) ? line with { Present = false } : line)],
    };

    private Cart Say(IEnumerable<InteractionItem> items, DateTimeOffset at, bool present)
    {
        if (at <= ClearedAt)
        {
            return this;
        }

        var lines = Lines;
        foreach (var item in items)
        {
            var former = lines.FirstOrDefault(line => line.ProductId == item.ProductId);
            if (former is null || former.At <= at)
            {
                lines = (former is null ? lines : lines.Remove(former)).Add(new CartLine(item.ProductId, at, present, item.Name ?? former?.Name));
            }
        }

        lines = lines.Length <= Capacity ? lines : lines.RemoveRange(0, lines.Length - Capacity);
        return this with { Lines = lines, TouchedAt = at > TouchedAt ? at : TouchedAt };
    }
}

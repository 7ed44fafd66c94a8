using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Luxe.Contracts.Customers;
using Luxe.Grains.Traces;

namespace Luxe.Grains.Customers;

/// <summary>A piece put into the cart or taken out, by her latest word on it.</summary>
[method: JsonConstructor]
internal readonly record struct CartLine(string ProductId, DateTimeOffset At, bool Present, string? Name)
{
    private readonly Said _said = new(At, Present);

    [JsonConverter(typeof(WordJson))]
    public string ProductId { get; init; } = ProductId;

    public DateTimeOffset At => _said.At;

    public bool Present
    {
        get => _said.Is;
        init => _said = new Said(At, value);
    }

    [JsonConverter(typeof(WordJson))]
    public string? Name { get; init; } = Name;
}

/// <summary>
/// Her cart. <see cref="ClearedAt"/> is the last order that emptied it (Category data: it outlives a purge of behaviour);
/// lines that are older, even those that arrive late, are bought.
/// </summary>
internal sealed record Cart(ImmutableArray<CartLine> Lines, DateTimeOffset TouchedAt, DateTimeOffset ClearedAt)
{
    private const int Capacity = 100;

    public static Cart Empty { get; } = new([], default, default);

    /// <summary>Whether anything lies in it.</summary>
    [JsonIgnore]
    public bool HasPieces => Lines.Any(static line => line.Present);

    public Cart WithoutLines() => Empty with { ClearedAt = ClearedAt };

    public Cart Put(ImmutableArray<InteractionItem> items, DateTimeOffset at) => Say(items, at, present: true);

    public Cart TakeOut(ImmutableArray<InteractionItem> items, DateTimeOffset at) => Say(items, at, present: false);

    /// <summary>Bought on line: whatever lay in the cart by then is gone.</summary>
    public Cart Clear(DateTimeOffset at) => at <= ClearedAt ? this : this with { ClearedAt = at, Lines = Lines.RemoveAll(line => line.At <= at) };

    /// <summary>Bought elsewhere: only those pieces are gone.</summary>
    public Cart Bought(ImmutableArray<InteractionItem> items, DateTimeOffset at) => Lines.IsEmpty ? this : this with
    {
        Lines = [.. Lines.Select(line => line.At <= at && items.Any(item => item.ProductId == line.ProductId) ? line with { Present = false } : line)],
    };

    private Cart Say(ImmutableArray<InteractionItem> items, DateTimeOffset at, bool present)
    {
        if (at <= ClearedAt)
        {
            return this;
        }

        var lines = Lines;
        foreach (var item in items)
        {
            var former = IndexOf(lines, item.ProductId);
            if (former < 0 || lines[former].At <= at)
            {
                var piece = Subject.PieceOf(item);
                var name = piece.Name ?? (former < 0 ? null : lines[former].Name);
                lines = (former < 0 ? lines : lines.RemoveAt(former)).Add(new CartLine(piece.ProductId, at, present, name));
            }
        }

        lines = lines.Length <= Capacity ? lines : lines.RemoveRange(0, lines.Length - Capacity);
        return this with { Lines = lines, TouchedAt = at > TouchedAt ? at : TouchedAt };
    }

    private static int IndexOf(ImmutableArray<CartLine> lines, string productId)
    {
        var place = lines.Length - 1;
        while (place >= 0 && lines[place].ProductId != productId)
        {
            place--;
        }

        return place;
    }
}

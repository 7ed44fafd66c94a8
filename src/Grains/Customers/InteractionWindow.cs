using System.Collections.Immutable;
using Luxe.Contracts.Customers;

namespace Luxe.Grains.Customers;

/// <summary>An interaction with its journal number.</summary>
internal sealed record Remembered(long Seq, Interaction Interaction)
{
    public DateTimeOffset At => Interaction.OccurredAt;
}

/// <summary>
/// The last interactions in order of event time (then of journal number), and how many there were. One window per tier:
/// a shared one would keep fewer purchases when she browses much, and a purge could not bring those back.
/// </summary>
internal sealed record InteractionWindow
{
    /// <summary>How many interactions a window holds.</summary>
    public const int Capacity = 200;

    public static InteractionWindow Empty { get; } = new();

    public ImmutableArray<Remembered> Items { get; init; } = [];

    /// <summary>Interactions of her life at this tier, those that left the window too.</summary>
    public long Count { get; init; }

    /// <summary>Puts an interaction in its place by event time; a full window loses its oldest.</summary>
    public InteractionWindow Add(Remembered item)
    {
        var place = Items.Length;
        while (place > 0 && Comes(item, before: Items[place - 1]))
        {
            place--;
        }

        if (Items.Length < Capacity)
        {
            return new() { Items = Items.Insert(place, item), Count = Count + 1 };
        }

        var items = place == 0 ? Items : [.. Items.AsSpan()[1..place], item, .. Items.AsSpan()[place..]];
        return new() { Items = items, Count = Count + 1 };
    }

    /// <summary>Two windows as one, in order of event time.</summary>
    public static ImmutableArray<Remembered> Merge(InteractionWindow one, InteractionWindow other)
    {
        var all = one.Items.Concat(other.Items).OrderBy(static item => item.At).ThenBy(static item => item.Seq).ToArray();
        return [.. all.AsSpan(Math.Max(0, all.Length - Capacity))];
    }

    private static bool Comes(Remembered item, Remembered before) =>
        item.At < before.At || (item.At == before.At && item.Seq < before.Seq);
}

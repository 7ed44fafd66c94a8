using System.Collections.Immutable;

namespace Luxe.Grains.Traces;

/// <summary>
/// Windows of traces in order of event time. There is one per tier: a shared one would keep fewer purchases when she browses much,
/// and a purge could not bring those back.
/// </summary>
internal static class TraceWindow
{
    /// <summary>How many traces a window holds.</summary>
    public const int Capacity = 200;

    /// <summary>Puts a trace in its place by event time; a full window loses its oldest.</summary>
    public static Tail<Trace> Put(this Tail<Trace> window, in Trace trace)
    {
        var items = window.AsSpan();
        var place = items.Length;
        while (place > 0 && trace.Second < items[place - 1].Second)
        {
            place--;
        }

        return window.Insert(place, trace, Capacity);
    }

    /// <summary>Two windows as one, in order of event time.</summary>
    public static ImmutableArray<Trace> Merge(Tail<Trace> one, Tail<Trace> other)
    {
        var left = one.AsSpan();
        var right = other.AsSpan();
        var all = ImmutableArray.CreateBuilder<Trace>(left.Length + right.Length);
        int i = 0, j = 0;
        while (i < left.Length || j < right.Length)
        {
            all.Add(j == right.Length || (i < left.Length && right[j].Second >= left[i].Second) ? left[i++] : right[j++]);
        }

        all.RemoveRange(0, Math.Max(0, all.Count - Capacity));
        return all.DrainToImmutable();
    }
}

using System.Collections.Immutable;

namespace Luxe.Grains.Tallies;

/// <summary>
/// At which hours and on which days of the week she comes, in UTC: the first 24 numbers are hours, the last 7 days from Monday. A pattern
/// across time, so only the view of Identity tells of it. Counts end at 65,535.
/// </summary>
internal static class Hours
{
    private const int OfDay = 24;
    private const int All = OfDay + 7;

    private static readonly ImmutableArray<ushort> Zeros = ImmutableArray.Create(new ushort[All]);

    /// <summary>One more. Midnight to the second is taken for a date without a time, as imports have them: then only its day counts.</summary>
    public static ImmutableArray<ushort> Count(this ImmutableArray<ushort> hours, DateTimeOffset at)
    {
        var counts = (hours.IsEmpty ? Zeros : hours).ToArray();
        var utc = at.UtcDateTime;
        if (utc.TimeOfDay >= TimeSpan.FromSeconds(1))
        {
            Raise(ref counts[utc.Hour]);
        }

        Raise(ref counts[OfDay + (((int)utc.DayOfWeek + 6) % 7)]);
        return System.Runtime.InteropServices.ImmutableCollectionsMarshal.AsImmutableArray(counts);
    }

    /// <summary>Counts by hour of day and by day of week from Monday, of two tiers together; empty when there are none.</summary>
    public static (ImmutableArray<int> Hours, ImmutableArray<int> Days) Join(ImmutableArray<ushort> one, ImmutableArray<ushort> other)
    {
        if (one.IsEmpty && other.IsEmpty)
        {
            return ([], []);
        }

        var (left, right) = (one.IsEmpty ? Zeros : one, other.IsEmpty ? Zeros : other);
        return (
            [.. Enumerable.Range(0, OfDay).Select(hour => left[hour] + right[hour])],
            [.. Enumerable.Range(OfDay, All - OfDay).Select(day => left[day] + right[day])]);
    }

    private static void Raise(ref ushort count) => count = (ushort)Math.Min(ushort.MaxValue, count + 1);
}

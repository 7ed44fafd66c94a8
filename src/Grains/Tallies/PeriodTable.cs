using System.Collections.Immutable;

namespace Luxe.Grains.Tallies;

/// <summary>
/// Sums by month, oldest first. Of more than <see cref="MostMonths"/> months the oldest goes into its year, of more than
/// <see cref="MostYears"/> years the oldest into the next, which then stands for itself and all before. An event that comes late is added
/// where it belongs by its own time, so what a period says does not depend on the order of arrival; only how finely it is kept does.
/// </summary>
/// <param name="Rows">By month, then by key.</param>
/// <param name="RolledTo">The last month that was put into its year; 0 at first.</param>
/// <param name="Floor">The year that stands for all before, as 200600; 0 at first.</param>
internal sealed record PeriodTable<T>(ImmutableArray<T> Rows, int RolledTo, int Floor)
    where T : struct, IPeriod<T>
{
    public const int MostMonths = 24;
    public const int MostYears = 20;

    public static PeriodTable<T> Empty { get; } = new([], 0, 0);

    public PeriodTable<T> Add(in T one)
    {
        var rows = Put(Rows, one.Month > RolledTo ? one : one.In(Year(one.Month, Floor)));
        return rows.Length == Rows.Length ? this with { Rows = rows } : Rolled(rows);
    }

    private static int Year(int month, int floor) => Math.Max(Months.YearOf(month), floor);

    private static ImmutableArray<T> Put(ImmutableArray<T> rows, in T one)
    {
        var place = rows.Length;
        while (place > 0 && Compare(one, rows[place - 1]) < 0)
        {
            place--;
        }

        return place > 0 && Compare(one, rows[place - 1]) == 0 ? rows.SetItem(place - 1, rows[place - 1].Plus(one)) : rows.Insert(place, one);
    }

    private static int Compare(in T one, in T other) => one.Month != other.Month ? one.Month.CompareTo(other.Month) : one.CompareKey(other);

    private PeriodTable<T> Rolled(ImmutableArray<T> rows)
    {
        var (rolledTo, floor) = (RolledTo, Floor);
        if (CountOf(rows, years: false) > MostMonths)
        {
            rolledTo = rows.First(static row => !Months.IsYear(row.Month)).Month;
            rows = Move(rows, rolledTo, Year(rolledTo, floor));
        }

        if (CountOf(rows, years: true) > MostYears)
        {
            var oldest = rows[0].Month;
            floor = rows.First(row => row.Month > oldest).Month;
            rows = Move(rows, oldest, floor);
        }

        return new(rows, rolledTo, floor);
    }

    private static ImmutableArray<T> Move(ImmutableArray<T> rows, int from, int to)
    {
        var kept = rows.RemoveAll(row => row.Month == from);
        foreach (var row in rows)
        {
            kept = row.Month == from ? Put(kept, row.In(to)) : kept;
        }

        return kept;
    }

    private static int CountOf(ImmutableArray<T> rows, bool years)
    {
        var (count, last) = (0, -1);
        foreach (var row in rows)
        {
            count += row.Month != last && Months.IsYear(row.Month) == years ? 1 : 0;
            last = row.Month;
        }

        return count;
    }
}

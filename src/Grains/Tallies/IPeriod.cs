namespace Luxe.Grains.Tallies;

/// <summary>Sums of one month, or of one year once the month is long past.</summary>
internal interface IPeriod<T>
    where T : struct
{
    /// <summary>The month as 202611; a whole year as 202600.</summary>
    int Month { get; }

    /// <summary>Compares what is summed apart within a month, such as the currency; 0 when that is the same.</summary>
    int CompareKey(in T other);

    T Plus(in T other);

    T In(int month);
}

/// <summary>Months as numbers.</summary>
internal static class Months
{
    public static int Of(DateTimeOffset at) => (at.UtcDateTime.Year * 100) + at.UtcDateTime.Month;

    public static int YearOf(int month) => month / 100 * 100;

    public static bool IsYear(int month) => month % 100 == 0;
}

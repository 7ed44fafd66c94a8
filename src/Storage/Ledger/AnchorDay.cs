namespace Luxe.Storage.Ledger;

/// <summary>A day as a number that people can read in the table: 20261120.</summary>
internal static class AnchorDay
{
    public static long Stored(this DateOnly day) => (day.Year * 10_000L) + (day.Month * 100) + day.Day;

    public static DateOnly Of(long stored) => new((int)(stored / 10_000), (int)(stored / 100 % 100), (int)(stored % 100));
}

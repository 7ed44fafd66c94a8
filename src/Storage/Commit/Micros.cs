namespace Luxe.Storage.Commit;

/// <summary>Times as integer microseconds since 1970 UTC, the unit of every time column.</summary>
internal static class Micros
{
    private static readonly long Last = From(DateTimeOffset.MaxValue);

    public static long From(DateTimeOffset time) =>
        Math.DivRem(time.UtcTicks - DateTime.UnixEpoch.Ticks, TimeSpan.TicksPerMicrosecond, out var rest) - (rest < 0 ? 1 : 0);

    // "Never" must read back as the value that was written, which whole microseconds alone would not give.
    public static DateTimeOffset To(long micros) =>
        micros >= Last ? DateTimeOffset.MaxValue : new DateTimeOffset(DateTime.UnixEpoch.Ticks + (micros * TimeSpan.TicksPerMicrosecond), TimeSpan.Zero);
}

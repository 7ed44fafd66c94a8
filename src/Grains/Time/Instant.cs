namespace Luxe.Grains.Time;

/// <summary>Times as the journal keeps them: UTC, whole microseconds. State that came from memory and state that was read again must agree.</summary>
internal static class Instant
{
    public static DateTimeOffset Trim(DateTimeOffset at) =>
        new(at.UtcTicks - (at.UtcTicks % TimeSpan.TicksPerMicrosecond), TimeSpan.Zero);

    public static long ToMicros(DateTimeOffset at) => (at.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;

    public static DateTimeOffset FromMicros(long micros) => DateTimeOffset.UnixEpoch.AddTicks(micros * TimeSpan.TicksPerMicrosecond);

    public static DateTimeOffset Now(this TimeProvider time) => Trim(time.GetUtcNow());

    public static DateOnly Day(this DateTimeOffset at) => DateOnly.FromDateTime(at.UtcDateTime);
}

namespace Luxe.Silo.Ingest;

/// <summary>Corrects the clock of a sender.</summary>
/// <remarks>
/// Segment's rule: what the sender calls <c>timestamp</c> happened <c>sentAt - timestamp</c> before it sent, hence <c>receivedAt - (sentAt - timestamp)</c>.
/// Two additions. Up to <see cref="Tolerance"/> the difference between the clocks is taken for the network's delay and not corrected: correcting it would put the events of
/// two quick requests out of order. And the result is clamped: nothing happens after it was received, and nothing is believed to have happened before <see cref="Earliest"/>
/// (a device that lost its clock); both then count as happening on receipt.
/// </remarks>
public static class ClockSkew
{
    /// <summary>Differences up to here are no skew.</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(5);

    /// <summary>The earliest time believed.</summary>
    public static readonly DateTimeOffset Earliest = new(1990, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>When it happened, by the clock of the receiver.</summary>
    /// <param name="timestamp">When it happened by the sender's clock; null means on receipt.</param>
    /// <param name="sentAt">When it was sent by the same clock; null means that the clock is right (a server, an import).</param>
    /// <param name="receivedAt">When it was received.</param>
    public static DateTimeOffset Correct(DateTimeOffset? timestamp, DateTimeOffset? sentAt, DateTimeOffset receivedAt)
    {
        if (timestamp is not { } claimed)
        {
            return receivedAt;
        }

        var ticks = claimed.UtcTicks;
        if (sentAt is { } sent)
        {
            // 64-bit ticks: two dates anywhere in years 1 to 9999 cannot overflow when subtracted or added once.
            var skew = receivedAt.UtcTicks - sent.UtcTicks;
            if (Math.Abs(skew) > Tolerance.Ticks)
            {
                ticks += skew;
            }
        }

        return ticks > receivedAt.UtcTicks || ticks < Earliest.UtcTicks ? receivedAt : new DateTimeOffset(ticks, TimeSpan.Zero);
    }
}

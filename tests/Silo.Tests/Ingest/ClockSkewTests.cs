using Luxe.Silo.Ingest;

namespace Luxe.Silo.Tests.Ingest;

public sealed class ClockSkewTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Correct_NoTimestamp_IsReceipt() => Assert.Equal(Now, ClockSkew.Correct(null, Now.AddDays(-1), Now));

    [Fact]
    public void Correct_NoSentAt_TrustsTheSender() => Assert.Equal(Now.AddYears(-14), ClockSkew.Correct(Now.AddYears(-14), null, Now));

    [Theory]
    [InlineData(-3600)]
    [InlineData(3600)]
    [InlineData(86400 * 365)]
    [InlineData(-86400 * 365 * 40)]
    public void Correct_ClockIsOff_KeepsTheDistanceToSending(int secondsOff)
    {
        var sentAt = Now.AddSeconds(secondsOff);
        Assert.Equal(Now.AddMinutes(-7), ClockSkew.Correct(sentAt.AddMinutes(-7), sentAt, Now));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-4900)]
    [InlineData(4900)]
    public void Correct_WithinTolerance_KeepsTheTimestamp(int milliseconds)
    {
        var timestamp = Now.AddMinutes(-1);
        Assert.Equal(timestamp, ClockSkew.Correct(timestamp, Now.AddMilliseconds(milliseconds), Now));
    }

    [Fact]
    public void Correct_AfterReceipt_IsReceipt()
    {
        Assert.Equal(Now, ClockSkew.Correct(Now.AddSeconds(3), null, Now));
        Assert.Equal(Now, ClockSkew.Correct(Now.AddHours(2), Now.AddHours(1), Now));
    }

    [Fact]
    public void Correct_BeforeAnyBelievableTime_IsReceipt() => Assert.Equal(Now, ClockSkew.Correct(DateTimeOffset.UnixEpoch, null, Now));

    [Fact]
    public void Correct_ExtremeTimes_DoNotOverflow()
    {
        foreach (var timestamp in (DateTimeOffset[])[DateTimeOffset.MinValue, DateTimeOffset.MaxValue])
        {
            foreach (var sentAt in (DateTimeOffset[])[DateTimeOffset.MinValue, DateTimeOffset.MaxValue])
            {
                Assert.InRange(ClockSkew.Correct(timestamp, sentAt, Now), ClockSkew.Earliest, Now);
            }
        }
    }
}

using Luxe.Embedded;

namespace Luxe.Embedded.Tests.Reminders;

public sealed class ReminderScheduleTests
{
    private static readonly DateTime Start = new(2026, 11, 20, 9, 0, 0, DateTimeKind.Utc);
    private static readonly ReminderEntry Hourly = new() { ReminderName = "hourly", StartAt = Start, Period = TimeSpan.FromHours(1) };

    [Theory]
    [InlineData(-600, 0)]
    [InlineData(0, 0)]
    [InlineData(1, 60)]
    [InlineData(59, 60)]
    [InlineData(60, 60)]
    [InlineData(61, 120)]
    [InlineData(10_000, 10_020)]
    public void Next_AfterAStart_IsTheNextOfTheGrid(int now, int expected) =>
        Assert.Equal(Start.AddMinutes(expected), ReminderSchedule.Next(Hourly, Start.AddMinutes(now), null));

    [Fact]
    public void Next_MissedWhileTheSiloWasDown_IsNotMadeUpFor()
    {
        var next = ReminderSchedule.Next(Hourly, Start.AddDays(3).AddMinutes(1), null);
        Assert.Equal(Start.AddDays(3).AddHours(1), next);
    }

    [Theory]
    [InlineData(60, 60, 120)]
    [InlineData(59, 60, 120)]
    [InlineData(61, 60, 120)]
    [InlineData(200, 60, 240)]
    public void Next_AfterATick_IsLaterThanTheTick(int now, int last, int expected) =>
        Assert.Equal(Start.AddMinutes(expected), ReminderSchedule.Next(Hourly, Start.AddMinutes(now), Start.AddMinutes(last)));

    [Fact]
    public void Next_BeyondTheEndOfTime_StaysThere()
    {
        var rare = new ReminderEntry { ReminderName = "rare", StartAt = Start, Period = DateTime.MaxValue - Start };
        Assert.Equal(DateTime.MaxValue, ReminderSchedule.Next(rare, Start.AddDays(1), Start));
    }
}

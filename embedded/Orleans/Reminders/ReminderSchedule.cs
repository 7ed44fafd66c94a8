namespace Luxe.Embedded;

/// <summary>When reminders are due.</summary>
internal static class ReminderSchedule
{
    /// <summary>
    /// The next time on the grid of start and period, not before <paramref name="now"/> and after <paramref name="last"/>.
    /// Ticks that were missed while the silo was down are not made up for.
    /// </summary>
    internal static DateTime Next(ReminderEntry entry, DateTime now, DateTime? last) => Next(entry.StartAt, entry.Period, now, last);

    /// <inheritdoc cref="Next(ReminderEntry, DateTime, DateTime?)"/>
    internal static DateTime Next(DateTime startAt, TimeSpan period, DateTime now, DateTime? last)
    {
        var next = now <= startAt ? startAt : OnGrid(startAt, period, now);
        return last is { } former && next <= former ? Later(former, period) : next;
    }

    private static DateTime OnGrid(DateTime startAt, TimeSpan period, DateTime now)
    {
        var over = (now - startAt).Ticks % period.Ticks;
        return over == 0 ? now : Later(now, TimeSpan.FromTicks(period.Ticks - over));
    }

    private static DateTime Later(DateTime time, TimeSpan by) => by < DateTime.MaxValue - time ? time + by : DateTime.MaxValue;
}

namespace Luxe.Embedded;

/// <summary>When reminders are due.</summary>
internal static class ReminderSchedule
{
    /// <summary>
    /// The next time on the grid of start and period, not before <paramref name="now"/> and after <paramref name="last"/>.
    /// Ticks that were missed while the silo was down are not made up for.
    /// </summary>
    internal static DateTime Next(ReminderEntry entry, DateTime now, DateTime? last)
    {
        var next = now <= entry.StartAt ? entry.StartAt : OnGrid(entry, now);
        return last is { } former && next <= former ? Later(former, entry.Period) : next;
    }

    private static DateTime OnGrid(ReminderEntry entry, DateTime now)
    {
        var over = (now - entry.StartAt).Ticks % entry.Period.Ticks;
        return over == 0 ? now : Later(now, TimeSpan.FromTicks(entry.Period.Ticks - over));
    }

    private static DateTime Later(DateTime time, TimeSpan by) => by < DateTime.MaxValue - time ? time + by : DateTime.MaxValue;
}

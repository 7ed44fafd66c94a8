using System.Threading.Channels;
using Luxe.Embedded.Tests.Hosting;

namespace Luxe.Embedded.Tests.Reminders;

/// <summary>Only what is due soon is in memory; the rest comes with a later scan of the table, once and at its time.</summary>
public sealed class LocalRemindersTests
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(10);
    private readonly ManualTime _time = new();
    private readonly Channel<string> _ticks = Channel.CreateUnbounded<string>();
    private readonly Dictionary<string, ReminderEntry> _table = [];
    private readonly LocalReminders _local;

    public LocalRemindersTests()
    {
        _local = new LocalReminders(_time);
        _local.Begin((entry, _) => _ticks.Writer.WriteAsync(entry.ReminderName).AsTask());
    }

    [Fact]
    public void Scan_OfManyReminders_KeepsThoseDueUntilTheHorizon()
    {
        // Not one that is due now: it comes at once, and whether it has gone by the time of the count is a race.
        for (var minute = 1; minute < 1_000; minute++)
        {
            Store($"r{minute}", minute, 5_000);
        }

        Scan();

        Assert.Equal(10, _local.Count);
    }

    [Fact]
    public async Task Scan_Repeated_BringsEachReminderOnceAtItsTime()
    {
        Store("near", 7, 60);
        Store("far", 13, 60);
        Scan();
        Assert.Equal(1, _local.Count);
        await Advance(5);
        Scan();
        Assert.Equal(2, _local.Count);
        await Advance(5);

        Assert.Equal("near", await _ticks.Reader.ReadAsync());
        await Until(1);
        Scan();
        await Advance(5);
        Assert.Equal("far", await _ticks.Reader.ReadAsync());
        await Until(0);
        for (var minute = 15; minute < 65; minute += 5)
        {
            Scan();
            await Advance(5);
        }

        Assert.False(_ticks.Reader.TryRead(out _));
        Assert.Equal("near", await Next(2));
    }

    [Fact]
    public async Task Scan_ThatFailedAndIsTriedAgain_BringsNothingTwiceAndMissesNothing()
    {
        Store("seen", 12, 60);
        Store("missed", 13, 60);
        Scan();
        await Advance(5);

        // It saw one of the two, and ended.
        _local.BeginScan(Window);
        _local.Found(_table["seen"]);
        await Advance(9);
        Assert.Equal("seen", await _ticks.Reader.ReadAsync());
        await Until(0);
        Scan();

        Assert.Equal("missed", await _ticks.Reader.ReadAsync());
        await Until(0);
        Assert.False(_ticks.Reader.TryRead(out _));
    }

    [Fact]
    public void Put_WhileAScanGoesOn_IsNewerThanWhatTheScanFinds()
    {
        var old = Store("moved", 12, 60);
        Scan();
        _time.Advance(TimeSpan.FromMinutes(5));
        _local.BeginScan(Window);
        _local.Put(Store("moved", 500, 60));
        _local.Found(old);
        _local.EndScan();

        Assert.Equal(0, _local.Count);
    }

    [Fact]
    public async Task Put_BeyondTheHorizonBetweenTwoScans_IsFoundByTheNext()
    {
        Scan();
        _local.Put(Store("later", 12, 60));
        Assert.Equal(0, _local.Count);
        await Advance(5);
        Scan();

        Assert.Equal("later", await Next(10));
    }

    [Fact]
    public async Task Remove_OfAWaitingReminder_NeverBringsIt()
    {
        Scan();
        _local.Put(Store("gone", 5, 60));
        _local.Put(Store("stays", 6, 60));
        _local.Remove(_table["gone"].GrainId, "gone");
        _table.Remove("gone");

        Assert.Equal("stays", await Next(10));
    }

    private ReminderEntry Store(string name, int minute, int period) => _table[name] = new ReminderEntry
    {
        GrainId = GrainId.Create("t", name), ReminderName = name, StartAt = Minute(minute), Period = TimeSpan.FromMinutes(period),
    };

    private void Scan()
    {
        _local.BeginScan(Window);
        foreach (var entry in _table.Values.Where(entry => _local.IsWanted(entry.StartAt, entry.Period)))
        {
            _local.Found(entry);
        }

        _local.EndScan();
    }

    /// <summary>Moves the clock once everybody in memory waits for it.</summary>
    private async Task Advance(int minutes)
    {
        await _time.UntilSet(_local.Count, TimeSpan.FromDays(400));
        _time.Advance(TimeSpan.FromMinutes(minutes));
    }

    private async Task<string> Next(int minutes)
    {
        await Advance(minutes);
        return await _ticks.Reader.ReadAsync();
    }

    private async Task Until(int count)
    {
        while (_local.Count > count)
        {
            await Task.Yield();
        }
    }

    private static DateTime Minute(int minute) => new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddMinutes(minute);
}

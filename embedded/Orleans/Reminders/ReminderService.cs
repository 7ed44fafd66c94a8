using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Hosting;
using Orleans.Timers;

namespace Luxe.Embedded;

/// <summary>
/// Registers reminders in the table and delivers them. This process is the only one that owns reminders, so every change comes through here;
/// in memory are those that are due soon (<see cref="LocalReminders"/>).
/// </summary>
internal sealed partial class ReminderService(
    IReminderTable table,
    IGrainFactory grains,
    TimeProvider time,
    IOptions<ReminderOptions> options,
    ILogger<ReminderService> log) : IReminderRegistry, ILifecycleParticipant<ISiloLifecycle>, IDisposable
{
    /// <summary>How many periods of scanning are loaded ahead: one scan may fail, or take its time. Orleans' default is the same.</summary>
    private const int Windows = 2;

    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(20);

    private readonly CancellationTokenSource _stop = new();
    private readonly LocalReminders _local = new(time);
    private Task _scanning = Task.CompletedTask;

    public void Participate(ISiloLifecycle lifecycle)
    {
        lifecycle.Subscribe(nameof(ReminderService), ServiceLifecycleStage.RuntimeGrainServices, OpenAsync, token => table.StopAsync(token));
        lifecycle.Subscribe(nameof(ReminderService), ServiceLifecycleStage.Active, StartAsync, _ => StopAsync());
    }

    public async Task<IGrainReminder> RegisterOrUpdateReminder(GrainId callingGrainId, string reminderName, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentException.ThrowIfNullOrEmpty(reminderName);
        ArgumentOutOfRangeException.ThrowIfLessThan(dueTime, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(period, TimeSpan.Zero);
        if (period < options.Value.MinimumReminderPeriod)
        {
            throw new ArgumentException($"The reminder {reminderName} asks for the period {period}; the shortest allowed is {options.Value.MinimumReminderPeriod}.", nameof(period));
        }

        var entry = new ReminderEntry { GrainId = callingGrainId, ReminderName = reminderName, StartAt = time.GetUtcNow().UtcDateTime + dueTime, Period = period };
        entry.ETag = await table.UpsertRow(entry) ?? throw new ReminderException($"The reminder {reminderName} was changed by somebody else at the same time. Try again.");
        _local.Put(entry);
        return new Registered(callingGrainId, reminderName, entry.ETag);
    }

    public async Task UnregisterReminder(GrainId callingGrainId, IGrainReminder reminder)
    {
        if (reminder is not Registered registered)
        {
            throw new ArgumentException("The reminder was not made by this runtime.", nameof(reminder));
        }

        if (!await table.RemoveRow(registered.Grain, registered.ReminderName, registered.ETag)
            && await table.ReadRow(registered.Grain, registered.ReminderName) is not null)
        {
            throw new ReminderException($"The reminder {registered.ReminderName} has been registered anew since; read it and try again.");
        }

        _local.Remove(registered.Grain, registered.ReminderName);
    }

    public async Task<IGrainReminder?> GetReminder(GrainId callingGrainId, string reminderName)
    {
        ArgumentException.ThrowIfNullOrEmpty(reminderName);
        return await table.ReadRow(callingGrainId, reminderName) is { } entry ? Registered.Of(entry) : null;
    }

    public async Task<List<IGrainReminder>> GetReminders(GrainId callingGrainId) =>
        [.. (await table.ReadRows(callingGrainId)).Reminders.Select(Registered.Of)];

    public void Dispose() => _stop.Dispose();

    private async Task OpenAsync(CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(options.Value.InitializationTimeout);
        await table.StartAsync(limit.Token);
    }

    /// <summary>The scans go on beside the silo, the first one too: a silo of a million reminders starts without waiting for them.</summary>
    private Task StartAsync(CancellationToken cancellationToken)
    {
        _local.Begin(DeliverAsync);
        using (ExecutionContext.SuppressFlow())
        {
            _scanning = Task.Run(ScanAlwaysAsync, CancellationToken.None);
        }

        return Task.CompletedTask;
    }

    private async Task StopAsync()
    {
        await _stop.CancelAsync();
        await _scanning;
        await _local.EndAsync();
    }

    private async Task ScanAlwaysAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            var wait = options.Value.RefreshReminderListPeriod;
            try
            {
                await ScanAsync();
            }
            catch (Exception) when (_stop.IsCancellationRequested)
            {
                // However a scan ends that is given up: the silo stops.
                return;
            }
            catch (Exception fault)
            {
                LogNotScanned(fault);
                wait = wait < Retry ? wait : Retry;
            }

            await Task.Delay(wait, time, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task ScanAsync()
    {
        _local.BeginScan(Windows * options.Value.RefreshReminderListPeriod);
        if (table is IReminderScan scan)
        {
            await scan.ScanAsync(_local.IsWanted, _local.Found, _stop.Token);
        }
        else
        {
            foreach (var entry in (await table.ReadRows(0, 0)).Reminders)
            {
                _local.Found(entry);
            }
        }

        _local.EndScan();
        LogScanned(_local.Count);
    }

    private async Task DeliverAsync(ReminderEntry entry, DateTime now)
    {
        try
        {
            await grains.GetGrain<IRemindable>(entry.GrainId).ReceiveReminder(entry.ReminderName, new TickStatus(entry.StartAt, entry.Period, now));
        }
        catch (Exception fault)
        {
            LogFailed(fault, entry.ReminderName, entry.GrainId.Type);
        }
    }

    [LoggerMessage(7201, LogLevel.Debug, "The table of reminders was scanned; {Count} are due soon.")]
    private partial void LogScanned(int count);

    [LoggerMessage(7202, LogLevel.Warning, "The reminder {Name} of a grain of type {GrainType} was not taken; it comes again.")]
    private partial void LogFailed(Exception exception, string name, GrainType grainType);

    [LoggerMessage(7203, LogLevel.Warning, "The table of reminders could not be scanned; reminders may come late until it can.")]
    private partial void LogNotScanned(Exception exception);

    private sealed record Registered(GrainId Grain, string ReminderName, string ETag) : IGrainReminder
    {
        internal static Registered Of(ReminderEntry entry) => new Registered(entry.GrainId, entry.ReminderName, entry.ETag!);
    }
}

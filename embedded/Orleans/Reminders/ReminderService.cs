using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Hosting;
using Orleans.Timers;

namespace Luxe.Embedded;

/// <summary>
/// Registers reminders in the table and delivers them. This process is the only one that owns reminders, so the table is read once, at the start,
/// and every later change comes through here.
/// </summary>
internal sealed partial class ReminderService(
    IReminderTable table,
    IGrainFactory grains,
    TimeProvider time,
    IOptions<ReminderOptions> options,
    ILogger<ReminderService> log) : IReminderRegistry, ILifecycleParticipant<ISiloLifecycle>
{
    private readonly ConcurrentDictionary<(GrainId Grain, string Name), LocalReminder> _local = new();
    private readonly Lock _gate = new();
    private bool _delivering;

    public void Participate(ISiloLifecycle lifecycle)
    {
        lifecycle.Subscribe(nameof(ReminderService), ServiceLifecycleStage.RuntimeGrainServices, LoadAsync, token => table.StopAsync(token));
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
        Keep(entry);
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

        if (_local.TryRemove((registered.Grain, registered.ReminderName), out var local))
        {
            local.Stop();
        }
    }

    public async Task<IGrainReminder?> GetReminder(GrainId callingGrainId, string reminderName)
    {
        ArgumentException.ThrowIfNullOrEmpty(reminderName);
        return await table.ReadRow(callingGrainId, reminderName) is { } entry ? Registered.Of(entry) : null;
    }

    public async Task<List<IGrainReminder>> GetReminders(GrainId callingGrainId) =>
        [.. (await table.ReadRows(callingGrainId)).Reminders.Select(Registered.Of)];

    private async Task LoadAsync(CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(options.Value.InitializationTimeout);
        await table.StartAsync(limit.Token);
        var stored = (await table.ReadRows(0, 0)).Reminders;
        foreach (var entry in stored)
        {
            _local.TryAdd((entry.GrainId, entry.ReminderName), new LocalReminder(entry, time, DeliverAsync));
        }

        LogLoaded(stored.Count);
    }

    private Task StartAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            _delivering = true;
            foreach (var local in _local.Values)
            {
                local.Start();
            }
        }

        return Task.CompletedTask;
    }

    private Task StopAsync()
    {
        lock (_gate)
        {
            _delivering = false;
        }

        return Task.WhenAll(_local.Values.Select(static local => local.StopAsync()));
    }

    private void Keep(ReminderEntry entry)
    {
        var next = new LocalReminder(entry, time, DeliverAsync);
        lock (_gate)
        {
            var key = (entry.GrainId, entry.ReminderName);
            if (_local.TryGetValue(key, out var former))
            {
                former.Stop();
            }

            _local[key] = next;
            if (_delivering)
            {
                next.Start();
            }
        }
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

    [LoggerMessage(7201, LogLevel.Debug, "{Count} reminders were loaded.")]
    private partial void LogLoaded(int count);

    [LoggerMessage(7202, LogLevel.Warning, "The reminder {Name} of a grain of type {GrainType} was not taken; it comes again.")]
    private partial void LogFailed(Exception exception, string name, GrainType grainType);

    private sealed record Registered(GrainId Grain, string ReminderName, string ETag) : IGrainReminder
    {
        internal static Registered Of(ReminderEntry entry) => new Registered(entry.GrainId, entry.ReminderName, entry.ETag!);
    }
}

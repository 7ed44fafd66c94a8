namespace Luxe.Embedded;

/// <summary>
/// One reminder that is waited for. Its ticks do not overlap: the next is reckoned when the grain has taken this one. It ends with the tick
/// whose successor is not of this process' memory any more.
/// </summary>
/// <param name="entry">What is stored.</param>
/// <param name="due">When it is due first.</param>
/// <param name="time">The clock.</param>
/// <param name="deliver">Brings a tick to the grain.</param>
/// <param name="goesOn">Asked after a tick: whether the next is waited for here too.</param>
internal sealed class LocalReminder(
    ReminderEntry entry, DateTime due, TimeProvider time, Func<ReminderEntry, DateTime, Task> deliver, Func<LocalReminder, DateTime, bool> goesOn) : IDisposable
{
    // A timer takes at most some weeks at once.
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);

    private readonly CancellationTokenSource _stop = new();
    private Task _running = Task.CompletedTask;

    internal (GrainId Grain, string Name) Key => (entry.GrainId, entry.ReminderName);

    internal void Start()
    {
        // The caller's execution context (its request context above all) is not the reminder's.
        using (ExecutionContext.SuppressFlow())
        {
            _running = Task.Run(RunAsync);
        }
    }

    /// <summary>No tick starts any more.</summary>
    internal void Stop() => _stop.Cancel();

    /// <summary>Completes when a tick that had started is over.</summary>
    internal async Task StopAsync()
    {
        await _stop.CancelAsync();
        await _running;
    }

    public void Dispose() => _stop.Dispose();

    private async Task RunAsync()
    {
        // Reckoned once and then waited for: a timer that comes a moment late must not find the tick already missed.
        for (var next = due; await WaitUntil(next);)
        {
            await deliver(entry, time.GetUtcNow().UtcDateTime);
            next = ReminderSchedule.Next(entry, time.GetUtcNow().UtcDateTime, next);
            if (!goesOn(this, next))
            {
                return;
            }
        }
    }

    private async Task<bool> WaitUntil(DateTime next)
    {
        while (!_stop.IsCancellationRequested && next - time.GetUtcNow().UtcDateTime is { Ticks: > 0 } wait)
        {
            await Task.Delay(wait < LongestWait ? wait : LongestWait, time, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return !_stop.IsCancellationRequested;
    }
}

namespace Luxe.Embedded;

/// <summary>One reminder that is waited for. Its ticks do not overlap: the next is reckoned when the grain has taken this one.</summary>
internal sealed class LocalReminder(ReminderEntry entry, TimeProvider time, Func<ReminderEntry, DateTime, Task> deliver) : IDisposable
{
    // A timer takes at most some weeks at once.
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);

    private readonly CancellationTokenSource _stop = new();
    private Task _running = Task.CompletedTask;

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
        DateTime? last = null;
        while (!_stop.IsCancellationRequested)
        {
            // Reckoned once and then waited for: a timer that comes a moment late must not find the tick already missed.
            var due = ReminderSchedule.Next(entry, time.GetUtcNow().UtcDateTime, last);
            if (await WaitUntil(due))
            {
                last = due;
                await deliver(entry, time.GetUtcNow().UtcDateTime);
            }
        }
    }

    private async Task<bool> WaitUntil(DateTime due)
    {
        while (!_stop.IsCancellationRequested && due - time.GetUtcNow().UtcDateTime is { Ticks: > 0 } wait)
        {
            await Task.Delay(wait < LongestWait ? wait : LongestWait, time, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return !_stop.IsCancellationRequested;
    }
}

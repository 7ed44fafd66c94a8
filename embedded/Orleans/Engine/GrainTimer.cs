namespace Luxe.Embedded;

/// <summary>A timer whose ticks wait in the grain's queue like calls; the next tick is planned when one has ended.</summary>
internal abstract class GrainTimer : IGrainTimer
{
    private readonly Activation _activation;
    private readonly CancellationTokenSource _stop = new();
    private readonly ITimer _timer;
    private readonly Lock _lock = new();
    private TimeSpan _dueTime;
    private TimeSpan _period;
    private bool _firing;
    private bool _changed;

    protected GrainTimer(Activation activation, GrainTimerCreationOptions options)
    {
        _activation = activation;
        Interleave = options.Interleave;
        KeepAlive = options.KeepAlive;

        // The timer outlives the call that made it and must not carry that call's context along.
        var context = ExecutionContext.Capture();
        ExecutionContext.Restore(SiloRuntime.CleanContext);
        _timer = activation.Runtime.TimeProvider.CreateTimer(
            static state => ((GrainTimer)state!).Fire(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        if (context is not null)
        {
            ExecutionContext.Restore(context);
        }
    }

    internal bool Interleave { get; }

    internal bool KeepAlive { get; }

    internal bool IsStopped => _stop.IsCancellationRequested;

    public void Change(TimeSpan dueTime, TimeSpan period)
    {
        Validate(dueTime, nameof(dueTime));
        Validate(period, nameof(period));
        lock (_lock)
        {
            _dueTime = dueTime;
            _period = period;
            _changed = true;
            if (!_firing && !IsStopped)
            {
                _timer.Change(dueTime, Timeout.InfiniteTimeSpan);
            }
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            if (IsStopped)
            {
                return;
            }

            _stop.Cancel();
        }

        _timer.Dispose();
        _activation.Extras.Remove(this);
    }

    internal Task Tick()
    {
        if (IsStopped)
        {
            return Task.CompletedTask;
        }

        lock (_lock)
        {
            _changed = false;
        }

        return Callback(_stop.Token);
    }

    internal void Ticked(Exception? failure)
    {
        if (failure is not null)
        {
            EngineLog.TimerFailed(_activation.Runtime.Log, failure, EngineLog.Name(_activation.GrainId));
        }

        lock (_lock)
        {
            _firing = false;
            if (!IsStopped)
            {
                _timer.Change(_changed ? _dueTime : _period, Timeout.InfiniteTimeSpan);
            }
        }
    }

    protected abstract Task Callback(CancellationToken cancellationToken);

    private static void Validate(TimeSpan time, string name)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan((long)time.TotalMilliseconds, -1, name);
        ArgumentOutOfRangeException.ThrowIfGreaterThan((long)time.TotalMilliseconds, 0xfffffffe, name);
    }

    private void Fire()
    {
        lock (_lock)
        {
            if (IsStopped)
            {
                return;
            }

            _firing = true;
        }

        _activation.Push(new TimerTick(this));
    }
}

/// <summary>A timer with its callback.</summary>
internal sealed class GrainTimer<TState>(Activation activation, Func<TState, CancellationToken, Task> callback, TState state, GrainTimerCreationOptions options)
    : GrainTimer(activation, options)
{
    protected override Task Callback(CancellationToken cancellationToken) => callback(state, cancellationToken);
}

using Orleans.Timers;

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

/// <summary>One tick, as a call that the grain makes to itself.</summary>
internal sealed class TimerTick(GrainTimer timer) : GrainRequest
{
    private static readonly MethodShape ExclusiveShape = new(typeof(ITimerTicks), typeof(ITimerTicks), nameof(ITimerTicks.Tick));
    private static readonly MethodShape InterleavingShape = new(typeof(ITimerTicks), typeof(ITimerTicks), nameof(ITimerTicks.TickBeside));

    private Task? _running;

    public override MethodShape Shape => timer.Interleave ? InterleavingShape : ExclusiveShape;

    internal override bool CountsAsActivity => timer.KeepAlive;

    internal override bool IsLocal => true;

    public override int GetArgumentCount() => 0;

    public override object? GetArgument(int index) => throw new ArgumentOutOfRangeException(nameof(index));

    public override void SetArgument(int index, object value) => throw new ArgumentOutOfRangeException(nameof(index));

    internal override void InvokeIn(Activation activation)
    {
        try
        {
            _running = timer.Tick();
            if (!_running.IsCompleted)
            {
                _running.GetAwaiter().UnsafeOnCompleted(() => activation.Resume(this));
                return;
            }
        }
        catch (Exception exception)
        {
            _running = Task.FromException(exception);
        }

        Finish(activation);
    }

    internal override void Finish(Activation activation)
    {
        TryComplete();
        timer.Ticked(_running!.IsCompletedSuccessfully ? null : Failure(_running));
        activation.OnCompleted(this);
    }

    internal override Task Invoke(object target) => timer.Tick();

    internal override object? ResultOf(Task task) => null;

    internal override void Succeed(object? result) => TryComplete();

    internal override void SetException(Exception exception)
    {
    }

    /// <summary>Names of ticks for whoever looks at a request.</summary>
    private interface ITimerTicks
    {
        Task Tick();

        [Orleans.Concurrency.AlwaysInterleave]
        Task TickBeside();
    }
}

/// <summary>Makes timers.</summary>
internal sealed class TimerRegistry : ITimerRegistry
{
    public IGrainTimer RegisterGrainTimer<TState>(
        IGrainContext grainContext, Func<TState, CancellationToken, Task> callback, TState state, GrainTimerCreationOptions options)
    {
        ArgumentNullException.ThrowIfNull(callback);
        if (!ReferenceEquals(CurrentContext.Activation, grainContext))
        {
            throw new InvalidOperationException("A grain's timer is registered in one of its turns.");
        }

        var activation = (Activation)grainContext;
        var timer = new GrainTimer<TState>(activation, callback, state, options);
        activation.Extras.Add(timer);
        timer.Change(options.DueTime, options.Period);
        return timer;
    }
}

namespace Luxe.Embedded;

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

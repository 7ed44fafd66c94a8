using Orleans.Timers;

namespace Luxe.Embedded;

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

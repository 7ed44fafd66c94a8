using System.Diagnostics.CodeAnalysis;

namespace Orleans.Runtime
{
    /// <summary>A timer whose callbacks are turns of a grain.</summary>
    public interface IGrainTimer : IDisposable
    {
        /// <summary>Sets new times.</summary>
        void Change(TimeSpan dueTime, TimeSpan period);
    }

    /// <summary>How a timer behaves.</summary>
    public readonly struct GrainTimerCreationOptions
    {
        /// <summary>Set the times in an initializer.</summary>
        public GrainTimerCreationOptions()
        {
        }

        /// <summary>The times.</summary>
        [SetsRequiredMembers]
        public GrainTimerCreationOptions(TimeSpan dueTime, TimeSpan period)
        {
            DueTime = dueTime;
            Period = period;
        }

        /// <summary>When the first callback is due.</summary>
        public required TimeSpan DueTime { get; init; }

        /// <summary>The time between the end of one callback and the next.</summary>
        public required TimeSpan Period { get; init; }

        /// <summary>Whether callbacks may run while a call awaits.</summary>
        public bool Interleave { get; init; }

        /// <summary>Whether callbacks count as activity.</summary>
        public bool KeepAlive { get; init; }
    }
}

namespace Orleans.Timers
{
    using Orleans.Runtime;

    /// <summary>Makes timers.</summary>
    public interface ITimerRegistry
    {
        /// <summary>Makes a timer for an activation.</summary>
        IGrainTimer RegisterGrainTimer<TState>(IGrainContext grainContext, Func<TState, CancellationToken, Task> callback, TState state, GrainTimerCreationOptions options);
    }
}

using Orleans.Serialization.Invocation;

namespace Orleans.Runtime;

/// <summary>One activation of a grain.</summary>
public interface IGrainContext : ITargetHolder, IEquatable<IGrainContext>
{
    /// <summary>A reference to the grain.</summary>
    GrainReference GrainReference { get; }

    /// <summary>The grain's identity.</summary>
    GrainId GrainId { get; }

    /// <summary>The object, once it is constructed.</summary>
    object? GrainInstance { get; }

    /// <summary>This activation's identity.</summary>
    ActivationId ActivationId { get; }

    /// <summary>The services of this activation.</summary>
    IServiceProvider ActivationServices { get; }

    /// <summary>Stages before the first and after the last call.</summary>
    IGrainLifecycle ObservableLifecycle { get; }

    /// <summary>Runs work in this activation's turns.</summary>
    IWorkItemScheduler Scheduler { get; }

    /// <summary>Completes when the activation has ended.</summary>
    Task Deactivated { get; }

    /// <summary>Attaches, replaces or removes (null) a component.</summary>
    void SetComponent<TComponent>(TComponent? value)
        where TComponent : class;

    /// <summary>Starts the activation's end.</summary>
    void Deactivate(DeactivationReason deactivationReason, CancellationToken cancellationToken = default);
}

/// <summary>Gives the activation whose turn is running.</summary>
public interface IGrainContextAccessor
{
    /// <summary>The activation whose turn is running.</summary>
    IGrainContext GrainContext { get; }
}

/// <summary>Runs work in an activation's turns.</summary>
public interface IWorkItemScheduler
{
    /// <summary>Queues an action.</summary>
    void QueueAction(Action action);

    /// <summary>Queues an action with its state.</summary>
    void QueueAction(Action<object> action, object state);

    /// <summary>Queues a task that was not started.</summary>
    void QueueTask(Task task);
}

/// <summary>Stages before the first and after the last call.</summary>
public interface IGrainLifecycle : ILifecycleObservable;

/// <summary>The stages of <see cref="IGrainLifecycle"/>.</summary>
public static class GrainLifecycleStage
{
    /// <summary>The first.</summary>
    public const int First = int.MinValue;

    /// <summary>State is read.</summary>
    public const int SetupState = 1000;

    /// <summary><see cref="IGrainBase.OnActivateAsync"/> runs.</summary>
    public const int Activate = 2000;

    /// <summary>The last.</summary>
    public const int Last = int.MaxValue;
}

/// <summary>The runtime as a grain sees it.</summary>
public interface IGrainRuntime
{
    /// <summary>This silo's identity as text.</summary>
    string SiloIdentity { get; }

    /// <summary>Makes references to grains.</summary>
    IGrainFactory GrainFactory { get; }

    /// <summary>Makes timers.</summary>
    Timers.ITimerRegistry TimerRegistry { get; }

    /// <summary>The host's services.</summary>
    IServiceProvider ServiceProvider { get; }

    /// <summary>The clock.</summary>
    TimeProvider TimeProvider { get; }

    /// <summary>Deactivates an activation when its running calls are done.</summary>
    void DeactivateOnIdle(IGrainContext grainContext);

    /// <summary>Postpones idle collection.</summary>
    void DelayDeactivation(IGrainContext grainContext, TimeSpan timeSpan);

    /// <summary>The state storage of a grain class that derives from <see cref="Grain{TGrainState}"/>.</summary>
    Core.IStorage<TGrainState> GetStorage<TGrainState>(IGrainContext grainContext);
}

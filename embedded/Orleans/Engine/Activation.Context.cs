namespace Luxe.Embedded;

/// <summary>The activation as grains and components see it. What most activations never need hangs on one lazily made object.</summary>
internal sealed partial class Activation : IGrainContext, IWorkItemScheduler
{
    private ActivationExtras? _extras;
    private GrainReference? _reference;
    private long _keepUntil;

    public GrainId GrainId => new(Class.GrainType, Key);

    public GrainReference GrainReference => _reference ??= Runtime.References.Untyped(GrainId);

    public object? GrainInstance => Instance;

    public ActivationId ActivationId => Extras.ActivationId;

    public IServiceProvider ActivationServices => Extras.Services;

    public IGrainLifecycle ObservableLifecycle => Extras.LifecycleOrNew;

    public IWorkItemScheduler Scheduler => this;

    public Task Deactivated
    {
        get
        {
            var ended = Extras.Ended;
            if (HasEnded)
            {
                ended.TrySetResult();
            }

            return ended.Task;
        }
    }

    internal ActivationExtras Extras => _extras ?? Interlocked.CompareExchange(ref _extras, new ActivationExtras(Runtime), null) ?? _extras;

    public void QueueAction(Action action) => Push(new ActionItem(static state => ((Action)state!)(), action));

    public void QueueAction(Action<object> action, object state) => Push(new ActionItem(action!, state));

    void IWorkItemScheduler.QueueTask(Task task)
    {
        if (task.Status == TaskStatus.Created)
        {
            task.Start(this);
        }
    }

    public object? GetTarget() => Instance;

    public object? GetComponent(Type componentType) =>
        Extras.Component(componentType) ?? (componentType.IsInstanceOfType(Instance) ? Instance : componentType.IsInstanceOfType(this) ? this : null);

    public void SetComponent<TComponent>(TComponent? value)
        where TComponent : class => Extras.SetComponent(typeof(TComponent), value);

    public bool Equals(IGrainContext? other) => ReferenceEquals(this, other);

    public override string ToString() => $"[{GrainId} {_state}]";

    internal void DelayDeactivation(TimeSpan span)
    {
        var now = Runtime.Timeouts.Now;
        Volatile.Write(ref _keepUntil, span == TimeSpan.MaxValue || span == Timeout.InfiniteTimeSpan ? long.MaxValue : span < TimeSpan.Zero ? 0 : now + (long)span.TotalMilliseconds);
    }

    internal void OnEnterReentrantSection(Guid id) => Extras.EnterSection(id);

    internal void OnExitReentrantSection(Guid id) => Extras.ExitSection(id);

    private bool IsReentrantSection(Guid id) => _extras is not null && _extras.IsSection(id);
}

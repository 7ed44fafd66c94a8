namespace Luxe.Embedded;

/// <summary>What an activation has only if its grain asks for it.</summary>
internal sealed class ActivationExtras(SiloRuntime runtime)
{
    private Dictionary<Type, object>? _components;
    private Dictionary<Guid, int>? _sections;
    private HashSet<GrainTimer>? _timers;
    private AsyncServiceScope? _scope;
    private TaskCompletionSource? _ended;

    internal ActivationId ActivationId { get; } = ActivationId.NewId();

    internal TaskCompletionSource Ended =>
        _ended ?? Interlocked.CompareExchange(ref _ended, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously), null) ?? _ended;

    internal StagedLifecycle? Lifecycle { get; private set; }

    internal StagedLifecycle LifecycleOrNew => Lifecycle ??= new StagedLifecycle(runtime.Log);

    internal IServiceProvider Services
    {
        get
        {
            lock (this)
            {
                return (_scope ??= runtime.Services.CreateAsyncScope()).ServiceProvider;
            }
        }
    }

    internal void OnEnded() => Volatile.Read(ref _ended)?.TrySetResult();

    internal object? Component(Type type)
    {
        lock (this)
        {
            return _components?.GetValueOrDefault(type);
        }
    }

    internal void SetComponent(Type type, object? value)
    {
        lock (this)
        {
            if (value is null)
            {
                _components?.Remove(type);
            }
            else
            {
                (_components ??= [])[type] = value;
            }
        }
    }

    internal void EnterSection(Guid id)
    {
        _sections ??= [];
        _sections[id] = _sections.GetValueOrDefault(id) + 1;
    }

    internal void ExitSection(Guid id)
    {
        if (_sections is not null && _sections.TryGetValue(id, out var depth))
        {
            if (depth <= 1)
            {
                _sections.Remove(id);
            }
            else
            {
                _sections[id] = depth - 1;
            }
        }
    }

    internal bool IsSection(Guid id) => _sections is not null && _sections.ContainsKey(id);

    internal void Add(GrainTimer timer)
    {
        lock (this)
        {
            (_timers ??= []).Add(timer);
        }
    }

    internal void Remove(GrainTimer timer)
    {
        lock (this)
        {
            _timers?.Remove(timer);
        }
    }

    internal void DisposeTimers()
    {
        GrainTimer[] timers;
        lock (this)
        {
            timers = _timers is null ? [] : [.. _timers];
        }

        foreach (var timer in timers)
        {
            timer.Dispose();
        }
    }

    internal async ValueTask DisposeServicesAsync()
    {
        if (_scope is { } scope)
        {
            _scope = null;
            await scope.DisposeAsync();
        }
    }
}

namespace Orleans.Concurrency;

/// <summary>Calls of this method may run beside each other, not beside others.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ReadOnlyAttribute : Attribute;

/// <summary>Calls of this method may start whenever the grain awaits.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class AlwaysInterleaveAttribute : Attribute;

/// <summary>Nobody waits for this method's completion.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OneWayAttribute : Attribute;

/// <summary>Every call to this grain may start whenever it awaits.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ReentrantAttribute : Attribute;

/// <summary>Names a static or instance method that decides whether a request may interleave.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class MayInterleaveAttribute(string callbackMethodName) : Attribute
{
    internal string CallbackMethodName { get; } = callbackMethodName;
}

/// <summary>A grain without identity of state: up to a number of activations run side by side.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class StatelessWorkerAttribute : Placement.PlacementAttribute
{
    /// <summary>As many workers as there are processors.</summary>
    public StatelessWorkerAttribute() => MaxLocalWorkers = Environment.ProcessorCount;

    /// <summary>At most that many workers.</summary>
    public StatelessWorkerAttribute(int maxLocalWorkers) => MaxLocalWorkers = maxLocalWorkers;

    /// <summary>At most that many workers.</summary>
    public StatelessWorkerAttribute(int maxLocalWorkers, bool removeIdleWorkers)
        : this(maxLocalWorkers) => RemoveIdleWorkers = removeIdleWorkers;

    internal int MaxLocalWorkers { get; }

    internal bool RemoveIdleWorkers { get; } = true;
}

/// <summary>A value that its sender promises not to change: shared across a call, not copied.</summary>
/// <typeparam name="T">The type of the value.</typeparam>
[Immutable, GenerateSerializer]
public readonly struct Immutable<T>
{
    /// <summary>The value.</summary>
    [Id(0)]
    public readonly T Value;

    /// <summary>Wraps a value.</summary>
    public Immutable(T value) => Value = value;
}

/// <summary>Wraps values that will not change.</summary>
public static class ImmutableExtensions
{
    /// <summary>Wraps a value.</summary>
    public static Immutable<T> AsImmutable<T>(this T value) => new(value);
}

namespace Luxe.Embedded;

/// <summary>Something that an activation does in one of its turns; items form the inbox's linked list themselves.</summary>
public abstract class WorkItem
{
    /// <summary>Marks an inbox that is empty while its owner is scheduled or running.</summary>
    internal static readonly WorkItem Scheduled = new Nothing();

    internal WorkItem? Next;

    /// <summary>Runs inside a turn of <paramref name="activation"/>.</summary>
    internal abstract void Run(Activation activation);

    private sealed class Nothing : WorkItem
    {
        internal override void Run(Activation activation)
        {
        }
    }
}

/// <summary>A continuation or task that was queued to the activation's scheduler.</summary>
internal sealed class TaskItem(Task task) : WorkItem
{
    internal Task Task { get; } = task;

    internal override void Run(Activation activation) => activation.RunTask(Task);
}

/// <summary>A plain action.</summary>
internal sealed class ActionItem(Action<object?> action, object? state) : WorkItem
{
    internal override void Run(Activation activation) => activation.RunAction(action, state);
}

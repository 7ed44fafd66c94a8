using System.Runtime.CompilerServices;

namespace Luxe.Embedded;

/// <summary>
/// One activation of a grain: the object, the queue of its calls, and the scheduler of its turns.
/// Work arrives in a lock-free inbox from any thread; everything else is touched only inside turns, of which one runs at a time.
/// Files: inbox and turns here, calls in Activation.Calls, beginning and end in Activation.Life, IGrainContext in Activation.Context.
/// </summary>
internal sealed partial class Activation : TaskScheduler, IThreadPoolWorkItem, IRequestTarget
{
    /// <summary>How long one activation may keep a thread while others wait.</summary>
    private const int ItemsPerTurnGroup = 64;

    private static readonly Action<object?> RunBatchInTask = static state => ((Activation)state!).RunBatch();

    private WorkItem? _inbox;
    private WorkItem? _batch;
    private int _ran;

    internal Activation(SiloRuntime runtime, GrainClass grainClass, IdSpan key)
    {
        Runtime = runtime;
        Class = grainClass;
        Key = key;
        _lastActive = runtime.Timeouts.Now;
    }

    public override int MaximumConcurrencyLevel => 1;

    internal SiloRuntime Runtime { get; }

    internal GrainClass Class { get; }

    internal IdSpan Key { get; }

    /// <summary>The grain object; null until it is constructed.</summary>
    internal object? Instance { get; private set; }

    /// <summary>The group of a stateless worker.</summary>
    internal StatelessWorkers? Workers { get; init; }

    internal bool HasNothingToDo => Volatile.Read(ref _inbox) is null && IsIdle && _deactivation is null && !HasEnded;

    bool IRequestTarget.IsAlive => _state != State.Ended;

    public void Receive(GrainRequest request) => Push(request);

    void IThreadPoolWorkItem.Execute()
    {
        CurrentContext.Activation = this;
        var budget = ItemsPerTurnGroup;
        while (true)
        {
            _batch ??= TakeInbox();
            if (_batch is null)
            {
                CurrentContext.Activation = null;
                if (Interlocked.CompareExchange(ref _inbox, null, WorkItem.Scheduled) == WorkItem.Scheduled)
                {
                    return;
                }

                CurrentContext.Activation = this;
                continue;
            }

            if (budget <= 0)
            {
                CurrentContext.Activation = null;
                ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
                return;
            }

            budget -= RunSome();
        }
    }

    /// <summary>Puts work into the inbox and sees to it that a thread comes for it.</summary>
    internal void Push(WorkItem item)
    {
        var head = Volatile.Read(ref _inbox);
        while (true)
        {
            item.Next = ReferenceEquals(head, WorkItem.Scheduled) ? null : head;
            var seen = Interlocked.CompareExchange(ref _inbox, item, head);
            if (ReferenceEquals(seen, head))
            {
                if (head is null)
                {
                    // Never to the thread's own queue: that one is last in, first out, and callers that keep calling would push all others aside.
                    ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
                }

                return;
            }

            head = seen;
        }
    }

    internal void RunTask(Task task) => TryExecuteTask(task);

    internal void RunAction(Action<object?> action, object? state)
    {
        try
        {
            action(state);
        }
        catch (Exception exception)
        {
            EngineLog.ActionFailed(Runtime.Log, exception, EngineLog.Name(GrainId));
        }
    }

    /// <summary>A call's method has finished what it awaited: back into a turn.</summary>
    internal void Resume(GrainRequest request)
    {
        request.Resuming = true;
        Push(request);
    }

    protected override void QueueTask(Task task) => Push(new TaskItem(task));

    /// <summary>A task may run at once if it is one of ours and a turn of ours is running on this thread.</summary>
    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) =>
        !taskWasPreviouslyQueued && ReferenceEquals(CurrentContext.Activation, this) && TryExecuteTask(task);

    protected override IEnumerable<Task> GetScheduledTasks() => [];

    private WorkItem? TakeInbox()
    {
        var head = Interlocked.Exchange(ref _inbox, WorkItem.Scheduled);
        WorkItem? ordered = null;
        while (head is not null && !ReferenceEquals(head, WorkItem.Scheduled))
        {
            var next = head.Next;
            head.Next = ordered;
            ordered = head;
            head = next;
        }

        return ordered;
    }

    private int RunSome()
    {
        var before = _ran;
        if (_batch is TaskItem)
        {
            // Continuations bring their own task along.
            RunNext();
        }
        else
        {
            // Grain code must find this scheduler in TaskScheduler.Current, so that its awaits come back here.
            new Task(RunBatchInTask, this, CancellationToken.None, TaskCreationOptions.DenyChildAttach).RunSynchronously(this);
        }

        return _ran - before;
    }

    private void RunBatch()
    {
        for (var left = ItemsPerTurnGroup; left > 0 && _batch is not null; left--)
        {
            try
            {
                RunNext();
            }
            catch (Exception exception)
            {
                // Grain code's failures are caught where it is called; this is one of the engine's own, and must not take the next items along.
                EngineLog.ActionFailed(Runtime.Log, exception, EngineLog.Name(GrainId));
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void RunNext()
    {
        var item = _batch!;
        _batch = item.Next;
        item.Next = null;
        _ran++;
        item.Run(this);
    }
}

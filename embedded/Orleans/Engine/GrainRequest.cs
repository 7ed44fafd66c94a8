using System.Reflection;
using System.Runtime.CompilerServices;
using Orleans.Serialization.Invocation;

namespace Luxe.Embedded;

/// <summary>
/// One call: the arguments (in the generated subclass), the message that waits in the callee's queue, and the caller's completion, in one object.
/// It is completed once, by whoever comes first: the callee, the timeout, the caller's token, or the end of the silo.
/// </summary>
public abstract class GrainRequest : WorkItem, IInvokable
{
    private int _completed;

    /// <summary>The method.</summary>
    public abstract MethodShape Shape { get; }

    /// <inheritdoc/>
    public bool IsCancellable => Shape.TokenIndex >= 0;

    internal GrainReference Reference { get; set; } = null!;

    internal Activation? Caller { get; set; }

    /// <summary>The caller's <see cref="RequestContext"/>.</summary>
    internal Dictionary<string, object>? Context { get; set; }

    /// <summary>When the caller gives up, on the clock of <see cref="ResponseTimeouts"/>.</summary>
    internal long Deadline { get; set; }

    internal CallCancellation? Cancellation { get; set; }

    internal object? Target { get; set; }

    /// <summary>What came of a call that ran through incoming filters.</summary>
    internal FilteredOutcome? Outcome { get; set; }

    /// <summary>How often the call found its activation ended.</summary>
    internal byte Forwards { get; set; }

    /// <summary>The method has been called and its task has ended: the request is in the inbox for the second time.</summary>
    internal bool Resuming { get; set; }

    internal bool IsCompleted => Volatile.Read(ref _completed) != 0;

    internal bool IsInterleaving => Shape.IsAlwaysInterleave;

    internal bool IsReadOnly => Shape.IsReadOnly;

    /// <summary>Whether it postpones idle collection.</summary>
    internal virtual bool CountsAsActivity => true;

    /// <summary>Whether it dies with its activation instead of going on to the next.</summary>
    internal virtual bool IsLocal => false;

    internal Guid ReentrancyId => Context is not null && RequestContext.IsReentrancy(Context, out var id) ? id : Guid.Empty;

    /// <inheritdoc/>
    public object? GetTarget() => Target;

    /// <summary>The token argument of methods that have one.</summary>
    protected internal virtual CancellationToken Token
    {
        get => default;
        set => throw new NotSupportedException();
    }

    /// <inheritdoc/>
    public abstract int GetArgumentCount();

    /// <inheritdoc/>
    public abstract object? GetArgument(int index);

    /// <inheritdoc/>
    public abstract void SetArgument(int index, object value);

    /// <inheritdoc/>
    public string GetMethodName() => Shape.Name;

    /// <inheritdoc/>
    public string GetInterfaceName() => Shape.InterfaceName;

    /// <inheritdoc/>
    public Type GetInterfaceType() => Shape.InterfaceType;

    /// <inheritdoc/>
    public MethodInfo GetMethod() => Shape.Method;

    /// <inheritdoc/>
    public CancellationToken GetCancellationToken() => Cancellation?.Token ?? default;

    /// <inheritdoc/>
    public TimeSpan? GetDefaultResponseTimeout() => Shape.Timeout;

    /// <inheritdoc/>
    public bool TryCancel() => Cancellation?.Cancel() ?? false;

    /// <inheritdoc/>
    public void Dispose()
    {
        Cancellation?.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Calls the method in the activation's turn and sees to its completion.</summary>
    internal abstract void InvokeIn(Activation activation);

    /// <summary>Completes a call whose task has ended in the meantime; inside a turn.</summary>
    internal abstract void Finish(Activation activation);

    /// <summary>Calls the method on the target and gives its task; the result of it is <see cref="ResultOf"/>.</summary>
    internal abstract Task Invoke(object target);

    internal abstract object? ResultOf(Task task);

    /// <summary>Completes with a result of unknown type (filters may replace results) unless the call is complete already.</summary>
    internal abstract void Succeed(object? result);

    internal abstract void SetException(Exception exception);

    /// <summary>True for exactly one caller.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal bool TryComplete() => Interlocked.Exchange(ref _completed, 1) == 0;

    /// <summary>Completes with an exception unless the call is complete already.</summary>
    internal void Fail(Exception exception)
    {
        if (!TryComplete())
        {
            return;
        }

        if (Shape.IsOneWay)
        {
            EngineLog.OneWayFailed(Reference.Shared.Runtime.Log, exception, Shape.Name);
        }
        else
        {
            SetException(exception);
        }
    }

    /// <summary>
    /// Gives a call up, from a thread that must run neither the caller's continuation nor the callee's cancellation callbacks itself.
    /// </summary>
    internal void Abandon(Exception exception, bool cancelCallee)
    {
        if (TryComplete())
        {
            ThreadPool.UnsafeQueueUserWorkItem(
                static call =>
                {
                    call.Request.SetException(call.Exception);
                    if (call.Cancel)
                    {
                        call.Request.TryCancel();
                    }
                },
                (Request: this, Exception: exception, Cancel: cancelCallee),
                preferLocal: false);
        }
    }

    internal override void Run(Activation activation)
    {
        if (!Resuming)
        {
            activation.OnRequest(this);
        }
        else if (Outcome is { } outcome)
        {
            activation.OnFiltered(this, outcome.Failure, outcome.Result);
        }
        else
        {
            Finish(activation);
        }
    }

    /// <summary>What a task failed with: the exception as it was thrown, with its stack.</summary>
    private protected static Exception Failure(Task task)
    {
        try
        {
            task.GetAwaiter().GetResult();
            throw new InvalidOperationException("The task has not failed.");
        }
        catch (Exception exception)
        {
            return exception;
        }
    }

    /// <summary>Says in a message which call is meant, without its arguments.</summary>
    internal string Describe() => $"{Shape.InterfaceName}.{Shape.Name} to {EngineLog.Name(Reference.GrainId)}";

    /// <inheritdoc/>
    public override string ToString() => Describe();
}

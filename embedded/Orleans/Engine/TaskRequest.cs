using System.Runtime.CompilerServices;

namespace Luxe.Embedded;

/// <summary>A call whose method returns a task with a result; base of generated code.</summary>
/// <typeparam name="T">The result.</typeparam>
public abstract class TaskRequest<T> : GrainRequest
{
    // The builder is a completion source without an object of its own. Its task runs no continuation of another scheduler inline
    // as long as it is completed inside a turn, so that a callee never executes its caller's code.
    private AsyncTaskMethodBuilder<T> _caller = AsyncTaskMethodBuilder<T>.Create();
    private Task<T>? _running;

    internal Task<T> Completion => _caller.Task;

    /// <summary>Calls the method.</summary>
    protected abstract Task<T> Call(object target);

    /// <summary>Isolates the result from the grain; overridden where the type is not immutable.</summary>
    protected virtual T CopyResult(T result) => result;

    internal override Task Invoke(object target) => Call(target);

    internal override object? ResultOf(Task task) => ((Task<T>)task).Result;

    internal override void Succeed(object? result)
    {
        if (TryComplete())
        {
            Tell((T)result!);
        }
    }

    internal override void SetException(Exception exception)
    {
        var turn = CurrentContext.Leave();
        _caller.SetException(exception);
        CurrentContext.Activation = turn;
    }

    internal override void InvokeIn(Activation activation)
    {
        Task<T> task;
        try
        {
            task = Call(activation.Instance!);
            if (!task.IsCompleted)
            {
                _running = task;
                // On this activation's scheduler: a method that ends in a turn comes back without a detour over the thread pool.
                task.GetAwaiter().UnsafeOnCompleted(() => activation.Resume(this));
                return;
            }
        }
        catch (Exception exception)
        {
            activation.OnFailed(this, exception);
            return;
        }

        Finish(activation, task);
    }

    internal override void Finish(Activation activation) => Finish(activation, _running!);

    private void Finish(Activation activation, Task<T> task)
    {
        if (!task.IsCompletedSuccessfully)
        {
            activation.OnFailed(this, Failure(task));
            return;
        }

        // The caller first: what waits behind this call may take its time.
        if (TryComplete())
        {
            Tell(task.Result);
        }

        activation.OnCompleted(this);
    }

    private void Tell(T result)
    {
        try
        {
            result = CopyResult(result);
        }
        catch (Exception exception)
        {
            SetException(exception);
            return;
        }

        var turn = CurrentContext.Leave();
        _caller.SetResult(result);
        CurrentContext.Activation = turn;
    }
}

/// <summary>A call whose method returns a task without a result; base of generated code.</summary>
public abstract class TaskRequest : GrainRequest
{
    private AsyncTaskMethodBuilder _caller = AsyncTaskMethodBuilder.Create();
    private Task? _running;

    internal Task Completion => _caller.Task;

    /// <summary>Calls the method.</summary>
    protected abstract Task Call(object target);

    internal override Task Invoke(object target) => Call(target);

    internal override object? ResultOf(Task task) => null;

    internal override void Succeed(object? result)
    {
        if (TryComplete())
        {
            Tell();
        }
    }

    internal override void SetException(Exception exception)
    {
        var turn = CurrentContext.Leave();
        _caller.SetException(exception);
        CurrentContext.Activation = turn;
    }

    internal override void InvokeIn(Activation activation)
    {
        Task task;
        try
        {
            task = Call(activation.Instance!);
            if (!task.IsCompleted)
            {
                _running = task;
                // On this activation's scheduler: a method that ends in a turn comes back without a detour over the thread pool.
                task.GetAwaiter().UnsafeOnCompleted(() => activation.Resume(this));
                return;
            }
        }
        catch (Exception exception)
        {
            activation.OnFailed(this, exception);
            return;
        }

        Finish(activation, task);
    }

    internal override void Finish(Activation activation) => Finish(activation, _running!);

    private void Finish(Activation activation, Task task)
    {
        if (!task.IsCompletedSuccessfully)
        {
            activation.OnFailed(this, Failure(task));
            return;
        }

        if (TryComplete())
        {
            Tell();
        }

        activation.OnCompleted(this);
    }

    private void Tell()
    {
        var turn = CurrentContext.Leave();
        _caller.SetResult();
        CurrentContext.Activation = turn;
    }
}

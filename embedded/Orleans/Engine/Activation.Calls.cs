using Orleans.Storage;

namespace Luxe.Embedded;

/// <summary>Which call may run now, and what waits.</summary>
internal sealed partial class Activation
{
    private WaitingRequests _waiting;
    private int _running;
    private int _runningReads;
    private int _runningWrites;
    private GrainRequest? _blocking;
    private bool _pumping;
    private long _lastActive;

    internal bool IsIdle => _running == 0 && _waiting.Count == 0;

    /// <summary>A call has arrived, inside a turn.</summary>
    internal void OnRequest(GrainRequest request)
    {
        if (request.IsCompleted)
        {
            return;
        }

        switch (_state)
        {
            case State.Valid when _deactivation is null && MayRun(request):
                Start(request);
                break;
            case State.Ended:
                Runtime.Forward(request, this);
                break;
            case State.New:
                _waiting.Add(request);
                BeginActivation(request.Context);
                break;
            default:
                _waiting.Add(request);
                break;
        }
    }

    /// <summary>A call's method has ended, and its caller has been told.</summary>
    internal void OnCompleted(GrainRequest request)
    {
        _running--;
        if (!request.IsInterleaving)
        {
            if (request.IsReadOnly)
            {
                _runningReads--;
            }
            else
            {
                _runningWrites--;
            }
        }

        if (ReferenceEquals(_blocking, request))
        {
            _blocking = null;
        }

        if (request.CountsAsActivity)
        {
            _lastActive = Runtime.Timeouts.Now;
        }

        request.Cancellation?.Dispose();
        Pump();
    }

    /// <summary>A call's method has failed.</summary>
    internal void OnFailed(GrainRequest request, Exception exception)
    {
        if (exception is InconsistentStateException)
        {
            // What the grain believes about its state is wrong: the next call must start from storage.
            Deactivate(new DeactivationReason(DeactivationReasonCode.ApplicationError, exception, "A call left an InconsistentStateException uncaught."));
        }

        request.Fail(exception);
        OnCompleted(request);
    }

    /// <summary>A call has come back through its filters.</summary>
    internal void OnFiltered(GrainRequest request, Exception? failure, object? result)
    {
        if (failure is not null)
        {
            OnFailed(request, failure);
            return;
        }

        try
        {
            request.Succeed(result);
        }
        catch (Exception exception) when (exception is InvalidCastException or NullReferenceException)
        {
            // A filter set a result of another type than the method's.
            request.SetException(exception);
        }

        OnCompleted(request);
    }

    /// <summary>Whether a call may start beside what runs now.</summary>
    internal bool MayRun(GrainRequest request)
    {
        if (_running == 0 || request.IsInterleaving || Class.IsReentrant || (_runningWrites == 0 && (_runningReads == 0 || request.IsReadOnly)))
        {
            return true;
        }

        if (request.ReentrancyId != Guid.Empty && IsReentrantSection(request.ReentrancyId))
        {
            return true;
        }

        return Class.MayInterleave is not null && MayInterleave(request);
    }

    /// <summary>What the class's own predicate says of the request, or of the one that holds it up.</summary>
    private bool MayInterleave(GrainRequest request)
    {
        try
        {
            return Class.MayInterleave!(Instance!, request) || (_blocking is not null && Class.MayInterleave(Instance!, _blocking));
        }
        catch (Exception exception)
        {
            request.Fail(exception);
            return false;
        }
    }

    private void Start(GrainRequest request)
    {
        _running++;
        if (!request.IsInterleaving)
        {
            _blocking = request;
            if (request.IsReadOnly)
            {
                _runningReads++;
            }
            else
            {
                _runningWrites++;
            }
        }

        request.Target = Instance;
        if (request.Context is not null)
        {
            RequestContext.Import(request.Context);
        }

        if (request.IsLocal || (Runtime.IncomingFilters.Length == 0 && !Class.IsFilter))
        {
            request.InvokeIn(this);
        }
        else
        {
            _ = FilteredCalls.RunIncoming(request, this);
        }

        ResetExecutionContext();
    }

    /// <summary>What a method that is not async left in the execution context must not reach the next call.</summary>
    private static void ResetExecutionContext()
    {
        if (ExecutionContext.Capture() is { } context && !ReferenceEquals(context, SiloRuntime.CleanContext))
        {
            ExecutionContext.Restore(SiloRuntime.CleanContext);
        }
    }

    /// <summary>Starts what may start: the head of the queue, and behind a head that must wait those that may pass it.</summary>
    private void Pump()
    {
        if (_pumping)
        {
            return;
        }

        _pumping = true;

        // A method that ended at once is still on the stack, and with it its execution context.
        ResetExecutionContext();
        try
        {
            while (_state == State.Valid && _deactivation is null && _waiting.TryTake(this, out var request))
            {
                if (!request.IsCompleted)
                {
                    Start(request);
                }
            }
        }
        finally
        {
            _pumping = false;
        }

        if (_deactivation is not null)
        {
            ContinueDeactivation();
        }
    }
}

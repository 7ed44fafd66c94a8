namespace Luxe.Embedded;

/// <summary>How an activation begins and ends.</summary>
internal sealed partial class Activation
{
    private volatile State _state;
    private List<ILifecycleObserver>? _toRead;
    private DeactivationReason? _deactivation;
    private CancellationToken _deactivationToken;

    private enum State : byte
    {
        /// <summary>Nothing has happened yet.</summary>
        New,

        /// <summary>The object is being constructed and activated; calls wait.</summary>
        Activating,

        /// <summary>Calls run.</summary>
        Valid,

        /// <summary>The last call has run; calls wait for the next activation.</summary>
        Deactivating,

        /// <summary>Over; calls are forwarded.</summary>
        Ended,
    }

    internal bool HasEnded => _state == State.Ended;

    /// <summary>Starts the end, from any thread; the first reason counts.</summary>
    public void Deactivate(DeactivationReason deactivationReason, CancellationToken cancellationToken = default) =>
        Push(new ActionItem(static state => ((DeactivationOrder)state!).Give(), new DeactivationOrder(this, deactivationReason, cancellationToken)));

    /// <summary>Ends the activation unless it has been used in the meantime.</summary>
    internal void DeactivateIfIdle(TimeSpan age) => Push(new ActionItem(
        static state =>
        {
            var (activation, age) = ((Activation, TimeSpan))state!;
            if (activation.IsCollectable(age))
            {
                activation.OnDeactivationOrdered(new DeactivationReason(DeactivationReasonCode.ActivationIdle, $"Idle for {age}."), default);
            }
        },
        (this, age)));

    /// <summary>Whether a scan may propose this activation for collection; read from outside turns, checked again inside.</summary>
    internal bool IsCollectable(TimeSpan age) =>
        _state == State.Valid && _deactivation is null && IsIdle && age >= TimeSpan.Zero
        && Runtime.Timeouts.Now - Volatile.Read(ref _lastActive) >= age.TotalMilliseconds
        && Runtime.Timeouts.Now >= Volatile.Read(ref _keepUntil);

    private void BeginActivation(Dictionary<string, object>? requestContext)
    {
        _state = State.Activating;
        if (requestContext is not null)
        {
            RequestContext.Import(requestContext);
        }

        var activated = Activate();
        ResetExecutionContext();
        if (activated.IsCompletedSuccessfully)
        {
            OnActivated(null);
        }
        else
        {
            _ = AwaitActivation(activated);
        }
    }

    private async Task AwaitActivation(Task activated)
    {
        Exception? failure = null;
        try
        {
            await activated.ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            failure = exception;
        }

        // As an item of its own: the calls that start now must not inherit the execution context of the activation.
        Push(new ActionItem(static state => ((Action)state!)(), () => OnActivated(failure)));
    }

    private Task Activate()
    {
        try
        {
            Instance = Class.Construct(this);
        }
        catch (Exception exception)
        {
            return Task.FromException(new InvalidOperationException($"A grain of class {Class.Type} could not be constructed.", exception));
        }

        if (Instance is ILifecycleParticipant<IGrainLifecycle> participant)
        {
            participant.Participate(ObservableLifecycle);
        }

        return _toRead is null && _extras?.Lifecycle is null && !Class.OverridesOnActivate ? Task.CompletedTask : RunActivation();
    }

    private async Task RunActivation()
    {
        using var source = new CancellationTokenSource(Runtime.Collection.ActivationTimeout, Runtime.TimeProvider);
        await SetUp(source.Token);
        if (Class.OverridesOnActivate && Instance is IGrainBase grain)
        {
            await grain.OnActivateAsync(source.Token).WaitAsync(source.Token);
        }
    }

    /// <summary>A state to be read before the grain is activated.</summary>
    internal void Subscribe(ILifecycleObserver state) => (_toRead ??= []).Add(state);

    /// <summary>States are read as a stage of the lifecycle; where there is nothing else in it, without one, which most activations then never make.</summary>
    private async Task SetUp(CancellationToken cancellationToken)
    {
        var states = _toRead;
        _toRead = null;
        if (_extras?.Lifecycle is { } lifecycle)
        {
            foreach (var state in states ?? [])
            {
                lifecycle.Subscribe("state", GrainLifecycleStage.SetupState, state);
            }

            await lifecycle.OnStart(cancellationToken);
        }
        else if (states is [var only])
        {
            await only.OnStart(cancellationToken);
        }
        else if (states is not null)
        {
            await Task.WhenAll(states.Select(state => state.OnStart(cancellationToken)));
        }
    }

    private void OnActivated(Exception? failure)
    {
        if (failure is null)
        {
            _state = State.Valid;
            _lastActive = Runtime.Timeouts.Now;
            Pump();
            return;
        }

        EngineLog.ActivationFailed(Runtime.Log, failure, EngineLog.Name(GrainId));
        _ = DisposeInstance(Instance);
        End();
        while (_waiting.TakeFirst() is { } request)
        {
            request.Fail(failure);
        }
    }

    private void OnDeactivationOrdered(DeactivationReason reason, CancellationToken cancellationToken)
    {
        if (_deactivation is not null || _state == State.Ended)
        {
            return;
        }

        _deactivation = reason;
        _deactivationToken = cancellationToken;
        if (_state == State.New)
        {
            // Never used: nothing to undo.
            End();
            return;
        }

        Pump();
    }

    /// <summary>Goes on with an end that was ordered, as soon as nothing runs any more.</summary>
    private void ContinueDeactivation()
    {
        if (_state == State.Valid && _running == 0)
        {
            _state = State.Deactivating;
            _ = RunDeactivation(_deactivation!.Value);
        }
    }

    private async Task RunDeactivation(DeactivationReason reason)
    {
        _extras?.DisposeTimers();
        using var source = CancellationTokenSource.CreateLinkedTokenSource(_deactivationToken);
        source.CancelAfter(Runtime.Collection.DeactivationTimeout);
        try
        {
            if (_extras?.Lifecycle is { } lifecycle)
            {
                await lifecycle.OnStop(source.Token).WaitAsync(source.Token);
            }
        }
        catch (Exception exception)
        {
            EngineLog.DeactivationFailed(Runtime.Log, exception, EngineLog.Name(GrainId));
        }

        try
        {
            if (Class.OverridesOnDeactivate && Instance is IGrainBase grain)
            {
                await grain.OnDeactivateAsync(reason, source.Token).WaitAsync(source.Token);
            }
        }
        catch (Exception exception)
        {
            EngineLog.DeactivationFailed(Runtime.Log, exception, EngineLog.Name(GrainId));
        }

        await DisposeInstance(Instance);
        Push(new ActionItem(static state => ((Activation)state!).EndAndForward(), this));
    }

    private async Task DisposeInstance(object? instance)
    {
        try
        {
            if (instance is IAsyncDisposable asyncDisposable)
            {
                await asyncDisposable.DisposeAsync();
            }
            else if (instance is IDisposable disposable)
            {
                disposable.Dispose();
            }

            if (_extras is not null)
            {
                await _extras.DisposeServicesAsync();
            }
        }
        catch (Exception exception)
        {
            EngineLog.DeactivationFailed(Runtime.Log, exception, EngineLog.Name(GrainId));
        }
    }

    private void EndAndForward()
    {
        End();
        while (_waiting.TakeFirst() is { } request)
        {
            Runtime.Forward(request, this);
        }
    }

    private void End()
    {
        _extras?.DisposeTimers();
        _state = State.Ended;

        // References remember their activation until their next call; the grain's state need not wait for that.
        Instance = null;
        Runtime.OnEnded(this);
        _extras?.OnEnded();
    }

    private sealed record DeactivationOrder(Activation Activation, DeactivationReason Reason, CancellationToken Token)
    {
        internal void Give() => Activation.OnDeactivationOrdered(Reason, Token);
    }
}

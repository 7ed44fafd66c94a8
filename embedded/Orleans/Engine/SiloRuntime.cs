using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Core;
using Orleans.Storage;
using Orleans.Timers;

namespace Luxe.Embedded;

/// <summary>The silo: the directory of activations and the way that calls take. Starting and stopping is in SiloRuntime.Life.</summary>
internal sealed partial class SiloRuntime : IGrainRuntime, IDisposable
{
    /// <summary>The execution context in which nothing is set.</summary>
    internal static readonly ExecutionContext CleanContext = CaptureClean();

    /// <summary>High enough for callers that deactivate a grain by the dozen, low enough to end a grain that never lives.</summary>
    private const byte MaxForwards = 200;

    private readonly ConcurrentDictionary<GrainId, IRequestTarget> _directory = new();
    private readonly Func<GrainId, IRequestTarget> _create;
    private readonly MessagingOptions _siloMessaging;
    private readonly MessagingOptions _clientMessaging;
    private readonly bool _hasClient;
    private readonly string _name;
    private readonly GrainAssemblies _assemblies;
    private readonly Dictionary<GrainType, GrainClass> _classes = [];
    private IIncomingGrainCallFilter[]? _incoming;
    private IOutgoingGrainCallFilter[]? _outgoing;

    public SiloRuntime(IServiceProvider services)
    {
        Services = services;
        Log = services.GetRequiredService<ILoggerFactory>().CreateLogger("Orleans.Embedded");
        TimeProvider = services.GetService<TimeProvider>() ?? TimeProvider.System;
        Collection = services.GetRequiredService<IOptions<GrainCollectionOptions>>().Value;
        _siloMessaging = services.GetRequiredService<IOptions<SiloMessagingOptions>>().Value;
        _hasClient = services.GetService<ClientRole>() is not null;
        _clientMessaging = !_hasClient ? _siloMessaging : services.GetRequiredService<IOptions<ClientMessagingOptions>>().Value;
        _name = services.GetRequiredService<IOptions<SiloOptions>>().Value.SiloName;
        Timeouts = new ResponseTimeouts(
            TimeProvider, TimeSpan.FromTicks(Math.Min(_siloMessaging.ResponseTimeout.Ticks, _clientMessaging.ResponseTimeout.Ticks)), Expire);
        _assemblies = GrainAssemblies.Load();
        foreach (var grainClass in _assemblies.Classes.Values)
        {
            if (!_classes.TryAdd(grainClass.GrainType, grainClass))
            {
                throw new OrleansConfigurationException(
                    $"{grainClass.Type} and {_classes[grainClass.GrainType].Type} have the same grain type \"{grainClass.GrainType}\": give one of them a [GrainType].");
            }
        }

        References = new ReferenceFactory(this, _assemblies);
        GrainFactory = new ClusterClient(this);
        _create = Create;
    }

    public string SiloIdentity => _name;

    public IGrainFactory GrainFactory { get; }

    public ITimerRegistry TimerRegistry { get; } = new TimerRegistry();

    public IServiceProvider ServiceProvider => Services;

    public TimeProvider TimeProvider { get; }

    internal IServiceProvider Services { get; }

    internal ILogger Log { get; }

    internal GrainCollectionOptions Collection { get; }

    internal ResponseTimeouts Timeouts { get; }

    internal ReferenceFactory References { get; }

    internal Observers Observers { get; } = new();

    internal IIncomingGrainCallFilter[] IncomingFilters => _incoming ??= [.. Services.GetServices<IIncomingGrainCallFilter>()];

    /// <summary>Whether the running caller's calls are filtered: a silo's filters do not see the calls of a client of its own.</summary>
    internal bool HasOutgoingFilters => OutgoingFilters.Length > 0 && (!_hasClient || CurrentContext.Activation is not null);

    internal IOutgoingGrainCallFilter[] OutgoingFilters => _outgoing ??= [.. Services.GetServices<IOutgoingGrainCallFilter>()];

    public void DeactivateOnIdle(IGrainContext grainContext) => grainContext.Deactivate(
        new DeactivationReason(DeactivationReasonCode.ApplicationRequested, $"{nameof(DeactivateOnIdle)} was called."));

    public void DelayDeactivation(IGrainContext grainContext, TimeSpan timeSpan) => ((Activation)grainContext).DelayDeactivation(timeSpan);

    public IStorage<TGrainState> GetStorage<TGrainState>(IGrainContext grainContext)
    {
        var activation = (Activation)grainContext;
        return StateBridge.ForClass<TGrainState>(activation);
    }

    /// <summary>Sends a call: the caller's context goes along, its time begins, and the callee's queue takes it.</summary>
    internal void Send(GrainReference reference, GrainRequest request)
    {
        request.Reference = reference;
        request.Caller = CurrentContext.Activation;
        request.Context = RequestContext.Export();
        Dispatch(request);
    }

    internal async Task<T> SendThroughFilters<T>(GrainReference reference, TaskRequest<T> request)
    {
        request.Reference = reference;
        request.Caller = CurrentContext.Activation;
        var call = new OutgoingCall(this, request, request.Completion);
        await call.Invoke();
        return (T)call.Result!;
    }

    internal async Task SendThroughFilters(GrainReference reference, TaskRequest request)
    {
        request.Reference = reference;
        request.Caller = CurrentContext.Activation;
        await new OutgoingCall(this, request, request.Completion).Invoke();
    }

    internal void Dispatch(GrainRequest request)
    {
        var refusal = Refusal(request);
        if (refusal is not null)
        {
            request.Fail(refusal);
            return;
        }

        var shape = request.Shape;
        if (shape.TokenIndex >= 0 && !LinkToken(request))
        {
            return;
        }

        if (!shape.IsOneWay)
        {
            var timeout = shape.Timeout ?? (request.Caller is null ? _clientMessaging : _siloMessaging).ResponseTimeout;
            if (shape.Timeout is not null)
            {
                Timeouts.EnsurePrecision(timeout);
            }

            request.Deadline = Timeouts.DeadlineAfter(timeout);
            Timeouts.Track(request);
        }

        var reference = request.Reference;
        var target = reference.CachedTarget;
        if (target is null || !target.IsAlive)
        {
            target = Find(request);
            if (target is null)
            {
                return;
            }

            reference.CachedTarget = target;
        }

        target.Receive(request);
    }

    /// <summary>Sends a call on that reached an activation after its end.</summary>
    internal void Forward(GrainRequest request, Activation from)
    {
        if (request.IsLocal || request.IsCompleted)
        {
            return;
        }

        if (++request.Forwards > MaxForwards)
        {
            request.Fail(new OrleansMessageRejectionException(
                $"{request.Describe()} found {MaxForwards} activations in a row ended before its turn: does the grain deactivate itself while it activates?"));
            return;
        }

        var refusal = Refusal(request);
        if (refusal is not null)
        {
            request.Fail(refusal);
            return;
        }

        (from.Workers ?? Find(request))?.Receive(request);
    }

    internal void OnEnded(Activation activation)
    {
        if (activation.Workers is { } workers)
        {
            workers.Remove(activation);
        }
        else
        {
            _directory.TryRemove(KeyValuePair.Create(activation.GrainId, (IRequestTarget)activation));
        }
    }

    private static ExecutionContext CaptureClean()
    {
        ExecutionContext? captured = null;
        var thread = new Thread(() => captured = ExecutionContext.Capture());
        thread.UnsafeStart();
        thread.Join();
        return captured!;
    }

    private static bool LinkToken(GrainRequest request)
    {
        var token = request.Token;
        if (token.IsCancellationRequested)
        {
            request.Fail(new OperationCanceledException(token));
            return false;
        }

        var cancellation = new CallCancellation();
        request.Cancellation = cancellation;
        request.Token = cancellation.Token;
        cancellation.Link(request, token);
        return true;
    }

    private IRequestTarget? Find(GrainRequest request)
    {
        var id = request.Reference.GrainId;
        if (_directory.TryGetValue(id, out var target))
        {
            return target;
        }

        if (Observers.Owns(id))
        {
            return Observers.Find(id);
        }

        if (!_classes.ContainsKey(id.Type))
        {
            request.Fail(new ArgumentException($"There is no grain class of type {id.Type} for {request.Describe()}."));
            return null;
        }

        return _directory.GetOrAdd(id, _create);
    }

    private IRequestTarget Create(GrainId id)
    {
        var grainClass = _classes[id.Type];
        return grainClass.StatelessWorker is null ? new Activation(this, grainClass, id.Key) : new StatelessWorkers(this, grainClass, id.Key);
    }

    private void Expire(GrainRequest request)
    {
        var timeout = request.Shape.Timeout ?? (request.Caller is null ? _clientMessaging : _siloMessaging).ResponseTimeout;
        request.Abandon(
            new TimeoutException($"Response did not arrive on time in {timeout} for message: {request.Describe()}."), _siloMessaging.CancelRequestOnTimeout);
    }
}

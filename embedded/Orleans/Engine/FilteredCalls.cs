using System.Reflection;
using Orleans.Serialization.Invocation;

namespace Luxe.Embedded;

/// <summary>What incoming and outgoing filters see of a call; each call of <see cref="Invoke"/> goes one filter further.</summary>
internal abstract class CallContext(GrainRequest request) : IGrainCallContext
{
    public IInvokable Request => request;

    public abstract object Grain { get; }

    public GrainId? SourceId => request.Caller?.GrainId;

    public GrainId TargetId => request.Reference.GrainId;

    public GrainInterfaceType InterfaceType => request.Reference.InterfaceType;

    public string InterfaceName => request.Shape.InterfaceName;

    public string MethodName => request.Shape.Name;

    public MethodInfo InterfaceMethod => request.Shape.Method;

    public object? Result { get; set; }

    protected GrainRequest Call => request;

    protected int Stage { get; set; }

    public abstract Task Invoke();
}

/// <summary>A call inside its grain.</summary>
internal sealed class IncomingCall(GrainRequest request, Activation activation) : CallContext(request), IIncomingGrainCallContext
{
    private static readonly System.Collections.Concurrent.ConcurrentDictionary<(Type Class, MethodInfo Method), MethodInfo> Implementations = new();

    public override object Grain => activation.Instance!;

    public IGrainContext TargetContext => activation;

    public MethodInfo ImplementationMethod => Implementations.GetOrAdd((activation.Class.Type, InterfaceMethod), static key =>
    {
        var map = key.Class.GetInterfaceMap(key.Method.DeclaringType!);
        return map.TargetMethods[Array.IndexOf(map.InterfaceMethods, key.Method)];
    });

    public override async Task Invoke()
    {
        var filters = activation.Runtime.IncomingFilters;
        var stage = Stage++;
        if (stage < filters.Length)
        {
            await filters[stage].Invoke(this);
        }
        else if (stage == filters.Length && activation.Instance is IIncomingGrainCallFilter self)
        {
            await self.Invoke(this);
        }
        else
        {
            var task = Call.Invoke(activation.Instance!);
            await task;
            Result = Call.ResultOf(task);
        }
    }
}

/// <summary>A call on its caller's side.</summary>
internal sealed class OutgoingCall(SiloRuntime runtime, GrainRequest request, Task completion) : CallContext(request), IOutgoingGrainCallContext
{
    public override object Grain => Call.Reference;

    public IGrainContext? SourceContext => Call.Caller;

    public override async Task Invoke()
    {
        var stage = Stage++;
        if (stage < runtime.OutgoingFilters.Length)
        {
            await runtime.OutgoingFilters[stage].Invoke(this);
            return;
        }

        // Filters may have changed the context on the way.
        Call.Context = RequestContext.Export();
        runtime.Dispatch(Call);
        if (!Call.Shape.IsOneWay)
        {
            await completion;
            Result = Call.ResultOf(completion);
        }
    }
}

/// <summary>What came of a call that ran through incoming filters.</summary>
internal sealed record FilteredOutcome(Exception? Failure, object? Result);

/// <summary>Runs filters around calls.</summary>
internal static class FilteredCalls
{
    internal static async Task RunIncoming(GrainRequest request, Activation activation)
    {
        Exception? failure = null;
        object? result = null;
        try
        {
            var call = new IncomingCall(request, activation);
            await call.Invoke();
            result = call.Result;
        }
        catch (Exception exception)
        {
            failure = exception;
        }

        request.Outcome = new FilteredOutcome(failure, result);
        activation.Resume(request);
    }
}

/// <summary>An incoming filter from a function.</summary>
internal sealed class IncomingFilterFunction(IncomingGrainCallFilterDelegate function) : IIncomingGrainCallFilter
{
    public Task Invoke(IIncomingGrainCallContext context) => function(context);
}

/// <summary>An outgoing filter from a function.</summary>
internal sealed class OutgoingFilterFunction(OutgoingGrainCallFilterDelegate function) : IOutgoingGrainCallFilter
{
    public Task Invoke(IOutgoingGrainCallContext context) => function(context);
}

using Luxe.Conformance.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Orleans.TestingHost;

namespace Luxe.Conformance.Tests.Messaging;

public interface IFilteredGrain : IGrainWithStringKey
{
    Task<string> Say(string what);

    Task<int> Count();

    Task Forbidden();

    Task Faulty();

    Task<string> SayThrough(IFilteredGrain other, string what);
}

/// <summary>A grain may filter its own calls.</summary>
public sealed class FilteredGrain : Grain, IFilteredGrain, IIncomingGrainCallFilter
{
    private int _seen;

    public async Task Invoke(IIncomingGrainCallContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        _seen++;
        await context.Invoke();
    }

    public Task<string> Say(string what) => Task.FromResult(what);

    public Task<int> Count() => Task.FromResult(_seen);

    public Task Forbidden()
    {
        Trace.Of(this.GetPrimaryKeyString()).Add("ran");
        return Task.CompletedTask;
    }

    public Task Faulty() => throw new FormatException("faulty");

    public Task<string> SayThrough(IFilteredGrain other, string what) => other.Say(what);
}

/// <summary>Traces, refuses <c>Forbidden</c>, decorates <c>Say</c>, turns a fault into another.</summary>
public sealed class IncomingFilter : IIncomingGrainCallFilter
{
    public async Task Invoke(IIncomingGrainCallContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (context.InterfaceMethod?.DeclaringType != typeof(IFilteredGrain))
        {
            await context.Invoke();
            return;
        }

        var key = context.TargetId.Key.ToString()!;
        Trace.Of(key).Add($"in {context.InterfaceMethod.Name} of {context.Grain.GetType().Name}");
        if (context.MethodName == nameof(IFilteredGrain.Forbidden))
        {
            throw new UnauthorizedAccessException("refused at the door");
        }

        try
        {
            await context.Invoke();
        }
        catch (FormatException fault)
        {
            throw new InvalidOperationException("translated", fault);
        }

        if (context.MethodName == nameof(IFilteredGrain.Say))
        {
            context.Result = $"[{context.Result}]";
        }

        Trace.Of(key).Add($"after {context.MethodName}");
    }
}

public sealed class OutgoingFilter : IOutgoingGrainCallFilter
{
    public async Task Invoke(IOutgoingGrainCallContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (context.InterfaceMethod?.DeclaringType == typeof(IFilteredGrain))
        {
            Trace.Of(context.TargetId.Key.ToString()!).Add("out " + context.MethodName);
            RequestContext.Set("by", "outgoing filter");
        }

        await context.Invoke();
    }
}

public sealed class FilteringSilo : ISiloConfigurator
{
    public void Configure(ISiloBuilder siloBuilder)
    {
        ArgumentNullException.ThrowIfNull(siloBuilder);
        siloBuilder.AddIncomingGrainCallFilter<IncomingFilter>();
        siloBuilder.AddOutgoingGrainCallFilter<OutgoingFilter>();
        siloBuilder.AddIncomingGrainCallFilter(async context =>
        {
            if (context.MethodName == nameof(IFilteredGrain.Say) && RequestContext.Get("by") is string by)
            {
                Trace.Of(context.TargetId.Key.ToString()!).Add("by " + by);
            }

            await context.Invoke();
        });
    }
}

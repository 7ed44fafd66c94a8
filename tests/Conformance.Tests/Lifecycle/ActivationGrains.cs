using Luxe.Conformance.Tests.Hosting;

namespace Luxe.Conformance.Tests.Lifecycle;

public interface ILifeGrain : IGrainWithStringKey
{
    Task<string> Activation();

    Task Leave();

    Task LeaveThenHold(string gate);

    Task Delay(TimeSpan time);

    Task Throw();

    /// <summary>Ticks often, and keeps the grain alive by it or does not.</summary>
    Task Tick(bool keepAlive);
}

/// <summary>Traces its life under its key. Keys choose what goes wrong: "gated-" waits in activation, "slow-leave-" waits in deactivation.</summary>
public sealed class LifeGrain : Grain, ILifeGrain
{
    private readonly string _activation = Guid.NewGuid().ToString("N");

    private Trace Trace => Trace.Of(this.GetPrimaryKeyString());

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        Trace.Add("activating");
        if (this.GetPrimaryKeyString().StartsWith("gated-", StringComparison.Ordinal))
        {
            await Gate.Of(this.GetPrimaryKeyString()).Passage;
        }

        Trace.Add("activated");
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        Trace.Add("left " + reason.ReasonCode);
        if (this.GetPrimaryKeyString().StartsWith("slow-leave-", StringComparison.Ordinal))
        {
            await Gate.Of(this.GetPrimaryKeyString()).Passage;
        }

        Trace.Add("gone");
    }

    public Task<string> Activation()
    {
        Trace.Add("called");
        return Task.FromResult(_activation);
    }

    public Task Leave()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    public async Task LeaveThenHold(string gate)
    {
        DeactivateOnIdle();
        Trace.Add("leaving");
        await Gate.Of(gate).Passage;
        Trace.Add("held");
    }

    public Task Delay(TimeSpan time)
    {
        DelayDeactivation(time);
        return Task.CompletedTask;
    }

    public Task Tick(bool keepAlive)
    {
        var often = TimeSpan.FromMilliseconds(200);
        this.RegisterGrainTimer(static () => Task.CompletedTask, new GrainTimerCreationOptions(often, often) { KeepAlive = keepAlive });
        return Task.CompletedTask;
    }

    public Task Throw() => throw new InvalidOperationException("a fault, not a farewell");
}

public interface IFaultyStartGrain : IGrainWithStringKey
{
    Task<string> Hello();
}

/// <summary>Its first activation fails, the later ones do not.</summary>
public sealed class FaultyStartGrain : Grain, IFaultyStartGrain
{
    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        var trace = Trace.Of(this.GetPrimaryKeyString());
        trace.Add("try");
        return trace.Count("try") == 1 ? throw new FormatException("not today") : Task.CompletedTask;
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        Trace.Of(this.GetPrimaryKeyString()).Add("left");
        return Task.CompletedTask;
    }

    public Task<string> Hello() => Task.FromResult("hello");
}

public interface IFaultyConstructorGrain : IGrainWithStringKey
{
    Task Hello();
}

public sealed class FaultyConstructorGrain : Grain, IFaultyConstructorGrain
{
    public FaultyConstructorGrain() => throw new FormatException("not even born");

    public Task Hello() => Task.CompletedTask;
}

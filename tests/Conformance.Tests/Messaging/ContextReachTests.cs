using Luxe.Conformance.Tests.Hosting;

namespace Luxe.Conformance.Tests.Messaging;

public interface IContextReachGrain : IGrainWithStringKey
{
    Task StartTimer();

    Task Remind();

    Task Forget();
}

/// <summary>Traces which request context its activation, its timer and its reminder see.</summary>
public sealed class ContextReachGrain : Grain, IContextReachGrain, IRemindable
{
    private Trace Trace => Trace.Of(this.GetPrimaryKeyString());

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        Trace.Add("activation " + (RequestContext.Get("tenant") ?? "none"));
        return Task.CompletedTask;
    }

    public Task StartTimer()
    {
        this.RegisterGrainTimer(
            () =>
            {
                Trace.Add("timer " + (RequestContext.Get("tenant") ?? "none"));
                return Task.CompletedTask;
            },
            TimeSpan.FromMilliseconds(10),
            Timeout.InfiniteTimeSpan);
        return Task.CompletedTask;
    }

    public async Task Remind() => await this.RegisterOrUpdateReminder("soon", TimeSpan.FromMilliseconds(100), TimeSpan.FromHours(1));

    public async Task Forget() => await this.UnregisterReminder((await this.GetReminder("soon"))!);

    public Task ReceiveReminder(string reminderName, TickStatus status)
    {
        Trace.Add("reminder " + (RequestContext.Get("tenant") ?? "none"));
        return Task.CompletedTask;
    }
}

[Collection(PlainCluster.Name)]
public sealed class ContextReachTests(ClusterFixture<PlainSilo> silo)
{
    [Fact]
    public async Task Context_OfTheFirstCall_ReachesTheActivation()
    {
        var grain = silo.Grains.GetGrain<IContextReachGrain>(Unique.Key());
        RequestContext.Set("tenant", "maison");
        await grain.StartTimer();
        Assert.Equal("activation maison", Trace.Of(grain).Steps[0]);
    }

    [Fact]
    public async Task Context_OfTheRegisteringCall_DoesNotReachTheTimer()
    {
        var grain = silo.Grains.GetGrain<IContextReachGrain>(Unique.Key());
        RequestContext.Set("tenant", "maison");
        await grain.StartTimer();
        await Trace.Of(grain).Until("timer none");
    }

    [Fact]
    public async Task Context_OfTheRegisteringCall_DoesNotReachTheReminder()
    {
        var grain = silo.Grains.GetGrain<IContextReachGrain>(Unique.Key());
        RequestContext.Set("tenant", "maison");
        await grain.Remind();
        await Trace.Of(grain).Until("reminder none");
        await grain.Forget();
    }
}

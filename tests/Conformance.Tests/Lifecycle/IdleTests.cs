using Luxe.Conformance.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Configuration;
using Orleans.TestingHost;

namespace Luxe.Conformance.Tests.Lifecycle;

/// <summary>Grains leave after two idle seconds.</summary>
public sealed class ForgetfulSilo : ISiloConfigurator
{
    public void Configure(ISiloBuilder siloBuilder)
    {
        ArgumentNullException.ThrowIfNull(siloBuilder);
        siloBuilder.Services.Configure<GrainCollectionOptions>(o =>
        {
            o.CollectionQuantum = TimeSpan.FromSeconds(1);
            o.CollectionAge = TimeSpan.FromSeconds(2);
        });
    }
}

public sealed class IdleTests(ClusterFixture<ForgetfulSilo> silo) : IClassFixture<ClusterFixture<ForgetfulSilo>>
{
    [Fact]
    public async Task Idle_LongerThanTheCollectionAge_LeavesAsIdle()
    {
        var grain = silo.Grains.GetGrain<ILifeGrain>(Unique.Key());
        var before = await grain.Activation();
        await Trace.Of(grain).Until("left " + DeactivationReasonCode.ActivationIdle);
        Assert.NotEqual(before, await grain.Activation());
    }

    [Fact]
    public async Task DelayDeactivation_OutlivesAnIdleNeighbour()
    {
        var kept = silo.Grains.GetGrain<ILifeGrain>(Unique.Key());
        await kept.Delay(TimeSpan.FromMinutes(5));
        var neighbour = silo.Grains.GetGrain<ILifeGrain>(Unique.Key());
        await neighbour.Activation();

        await Trace.Of(neighbour).Until("left " + DeactivationReasonCode.ActivationIdle);

        Assert.Equal(["activating", "activated"], Trace.Of(kept).Steps);
    }

    [Fact]
    public async Task TimerWithKeepAlive_OutlivesAGrainWhoseTimerDoesNotKeepIt()
    {
        var kept = silo.Grains.GetGrain<ILifeGrain>(Unique.Key());
        await kept.Tick(keepAlive: true);
        var other = silo.Grains.GetGrain<ILifeGrain>(Unique.Key());
        await other.Tick(keepAlive: false);

        await Trace.Of(other).Until("left " + DeactivationReasonCode.ActivationIdle);

        Assert.Equal(["activating", "activated"], Trace.Of(kept).Steps);
    }
}

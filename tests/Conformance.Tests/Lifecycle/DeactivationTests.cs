using Luxe.Conformance.Tests.Hosting;

namespace Luxe.Conformance.Tests.Lifecycle;

[Collection(PlainCluster.Name)]
public sealed class DeactivationTests(ClusterFixture<PlainSilo> silo)
{
    private ILifeGrain Grain(string about = "life") => silo.Grains.GetGrain<ILifeGrain>(Unique.Key(about));

    [Fact]
    public async Task DeactivateOnIdle_AfterTheCall_EndsTheActivationAsRequested()
    {
        var grain = Grain();
        var before = await grain.Activation();
        await grain.Leave();
        await Trace.Of(grain).Until("gone");

        Assert.Contains("left " + DeactivationReasonCode.ApplicationRequested, Trace.Of(grain).Steps);
        Assert.NotEqual(before, await grain.Activation());
    }

    [Fact]
    public async Task DeactivateOnIdle_CallStillRunning_WaitsForItsEnd()
    {
        var grain = Grain();
        var gate = Unique.Key("gate");
        var call = grain.LeaveThenHold(gate);
        await Trace.Of(grain).Until("leaving");
        Gate.Of(gate).Open();
        await call;

        var steps = await Trace.Of(grain).Until("gone");
        Assert.Equal(["activating", "activated", "leaving", "held", "left ApplicationRequested", "gone"], steps);
    }

    [Fact]
    public async Task Call_DuringDeactivation_ReachesANewActivation()
    {
        var grain = Grain("slow-leave-life");
        var before = await grain.Activation();
        await grain.Leave();
        await Trace.Of(grain).Until("left ApplicationRequested");
        var during = grain.Activation();
        Gate.Of(grain.GetPrimaryKeyString()).Open();

        Assert.NotEqual(before, await during);
        Assert.Equal(["left ApplicationRequested", "gone", "activating", "activated", "called"], Trace.Of(grain).Steps[^5..]);
    }

    [Fact]
    public async Task Calls_ManyDuringDeactivation_AreNotLostNorDoubled()
    {
        var grain = Grain("slow-leave-life");
        await grain.Leave();
        var calls = Enumerable.Range(0, 100).Select(_ => Task.Run(grain.Activation)).ToArray();
        await Trace.Of(grain).Until("left ApplicationRequested");
        Gate.Of(grain.GetPrimaryKeyString()).Open();

        await Task.WhenAll(calls);
        Assert.Equal(100, Trace.Of(grain).Count("called"));
    }
}

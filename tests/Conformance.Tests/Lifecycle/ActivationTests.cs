using Luxe.Conformance.Tests.Hosting;

namespace Luxe.Conformance.Tests.Lifecycle;

[Collection(PlainCluster.Name)]
public sealed class ActivationTests(ClusterFixture<PlainSilo> silo)
{
    private ILifeGrain Grain(string about = "life") => silo.Grains.GetGrain<ILifeGrain>(Unique.Key(about));

    [Fact]
    public async Task GetGrain_WithoutACall_ActivatesNothing()
    {
        var grain = Grain();
        await Grain().Activation();
        Assert.Empty(Trace.Of(grain).Steps);
    }

    [Fact]
    public async Task FirstCall_Activates_BeforeTheMethodRuns()
    {
        var grain = Grain();
        await grain.Activation();
        Assert.Equal(["activating", "activated", "called"], Trace.Of(grain).Steps);
    }

    [Fact]
    public async Task FirstCalls_TwoHundredAtOnce_MakeOneActivation()
    {
        var grain = Grain("gated-life");
        var calls = Enumerable.Range(0, 200).Select(_ => Task.Run(grain.Activation)).ToArray();
        await Trace.Of(grain).Until("activating");
        Assert.DoesNotContain("called", Trace.Of(grain).Steps);
        Gate.Of(grain.GetPrimaryKeyString()).Open();

        Assert.Single((await Task.WhenAll(calls)).Distinct());
        Assert.Equal(1, Trace.Of(grain).Count("activating"));
        Assert.Equal(200, Trace.Of(grain).Count("called"));
    }

    [Fact]
    public async Task OnActivate_Throws_TheCallerSeesItAndTheNextCallTriesAgain()
    {
        var grain = silo.Grains.GetGrain<IFaultyStartGrain>(Unique.Key());

        var fault = await Assert.ThrowsAsync<FormatException>(grain.Hello);
        Assert.Equal("not today", fault.Message);

        Assert.Equal("hello", await grain.Hello());
        Assert.Equal(["try", "try"], Trace.Of(grain).Steps);
    }

    [Fact]
    public async Task Constructor_Throws_ArrivesInsideInvalidOperation()
    {
        var grain = silo.Grains.GetGrain<IFaultyConstructorGrain>(Unique.Key());
        var fault = await Assert.ThrowsAsync<InvalidOperationException>(grain.Hello);
        Assert.IsType<FormatException>(fault.InnerException);
    }

    [Fact]
    public async Task Method_Throws_TheActivationLives()
    {
        var grain = Grain();
        var before = await grain.Activation();
        await Assert.ThrowsAsync<InvalidOperationException>(grain.Throw);
        Assert.Equal(before, await grain.Activation());
    }
}

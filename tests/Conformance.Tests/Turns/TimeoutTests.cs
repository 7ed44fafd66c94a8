using Luxe.Conformance.Tests.Hosting;

namespace Luxe.Conformance.Tests.Turns;

public sealed class TimeoutTests(ImpatientCluster silo) : IClassFixture<ImpatientCluster>
{
    private IChainGrain Grain() => silo.Grains.GetGrain<IChainGrain>(Unique.Key());

    [Fact]
    public async Task RoundTrip_WithoutReentrancy_DeadlocksUntilTheTimeout() =>
        await Assert.ThrowsAsync<TimeoutException>(() => Grain().RoundTrip(Grain(), allow: false));

    [Fact]
    public async Task AwaitItself_WithoutReentrancy_DeadlocksUntilTheTimeout() =>
        await Assert.ThrowsAsync<TimeoutException>(() => Grain().AwaitItself(allow: false));

    [Fact]
    public async Task RoundTrip_InAnAllowedChain_Completes()
    {
        var origin = Grain();
        Assert.Equal("hello from " + origin.GetPrimaryKeyString(), await origin.RoundTrip(Grain(), allow: true));
    }

    [Fact]
    public async Task AwaitItself_InAnAllowedChain_Completes() =>
        Assert.StartsWith("hello from", await Grain().AwaitItself(allow: true), StringComparison.Ordinal);

    [Fact]
    public async Task RoundTrip_ChainSuppressedAgain_DeadlocksUntilTheTimeout() =>
        await Assert.ThrowsAsync<TimeoutException>(() => Grain().RoundTripSuppressed(Grain()));

    [Fact]
    public async Task AllowedChain_AStrangersCall_StillWaits()
    {
        var origin = Grain();
        var gate = Unique.Key("gate");
        var holding = origin.HoldChainOpen(Grain(), gate);
        await Trace.Of(origin).Until("holding");
        var stranger = origin.Hello();
        await Grain().Hello();

        Assert.DoesNotContain("hello", Trace.Of(origin).Steps);
        Gate.Of(gate).Open();
        await Task.WhenAll(holding, stranger);
        Assert.Equal(["holding", "released", "hello"], Trace.Of(origin).Steps);
    }

    [Fact]
    public async Task HungGrain_CallerTimesOut_AndLaterCallsWork()
    {
        var grain = Grain();
        var gate = Unique.Key("gate");

        var hung = await Assert.ThrowsAsync<TimeoutException>(() => grain.WaitAt(gate));
        Assert.NotEmpty(hung.Message);
        Gate.Of(gate).Open();

        Assert.StartsWith("hello", await grain.Hello(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task QueuedCall_ExpiredBeforeItsTurn_IsDropped()
    {
        var grain = Grain();
        var gate = Unique.Key("gate");
        var hung = grain.WaitAt(gate);
        await Assert.ThrowsAsync<TimeoutException>(grain.Hello);
        await Assert.ThrowsAsync<TimeoutException>(() => hung);

        Gate.Of(gate).Open();
        await grain.Hello();

        Assert.Equal(["hello"], Trace.Of(grain).Steps);
    }
}

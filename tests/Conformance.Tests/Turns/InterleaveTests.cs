using Luxe.Conformance.Tests.Hosting;

namespace Luxe.Conformance.Tests.Turns;

[Collection(PlainCluster.Name)]
public sealed class InterleaveTests(ClusterFixture<PlainSilo> silo)
{
    private ITurnGrain Grain() => silo.Grains.GetGrain<ITurnGrain>(Unique.Key(), typeof(TurnGrain).FullName);

    private IReentrantTurnGrain Reentrant() => silo.Grains.GetGrain<IReentrantTurnGrain>(Unique.Key());

    [Fact]
    public async Task ReadOnly_TwoReads_RunBesideEachOther()
    {
        var grain = Grain();
        var gate = Unique.Key("gate");
        var reads = Task.WhenAll(grain.Read("r1", gate), grain.Read("r2", gate));

        await Trace.Of(grain).Until(s => s.Contains("in r1") && s.Contains("in r2"));

        Gate.Of(gate).Open();
        await reads;
    }

    [Fact]
    public async Task ReadOnly_ReadPastAWaitingWrite_JoinsTheRunningRead()
    {
        var grain = Grain();
        var gate = Unique.Key("gate");
        var first = grain.Read("r1", gate);
        await Trace.Of(grain).Until("in r1");
        var write = grain.Step("w", null);
        var second = grain.Read("r2", gate);

        await Trace.Of(grain).Until("in r2");
        Assert.DoesNotContain("in w", Trace.Of(grain).Steps);

        Gate.Of(gate).Open();
        await Task.WhenAll(first, write, second);

        // The write waits for the read that was running when it came. Whether it also waits for those that joined is not promised:
        // real Orleans may let it in beside them, so a read that awaits may see a write between its awaits.
        var steps = Trace.Of(grain).Steps.ToList();
        Assert.InRange(steps.IndexOf("out r1"), 0, steps.IndexOf("in w"));
    }

    [Fact]
    public async Task ReadOnly_WhileAWriteRuns_Waits()
    {
        var grain = Grain();
        var gate = Unique.Key("gate");
        var write = grain.Step("w", gate);
        await Trace.Of(grain).Until("in w");
        var read = grain.Read("r", null);

        await Grain().Step("elsewhere", null);
        Assert.DoesNotContain("in r", Trace.Of(grain).Steps);

        Gate.Of(gate).Open();
        await Task.WhenAll(write, read);
        Assert.Equal(["in w", "out w", "in r", "out r"], Trace.Of(grain).Steps);
    }

    [Fact]
    public async Task AlwaysInterleave_WhileAWriteAwaits_Runs()
    {
        var grain = Grain();
        var gate = Unique.Key("gate");
        var write = grain.Step("w", gate);
        await Trace.Of(grain).Until("in w");

        await grain.Interleave("i", null);

        Assert.Equal(["in w", "in i", "out i"], Trace.Of(grain).Steps);
        Gate.Of(gate).Open();
        await write;
    }

    [Fact]
    public async Task AlwaysInterleave_WhileItAwaits_HoldsNobodyBack()
    {
        var grain = Grain();
        var gate = Unique.Key("gate");
        var interleaving = grain.Interleave("i", gate);
        await Trace.Of(grain).Until("in i");

        await grain.Step("w", null);

        Assert.Equal(["in i", "in w", "out w"], Trace.Of(grain).Steps);
        Gate.Of(gate).Open();
        await interleaving;
    }

    [Fact]
    public async Task Reentrant_CallWhileAnotherAwaits_Interleaves()
    {
        var grain = Reentrant();
        var gate = Unique.Key("gate");
        var first = grain.Step("a", gate);
        await Trace.Of(grain).Until("in a");

        await grain.Step("b", null);

        Assert.Equal(["in a", "in b", "out b"], Trace.Of(grain).Steps);
        Gate.Of(gate).Open();
        await first;
    }

    [Fact]
    public async Task Reentrant_ManyCalls_NeverRunInParallel()
    {
        var grain = Reentrant();
        var alone = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => Task.Run(() => grain.StaysInTurn())));
        Assert.All(alone, Assert.True);
    }
}

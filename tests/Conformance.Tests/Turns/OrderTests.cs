using Luxe.Conformance.Tests.Hosting;

namespace Luxe.Conformance.Tests.Turns;

[Collection(PlainCluster.Name)]
public sealed class OrderTests(ClusterFixture<PlainSilo> silo)
{
    private ITurnGrain Grain() => silo.Grains.GetGrain<ITurnGrain>(Unique.Key(), typeof(TurnGrain).FullName);

    [Fact]
    public async Task Calls_OfOneGrainToAnActiveGrain_RunInOrder()
    {
        var grain = Grain();
        await grain.Step("warm", null);

        await Grain().Burst(grain, 200);

        var expected = Enumerable.Range(0, 200).SelectMany(i => new[] { $"in {i}", $"out {i}" });
        Assert.Equal(expected, Trace.Of(grain).Steps.Skip(2));
    }

    [Fact]
    public async Task Calls_OfTheHostToAnActiveGrain_RunInOrder()
    {
        var grain = silo.HostGrains.GetGrain<ITurnGrain>(Unique.Key(), typeof(TurnGrain).FullName);
        await grain.Step("warm", null);

        await Task.WhenAll(Enumerable.Range(0, 200).Select(i => grain.Step($"{i}", null)));

        var expected = Enumerable.Range(0, 200).SelectMany(i => new[] { $"in {i}", $"out {i}" });
        Assert.Equal(expected, Trace.Of(grain).Steps.Skip(2));
    }

    [Fact]
    public async Task Call_WhileAnotherAwaits_WaitsForIt()
    {
        var grain = Grain();
        var gate = Unique.Key("gate");
        var first = grain.Step("a", gate);
        await Trace.Of(grain).Until("in a");
        var second = grain.Step("b", null);

        // A call to another grain returns while the second is held back, so the second had its chance to start.
        await Grain().Step("elsewhere", null);
        Assert.Equal(["in a"], Trace.Of(grain).Steps);
        Gate.Of(gate).Open();
        await Task.WhenAll(first, second);

        Assert.Equal(["in a", "out a", "in b", "out b"], Trace.Of(grain).Steps);
    }

    [Fact]
    public async Task Calls_OfManyCallers_NeverLoseAnUpdateAcrossAwaits()
    {
        var grain = Grain();
        var values = await Task.WhenAll(Enumerable.Range(0, 500).Select(_ => Task.Run(() => grain.Next())));
        Assert.Equal(Enumerable.Range(1, 500), values.Order());
    }

    [Fact]
    public async Task Grains_OfOtherKeys_RunBesideEachOther()
    {
        var gate = Unique.Key("gate");
        var held = Grain();
        var running = held.Step("a", gate);
        await Trace.Of(held).Until("in a");

        await Grain().Step("b", null);

        Assert.False(running.IsCompleted);
        Gate.Of(gate).Open();
        await running;
    }

    [Fact]
    public async Task Continuations_AfterAwait_StayOnTheActivationsScheduler()
    {
        var (afterYield, startNew, taskRun, afterEscape) = await Grain().Schedulers();

        Assert.True(afterYield);
        Assert.True(startNew);
        Assert.False(taskRun);
        Assert.True(afterEscape);
    }
}

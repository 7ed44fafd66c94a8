using Luxe.Conformance.Tests.Hosting;

namespace Luxe.Conformance.Tests.Messaging;

public interface IWorkerGrain : IGrainWithStringKey
{
    Task<string> Work(string gate);

    Task<string> Who();
}

[StatelessWorker(2)]
public sealed class WorkerGrain : Grain, IWorkerGrain
{
    private readonly string _who = Guid.NewGuid().ToString("N");

    public async Task<string> Work(string gate)
    {
        Trace.Of(this.GetPrimaryKeyString()).Add("working");
        await Gate.Of(gate).Passage;
        return _who;
    }

    public Task<string> Who() => Task.FromResult(_who);
}

public interface IOneWayGrain : IGrainWithStringKey
{
    [OneWay]
    Task Tell(string gate);

    [OneWay]
    Task Fault();

    Task Ping();
}

public sealed class OneWayGrain : Grain, IOneWayGrain
{
    public async Task Tell(string gate)
    {
        Trace.Of(this.GetPrimaryKeyString()).Add("told");
        await Gate.Of(gate).Passage;
        Trace.Of(this.GetPrimaryKeyString()).Add("done");
    }

    public Task Fault()
    {
        Trace.Of(this.GetPrimaryKeyString()).Add("fault");
        throw new InvalidOperationException("nobody hears");
    }

    public Task Ping() => Task.CompletedTask;
}

[Collection(PlainCluster.Name)]
public sealed class WorkerTests(ClusterFixture<PlainSilo> silo)
{
    [Fact]
    public async Task StatelessWorker_OfTwo_RunsTwoCallsSideBySideAndNotThree()
    {
        var grain = silo.Grains.GetGrain<IWorkerGrain>(Unique.Key());
        var gate = Unique.Key("gate");
        var calls = Enumerable.Range(0, 3).Select(_ => grain.Work(gate)).ToArray();
        await Trace.Of(grain).Until("working", 2);

        await silo.Grains.GetGrain<IWorkerGrain>(Unique.Key()).Who();
        Assert.Equal(2, Trace.Of(grain).Count("working"));
        Gate.Of(gate).Open();

        Assert.Equal(2, (await Task.WhenAll(calls)).Distinct().Count());
    }

    [Fact]
    public async Task OneWay_Call_CompletesBeforeTheMethod()
    {
        var grain = silo.Grains.GetGrain<IOneWayGrain>(Unique.Key());
        var gate = Unique.Key("gate");

        await grain.Tell(gate);
        await Trace.Of(grain).Until("told");
        Assert.DoesNotContain("done", Trace.Of(grain).Steps);

        Gate.Of(gate).Open();
        await Trace.Of(grain).Until("done");
    }

    [Fact]
    public async Task OneWay_Fault_IsNotHeardAndTheGrainLives()
    {
        var grain = silo.Grains.GetGrain<IOneWayGrain>(Unique.Key());
        await grain.Fault();
        await Trace.Of(grain).Until("fault");
        await grain.Ping();
    }
}

using Luxe.Conformance.Tests.Hosting;

namespace Luxe.Conformance.Tests.Messaging;

public sealed class FilterTests(ClusterFixture<FilteringSilo> silo) : IClassFixture<ClusterFixture<FilteringSilo>>
{
    // A test cluster's client counts as another process: the silo's outgoing filters do not see its calls (HostTests has those that they see).
    private IFilteredGrain Grain() => silo.Grains.GetGrain<IFilteredGrain>(Unique.Key());

    [Fact]
    public async Task Incoming_AroundACall_SeesMethodAndGrainBeforeAndAfter()
    {
        var grain = Grain();
        await grain.Count();
        Assert.Equal(["in Count of FilteredGrain", "after Count"], Trace.Of(grain).Steps);
    }

    [Fact]
    public async Task Incoming_SettingTheResult_ChangesWhatTheCallerGets() =>
        Assert.Equal("[hello]", await Grain().Say("hello"));

    [Fact]
    public async Task Incoming_Refusing_KeepsTheMethodFromRunning()
    {
        var grain = Grain();
        var refusal = await Assert.ThrowsAsync<UnauthorizedAccessException>(grain.Forbidden);
        Assert.Equal("refused at the door", refusal.Message);
        Assert.DoesNotContain("ran", Trace.Of(grain).Steps);
    }

    [Fact]
    public async Task Incoming_CatchingAFault_MayThrowAnother()
    {
        var fault = await Assert.ThrowsAsync<InvalidOperationException>(Grain().Faulty);
        Assert.Equal("translated", fault.Message);
        Assert.Equal("faulty", fault.InnerException?.Message);
    }

    [Fact]
    public async Task GrainAsFilter_ItsOwnCalls_PassThroughIt()
    {
        var grain = Grain();
        await grain.Say("a");
        await grain.Say("b");
        Assert.Equal(3, await grain.Count());
    }

    [Fact]
    public async Task Outgoing_OnAGrainsCall_RunsFirstAndItsContextArrives()
    {
        var target = Grain();
        Assert.Equal("[hello]", await Grain().SayThrough(target, "hello"));
        Assert.Equal("out Say", Trace.Of(target).Steps[0]);
        Assert.Contains("by outgoing filter", Trace.Of(target).Steps);
    }
}

using Luxe.Conformance.Tests.Hosting;

namespace Luxe.Conformance.Tests.State;

/// <summary>The same facts hold for every storage provider.</summary>
public abstract class StateTests(IGrainFactory grains)
{
    private ICardGrain Grain() => grains.GetGrain<ICardGrain>(Unique.Key());

    private static async Task LeaveAsync(ICardGrain grain, int times = 1)
    {
        await grain.Leave();
        await Trace.Of(grain).Until("left ApplicationRequested", times);
    }

    [Fact]
    public async Task State_NeverWritten_IsFreshAndDoesNotExist()
    {
        var grain = Grain();
        Assert.Equal(("", 0, false), await grain.Read());
        Assert.Null(await grain.Tag());
        Assert.True(await grain.SnapshotIsNull());
    }

    [Fact]
    public async Task State_Written_IsThereBeforeTheNextActivation()
    {
        var grain = Grain();
        await grain.Change("alex");
        Assert.False(string.IsNullOrEmpty(await grain.Write()));
        await LeaveAsync(grain);

        Assert.Equal(("alex", 1, true), await grain.Read());
        Assert.Equal("activated with 1", Trace.Of(grain).Steps[^1]);
    }

    [Fact]
    public async Task State_ChangedButNotWritten_IsForgotten()
    {
        var grain = Grain();
        await grain.Change("alex");
        await LeaveAsync(grain);
        Assert.Equal(("", 0, false), await grain.Read());
    }

    [Fact]
    public async Task Etag_OfEachWrite_Differs()
    {
        var grain = Grain();
        await grain.Change("a");
        var first = await grain.Write();
        await grain.Change("b");
        Assert.NotEqual(first, await grain.Write());
    }

    [Fact]
    public async Task Clear_AfterAWrite_LeavesAFreshStateThatDoesNotExist()
    {
        var grain = Grain();
        await grain.Change("alex");
        await grain.Write();
        await grain.Clear();
        Assert.Equal(("", 0, false), await grain.Read());
        await LeaveAsync(grain);
        Assert.Equal(("", 0, false), await grain.Read());
    }

    [Fact]
    public async Task Write_AfterAClear_StoresAgain()
    {
        var grain = Grain();
        await grain.Change("alex");
        await grain.Write();
        await grain.Clear();
        await grain.Change("again");
        await grain.Write();
        await LeaveAsync(grain);
        Assert.Equal(("again", 1, true), await grain.Read());
    }

    [Fact]
    public async Task Clear_NeverWritten_DoesNothing()
    {
        var grain = Grain();
        await grain.Clear();
        Assert.Equal(("", 0, false), await grain.Read());
    }

    [Fact]
    public async Task Read_Again_DropsUnwrittenChanges()
    {
        var grain = Grain();
        await grain.Change("kept");
        await grain.Write();
        await grain.Change("dropped");
        await grain.Reread();
        Assert.Equal(("kept", 1, true), await grain.Read());
    }

    [Fact]
    public async Task States_OfTwoProviders_AreApart()
    {
        var grain = Grain();
        await grain.WriteSnapshot("zürich 東京");
        await LeaveAsync(grain);
        Assert.Equal("zürich 東京", await grain.SnapshotText());
        Assert.Equal(("", 0, false), await grain.Read());
    }

    [Fact]
    public async Task GrainOfState_AcrossActivations_Counts()
    {
        var grain = grains.GetGrain<ITallyGrain>(Unique.Key());
        Assert.Equal(1, await grain.Add());
        Assert.Equal(2, await grain.Add());
        Assert.Equal(3, await grain.Add());
    }
}

[Collection(PlainCluster.Name)]
public sealed class MemoryStateTests(ClusterFixture<PlainSilo> silo) : StateTests(silo.Grains);

using Luxe.Conformance.Tests.Hosting;
using Luxe.Tests;

namespace Luxe.Conformance.Tests.State;

/// <summary>The same facts hold for every storage provider.</summary>
public sealed class StateTests(StateClusters clusters) : IClassFixture<StateClusters>
{
    private async Task<ICardGrain> GrainAsync(string provider) => (await clusters.GrainsAsync(provider)).GetGrain<ICardGrain>(Unique.Key());

    private static async Task LeaveAsync(ICardGrain grain, int times = 1)
    {
        await grain.Leave();
        await Trace.Of(grain).Until("left ApplicationRequested", times);
    }

    [Theory, OnMemory, OnSqlite, OnPostgres]
    public async Task State_NeverWritten_IsFreshAndDoesNotExist(string provider)
    {
        var grain = await GrainAsync(provider);
        Assert.Equal(("", 0, false), await grain.Read());
        Assert.Null(await grain.Tag());
        Assert.True(await grain.SnapshotIsNull());
    }

    [Theory, OnMemory, OnSqlite, OnPostgres]
    public async Task State_Written_IsThereBeforeTheNextActivation(string provider)
    {
        var grain = await GrainAsync(provider);
        await grain.Change("alex");
        Assert.False(string.IsNullOrEmpty(await grain.Write()));
        await LeaveAsync(grain);

        Assert.Equal(("alex", 1, true), await grain.Read());
        Assert.Equal("activated with 1", Trace.Of(grain).Steps[^1]);
    }

    [Theory, OnMemory, OnSqlite, OnPostgres]
    public async Task State_ChangedButNotWritten_IsForgotten(string provider)
    {
        var grain = await GrainAsync(provider);
        await grain.Change("alex");
        await LeaveAsync(grain);
        Assert.Equal(("", 0, false), await grain.Read());
    }

    [Theory, OnMemory, OnSqlite, OnPostgres]
    public async Task Etag_OfEachWrite_Differs(string provider)
    {
        var grain = await GrainAsync(provider);
        await grain.Change("a");
        var first = await grain.Write();
        await grain.Change("b");
        Assert.NotEqual(first, await grain.Write());
    }

    [Theory, OnMemory, OnSqlite, OnPostgres]
    public async Task Writes_StartedAtOnce_AllSucceedAndTheLastStands(string provider)
    {
        var grain = await GrainAsync(provider);
        Assert.NotNull(await grain.WriteAtOnce(5));
        await LeaveAsync(grain);
        Assert.Equal(("write 4", 5, true), await grain.Read());
    }

    [Theory, OnMemory, OnSqlite, OnPostgres]
    public async Task Clear_AfterAWrite_LeavesAFreshStateThatDoesNotExist(string provider)
    {
        var grain = await GrainAsync(provider);
        await grain.Change("alex");
        await grain.Write();
        await grain.Clear();
        Assert.Equal(("", 0, false), await grain.Read());
        await LeaveAsync(grain);
        Assert.Equal(("", 0, false), await grain.Read());
    }

    [Theory, OnMemory, OnSqlite, OnPostgres]
    public async Task Write_AfterAClear_StoresAgain(string provider)
    {
        var grain = await GrainAsync(provider);
        await grain.Change("alex");
        await grain.Write();
        await grain.Clear();
        await grain.Change("again");
        await grain.Write();
        await LeaveAsync(grain);
        Assert.Equal(("again", 1, true), await grain.Read());
    }

    [Theory, OnMemory, OnSqlite, OnPostgres]
    public async Task Clear_NeverWritten_DoesNothing(string provider)
    {
        var grain = await GrainAsync(provider);
        await grain.Clear();
        Assert.Equal(("", 0, false), await grain.Read());
    }

    [Theory, OnMemory, OnSqlite, OnPostgres]
    public async Task Read_Again_DropsUnwrittenChanges(string provider)
    {
        var grain = await GrainAsync(provider);
        await grain.Change("kept");
        await grain.Write();
        await grain.Change("dropped");
        await grain.Reread();
        Assert.Equal(("kept", 1, true), await grain.Read());
    }

    [Theory, OnMemory, OnSqlite, OnPostgres]
    public async Task States_OfTwoProviders_AreApart(string provider)
    {
        var grain = await GrainAsync(provider);
        await grain.WriteSnapshot("zürich 東京");
        await LeaveAsync(grain);
        Assert.Equal("zürich 東京", await grain.SnapshotText());
        Assert.Equal(("", 0, false), await grain.Read());
    }

    [Theory, OnMemory, OnSqlite, OnPostgres]
    public async Task GrainOfState_AcrossActivations_Counts(string provider)
    {
        var grain = (await clusters.GrainsAsync(provider)).GetGrain<ITallyGrain>(Unique.Key());
        Assert.Equal(1, await grain.Add());
        Assert.Equal(2, await grain.Add());
        Assert.Equal(3, await grain.Add());
    }
}

using Luxe.Contracts.Associates;
using Luxe.Contracts.Consent;
using Luxe.Contracts.Customers;
using Luxe.Grains.Tests.Customers;
using Luxe.Grains.Tests.Hosting;
using Luxe.Storage;

namespace Luxe.Grains.Tests.Merges;

/// <summary>An undoing that is cut off between what is withdrawn for it and its append, or behind the append.</summary>
[Collection(ClusterTests.Name)]
public sealed class CutOffUndoTests(GrainsCluster cluster) : MergeScene(cluster)
{
    [Fact]
    public async Task Undo_CutOffAndNotWritten_TheMergeStandsAndIsToldAgain()
    {
        var (product, associate) = (GrainsCluster.New("p"), GrainsCluster.New("a"));
        var (a, b) = await Merged(product, associate);

        BrokenJournal.Lost[a] = true;
        await Assert.ThrowsAnyAsync<StorageUnavailableException>(() => Cluster.Merges(a).Undo("m1", "ho-1"));
        await Cluster.Merges(a).CatchUp();

        Assert.Equal(a, Assert.Single(await Watchers(product)));
        Assert.Equal(a, Assert.Single((await Cluster.Inbox(associate).GetOpen()).Open).Item!.CustomerId);
        Assert.Equal(a, Assert.Single((await Cluster.Grains.GetGrain<IAssociateGrain>(associate).GetBook(null, 100)).CustomerIds));
        await Undo(a, b, "m1");
        await Cluster.Merges(a).CatchUp();
        Assert.Equal(b, Assert.Single(await Watchers(product)));
        Assert.Equal(b, Assert.Single((await Cluster.Grains.GetGrain<IAssociateGrain>(associate).GetBook(null, 100)).CustomerIds));
    }

    [Fact]
    public async Task Undo_CutOffThoughWritten_EachHasHerOwn()
    {
        var (product, associate) = (GrainsCluster.New("p"), GrainsCluster.New("a"));
        var (a, b) = await Merged(product, associate);

        BrokenJournal.AnswerLost[a] = true;
        await Assert.ThrowsAnyAsync<StorageUnavailableException>(() => Cluster.Merges(a).Undo("m1", "ho-1"));
        await Cluster.Merges(a).CatchUp();
        await Cluster.Merges(b).CatchUp();

        Assert.Equal(b, Assert.Single(await Watchers(product)));
        Assert.Equal(b, Assert.Single((await Cluster.Inbox(associate).GetOpen()).Open).Item!.CustomerId);
        Assert.Equal(b, Assert.Single((await Cluster.Grains.GetGrain<IAssociateGrain>(associate).GetBook(null, 100)).CustomerIds));
    }

    [Fact]
    public async Task Undo_TheDatabaseIsAwayAfterTheAppend_NobodyIsShownTheMergedClientAnyMore()
    {
        var (a, b) = await Two(ConsentTier.Behaviour, ConsentTier.Behaviour);
        await Cluster.Customer(b).Record([Interactions.View("b1", "p1", Now)]);
        await Absorb(a, b, "m1");
        Assert.Equal(1, (await Cluster.Views(a).GetProfile(HeadOffice))!.InteractionCount);

        BrokenJournal.Blind[a] = true;
        await Assert.ThrowsAnyAsync<StorageException>(() => Cluster.Merges(a).Undo("m1", "ho-1"));
        BrokenJournal.Unreadable.TryRemove(a, out _);

        Assert.Equal(0, (await Cluster.Views(a).GetProfile(HeadOffice))!.InteractionCount);
    }

    /// <summary>The absorbed brought the book, a wish that is watched and a prompt.</summary>
    private async Task<(string A, string B)> Merged(string product, string associate)
    {
        var (a, b) = await Two(ConsentTier.Behaviour, ConsentTier.Behaviour);
        await Cluster.Customer(b).Assign(associate);
        await Cluster.Customer(b).Record([Interactions.Of(InteractionKind.WishAdded, "b1", product, Now), Interactions.Of(InteractionKind.RepairReady, "b2", null, Now) with { Reference = "R1" }]);
        await Absorb(a, b, "m1");
        Assert.Equal(a, Assert.Single((await Cluster.Inbox(associate).GetOpen()).Open).Item!.CustomerId);
        return (a, b);
    }
}

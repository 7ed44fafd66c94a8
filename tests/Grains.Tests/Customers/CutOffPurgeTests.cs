using Luxe.Contracts.Consent;
using Luxe.Contracts.Customers;
using Luxe.Contracts.Products;
using Luxe.Contracts.Stores;
using Luxe.Grains.Tests.Hosting;
using Luxe.Storage;

namespace Luxe.Grains.Tests.Customers;

/// <summary>A downgrade whose process ends between the append, which purges, and the errands that follow; and one that the journal refuses.</summary>
[Collection(ClusterTests.Name)]
public sealed class CutOffPurgeTests(GrainsCluster cluster)
{
    private static DateTimeOffset Now => DateTimeOffset.UtcNow;

    [Fact]
    public async Task Decide_CutOffAfterTheAppend_NoProductKnowsHerAnyMore()
    {
        var product = GrainsCluster.New("p");
        var id = await cluster.Client(ConsentTier.Behaviour);
        await cluster.Customer(id).Record([Interactions.Of(InteractionKind.WishAdded, "e1", product, Now)]);
        Assert.Equal(id, Assert.Single(await Watchers(product)));

        await CutOff(id, ConsentTier.Category);
        await cluster.Customer(id).Record([]);

        Assert.Equal(ConsentTier.Category, (await cluster.Views(id).GetConsent()).Tier);
        Assert.Empty(await Watchers(product));
    }

    [Fact]
    public async Task Decide_CutOffAfterTheAppendWhileSheIsIn_TheFloorForgetsHer()
    {
        var store = await cluster.Store(TimeSpan.FromMinutes(10));
        var floor = new Watching<FloorView>();
        await cluster.Grains.GetGrain<IStoreFloor>(store).Subscribe(cluster.Grains.CreateObjectReference<IFloorObserver>(floor));
        var id = await cluster.Client(ConsentTier.Category);
        await cluster.Grains.GetGrain<IStoreGrain>(store).Arrive(id, new Visit("v1", store, "qr", Now));
        await floor.Until(static view => view.Guests.Length == 1);

        await CutOff(id, ConsentTier.None);
        await cluster.Customer(id).Record([]);

        await floor.Until(static view => view.Guests.IsEmpty);
        GC.KeepAlive(floor);
    }

    [Fact]
    public async Task Decide_TheJournalRefuses_HerWishIsWatchedOnAndPurgedWithTheNextTry()
    {
        var product = GrainsCluster.New("p");
        var id = await cluster.Client(ConsentTier.Behaviour);
        await cluster.Customer(id).Record([Interactions.Of(InteractionKind.WishAdded, "e1", product, Now)]);
        BrokenJournal.Away[id] = true;
        await Assert.ThrowsAnyAsync<StorageUnavailableException>(() => cluster.Customer(id).Decide(Lives.Decision("down", ConsentTier.None, Now)));
        BrokenJournal.Away.TryRemove(id, out _);

        await cluster.Customer(id).Record([]);
        Assert.Equal(id, Assert.Single(await Watchers(product)));

        await cluster.Customer(id).Decide(Lives.Decision("down", ConsentTier.None, Now));
        Assert.Empty(await Watchers(product));
    }

    [Fact]
    public async Task Decide_AFaultAfterTheAppend_IsARepeatTheSecondTimeAndLeavesNoWatch()
    {
        var product = GrainsCluster.New("p");
        var id = await cluster.Client(ConsentTier.Behaviour);
        await cluster.Customer(id).Record([Interactions.Of(InteractionKind.WishAdded, "e1", product, Now)]);
        var down = Lives.Decision("down", ConsentTier.Category, Now);
        BrokenJournal.Crash[id] = true;
        await Assert.ThrowsAnyAsync<IOException>(() => cluster.Customer(id).Decide(down));

        var consent = await cluster.Customer(id).Decide(down);

        Assert.Equal(ConsentTier.Category, consent.Tier);
        Assert.Equal(3, await cluster.Service<IJournal>().GetHeadAsync(id));
        Assert.Empty(await Watchers(product));
    }

    /// <summary>The append is written, its answer is lost, and neither errands nor a snapshot follow: as when the process is killed.</summary>
    private async Task CutOff(string id, ConsentTier tier)
    {
        BrokenStorage.NoSnapshot[id] = true;
        BrokenJournal.AnswerLost[id] = true;
        await Assert.ThrowsAnyAsync<StorageUnavailableException>(() => cluster.Customer(id).Decide(Lives.Decision("down", tier, Now)));

        // The first call that meets a new activation still finds no snapshot; from then on they are written again.
        await cluster.Views(id).GetConsent();
        BrokenStorage.NoSnapshot.TryRemove(id, out _);
    }

    private async Task<IEnumerable<string>> Watchers(string product) => (await cluster.Grains.GetGrain<IProductGrain>(product).SetStock(GrainsCluster.New("s"), 1)).Watchers;
}

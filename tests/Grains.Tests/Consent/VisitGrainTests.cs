using Luxe.Contracts.Access;
using Luxe.Contracts.Consent;
using Luxe.Contracts.Customers;
using Luxe.Contracts.Stores;
using Luxe.Grains.Customers;
using Luxe.Grains.Persistence;
using Luxe.Grains.Tests.Customers;
using Luxe.Grains.Tests.Hosting;
using Luxe.Grains.Tests.Stores;
using Luxe.Storage;

namespace Luxe.Grains.Tests.Consent;

/// <summary>Recognition withdrawn, through the real grains: what the client's grain and her stores keep.</summary>
[Collection(ClusterTests.Name)]
public sealed class VisitGrainTests(GrainsCluster cluster) : StoreScene(cluster)
{
    private static readonly Viewer HeadOffice = new("ho-1", ViewerRole.HeadOffice, "journey");

    [Fact]
    public async Task Decide_RecognitionWithdrawnAfterSheLeft_TheStoreForgetsTheDay()
    {
        var store = await Cluster.Store(Long);
        var floor = new Watching<FloorView>();
        await Floor(store).Subscribe(Cluster.Grains.CreateObjectReference<IFloorObserver>(floor));
        var id = await Cluster.Client(ConsentTier.Category);
        await Store(store).Arrive(id, Visit(store, "v1"));
        await Store(store).Depart(id, Visit(store, "v1"));
        Assert.Contains(id, await Kept(store), StringComparison.Ordinal);
        var before = await Floor(store).GetFloor();

        await Cluster.Customer(id).Decide(Lives.Decision("no more", ConsentTier.Category, Now, Purposes.None));
        await floor.Until(view => view.Version > before.Version);

        Assert.DoesNotContain(id, await Kept(store), StringComparison.Ordinal);
        Assert.Empty((await Cluster.Views(id).GetJourney(HeadOffice, null, 10)).Interactions);
        GC.KeepAlive(floor);
    }

    [Fact]
    public async Task Decide_CutOffBeforeItsSnapshot_IsReplayedWithoutVisits()
    {
        var id = await Cluster.Client(ConsentTier.Category);
        var store = GrainsCluster.New("s");

        // The activation's end writes a snapshot that holds the visit.
        await GrainsCluster.Last(() => Cluster.Customer(id).Record(
        [
            Interactions.Of(InteractionKind.Arrived, "v1", null, Now) with { StoreId = store },
            Interactions.Of(InteractionKind.OrderCompleted, "order", "p1", Now),
        ]));
        Assert.Equal(2, (await Cluster.Views(id).GetProfile(HeadOffice))!.InteractionCount);

        BrokenStorage.NoSnapshot[id] = true;
        BrokenJournal.AnswerLost[id] = true;
        await Assert.ThrowsAnyAsync<StorageUnavailableException>(() => Cluster.Customer(id).Decide(Lives.Decision("less", ConsentTier.Category, Now, Purposes.None)));
        await Cluster.Views(id).GetConsent();
        BrokenStorage.NoSnapshot.TryRemove(id, out _);
        await Cluster.Customer(id).Record([]);

        // Granted again: neither the stale snapshot nor the journal may give the visit back.
        await GrainsCluster.Last(() => Cluster.Customer(id).Decide(Lives.Decision("more", ConsentTier.Category, Now.AddSeconds(1))));
        var profile = (await Cluster.Views(id).GetProfile(HeadOffice))!;
        Assert.Equal((1, 0), ((int)profile.InteractionCount, profile.Summary!.Periods.Sum(static month => month.Visits)));
        var snapshot = new GrainState<CustomerSnapshot> { State = new CustomerSnapshot() };
        await Cluster.Keyed<Orleans.Storage.IGrainStorage>("luxe").ReadStateAsync("snapshot", Cluster.Customer(id).GetGrainId(), snapshot);
        Assert.DoesNotContain(store, snapshot.State!.Json, StringComparison.Ordinal);
    }

    private async Task<string> Kept(string store)
    {
        var kept = new GrainState<Document> { State = new Document() };
        await Cluster.Keyed<Orleans.Storage.IGrainStorage>("luxe").ReadStateAsync("store", Store(store).GetGrainId(), kept);
        return kept.State!.Json;
    }
}

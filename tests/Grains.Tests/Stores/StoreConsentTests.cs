using Luxe.Contracts.Associates;
using Luxe.Contracts.Consent;
using Luxe.Contracts.Customers;
using Luxe.Contracts.Stores;
using Luxe.Grains.Tests.Customers;
using Luxe.Grains.Tests.Hosting;

namespace Luxe.Grains.Tests.Stores;

/// <summary>What the store was told is taken back with her consent.</summary>
[Collection(ClusterTests.Name)]
public sealed class StoreConsentTests(GrainsCluster cluster) : StoreScene(cluster)
{
    [Fact]
    public async Task Decide_RecognitionWithdrawnWhileSheIsIn_RecallsTheDispatchAndClearsTheFloor()
    {
        var associate = GrainsCluster.New("a");
        var store = await Cluster.Store(Long, associate);
        var floor = new Watching<FloorView>();
        await Floor(store).Subscribe(Cluster.Grains.CreateObjectReference<IFloorObserver>(floor));
        var id = await Cluster.Client(ConsentTier.Category);
        await Store(store).Arrive(id, Visit(store, "v1"));
        await floor.Until(static view => view.Guests.Length == 1);

        await Cluster.Customer(id).Decide(Lives.Decision("no more", ConsentTier.Category, Now, Purposes.None));
        await floor.Until(static view => view.Guests.IsEmpty);

        Assert.All(await Cluster.Inbox(associate).Read(0, 10), static entry => Assert.Equal((InboxState.Recalled, null), (entry.State, entry.Item)));
        GC.KeepAlive(floor);
    }

    [Fact]
    public async Task Decide_RecognitionWithdrawnAfterALateWordOfAnotherStore_ReachesThatStoreToo()
    {
        var (one, two) = (GrainsCluster.New("a"), GrainsCluster.New("b"));
        var (first, second) = (await Cluster.Store(Long, one), await Cluster.Store(Long, two));
        var (firstFloor, secondFloor) = (new Watching<FloorView>(), new Watching<FloorView>());
        await Floor(first).Subscribe(Cluster.Grains.CreateObjectReference<IFloorObserver>(firstFloor));
        await Floor(second).Subscribe(Cluster.Grains.CreateObjectReference<IFloorObserver>(secondFloor));
        var id = await Cluster.Client(ConsentTier.Category);
        await Store(second).Arrive(id, Visit(second, "v2"));
        await Store(first).Arrive(id, Visit(first, "v1") with { At = Now.AddMinutes(-10) });
        await firstFloor.Until(static view => view.Guests.Length == 1);
        await secondFloor.Until(static view => view.Guests.Length == 1);

        await Cluster.Customer(id).Decide(Lives.Decision("no more", ConsentTier.Category, Now, Purposes.None));
        await firstFloor.Until(static view => view.Guests.IsEmpty);
        await secondFloor.Until(static view => view.Guests.IsEmpty);

        foreach (var associate in new[] { one, two })
        {
            Assert.All(await Cluster.Inbox(associate).Read(0, 10), static entry => Assert.Equal((InboxState.Recalled, null), (entry.State, entry.Item)));
        }

        GC.KeepAlive(firstFloor);
        GC.KeepAlive(secondFloor);
    }

    [Fact]
    public async Task Decide_LowerTierWhileSheIsIn_TakesBackWhatTheTabletWasTold()
    {
        var associate = GrainsCluster.New("a");
        var store = await Cluster.Store(Long, associate);
        var floor = new Watching<FloorView>();
        await Floor(store).Subscribe(Cluster.Grains.CreateObjectReference<IFloorObserver>(floor));
        var id = await Cluster.Client(ConsentTier.Behaviour);
        await Cluster.Customer(id).Record([.. Enumerable.Range(1, 3).Select(static n => Viewed($"view-{n}", "tote", Now.AddDays(-n)))]);
        await Store(store).Arrive(id, Visit(store, "v1"));
        var told = Assert.Single((await Cluster.Inbox(associate).GetOpen()).Open);
        Assert.Contains("tote", told.Item!.Brief!.Pieces);

        await Cluster.Customer(id).Decide(Lives.Decision("less", ConsentTier.Category, Now, Purposes.InStoreRecognition));
        await floor.Until(static view => view.Guests is [{ Tier: ConsentTier.Category }]);

        var open = Assert.Single((await Cluster.Inbox(associate).GetOpen()).Open);
        Assert.Empty(open.Item!.Brief!.Pieces);
        Assert.Empty(open.Item.Brief.Prompts);
        var entries = await Cluster.Inbox(associate).Read(0, 10);
        Assert.Equal(2, entries.Length);
        Assert.All(entries, static entry => Assert.Empty(entry.Item!.Brief!.Pieces));
        GC.KeepAlive(floor);
    }

    [Fact]
    public async Task Decide_AnotherSwitchAtTheSameTierWhileSheIsIn_RevisesWhatTheTabletWasTold()
    {
        var associate = GrainsCluster.New("a");
        var store = await Cluster.Store(Long, associate);
        var floor = new Watching<FloorView>();
        await Floor(store).Subscribe(Cluster.Grains.CreateObjectReference<IFloorObserver>(floor));
        var id = await Cluster.Client(ConsentTier.Behaviour);
        await Cluster.Customer(id).Record([.. Enumerable.Range(1, 3).Select(static n => Viewed($"view-{n}", "tote", Now.AddDays(-n)))]);
        await Store(store).Arrive(id, Visit(store, "v1"));
        Assert.Contains("tote", Assert.Single((await Cluster.Inbox(associate).GetOpen()).Open).Item!.Brief!.Pieces);
        var before = await Floor(store).GetFloor();

        await Cluster.Customer(id).Decide(Lives.Decision("less", ConsentTier.Behaviour, Now, Purposes.InStoreRecognition) with { Withheld = DataUses.ProductViews });
        await floor.Until(view => view.Version > before.Version);

        var open = Assert.Single((await Cluster.Inbox(associate).GetOpen()).Open);
        Assert.Empty(open.Item!.Brief!.Pieces);
        Assert.Empty(open.Item.Brief.Prompts);
        Assert.All(await Cluster.Inbox(associate).Read(0, 10), static entry => Assert.True(entry.Item is null || entry.Item.Brief!.Pieces.IsEmpty));
        GC.KeepAlive(floor);
    }

    [Fact]
    public async Task Decide_ToBeLeftAloneWhileSheIsIn_RecallsTheDispatchAndClearsTheFloor()
    {
        var associate = GrainsCluster.New("a");
        var store = await Cluster.Store(Long, associate);
        var floor = new Watching<FloorView>();
        await Floor(store).Subscribe(Cluster.Grains.CreateObjectReference<IFloorObserver>(floor));
        var id = await Cluster.Client(ConsentTier.Category);
        await Store(store).Arrive(id, Visit(store, "v1"));
        await floor.Until(static view => view.Guests.Length == 1);

        await Cluster.Customer(id).Decide(Lives.Decision("alone", ConsentTier.Category, Now, Purposes.InStoreRecognition) with { LeaveMeAlone = true });
        await floor.Until(static view => view.Guests.IsEmpty);

        Assert.All(await Cluster.Inbox(associate).Read(0, 10), static entry => Assert.Equal((InboxState.Recalled, null), (entry.State, entry.Item)));
        Assert.Equal(ArrivalResult.NotRecognised, (await Store(store).Arrive(id, Visit(store, "v2"))).Result);
        GC.KeepAlive(floor);
    }

    [Fact]
    public async Task Activate_WithAGuestIn_AsksHowSheIsGreetedAndStoresNoName()
    {
        var store = await Cluster.Store(Long);
        var id = await Cluster.Client(ConsentTier.Category);
        await Cluster.Customer(id).Record([Identified("Morgan")]);
        await GrainsCluster.Last(() => Store(store).Arrive(id, Visit(store, "v1")));

        var guest = Assert.Single((await Floor(store).GetFloor()).Guests);

        Assert.Equal("Ms Morgan", guest.Greeting);
        var kept = new GrainState<Persistence.Document> { State = new Persistence.Document() };
        await Cluster.Keyed<Orleans.Storage.IGrainStorage>("luxe").ReadStateAsync("store", Store(store).GetGrainId(), kept);
        Assert.DoesNotContain("Morgan", kept.State!.Json, StringComparison.Ordinal);
        Assert.Contains(id, kept.State.Json, StringComparison.Ordinal);
    }
}

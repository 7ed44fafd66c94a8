using Luxe.Contracts.Associates;
using Luxe.Contracts.Consent;
using Luxe.Contracts.Customers;
using Luxe.Contracts.Stores;
using Luxe.Grains.Tests.Hosting;

namespace Luxe.Grains.Tests.Stores;

/// <summary>What a store owes the inboxes is told in the end, whatever fails first. A process that is killed is not proven here, only an activation that ends.</summary>
[Collection(ClusterTests.Name)]
public sealed class StoreFaultTests(GrainsCluster cluster)
{
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(10);

    [Fact]
    public async Task SetShift_TheInboxFailsAndItIsTriedAgain_DeliversTheDispatch()
    {
        var (associate, store) = await WaitingAlone();

        await Store(store).SetShift(associate, true);

        Assert.Equal(InboxState.Open, Assert.Single((await cluster.Inbox(associate).GetOpen()).Open).State);
    }

    [Fact]
    public async Task OnActivate_AWordWasSavedAndNotTold_TellsIt()
    {
        var (associate, store) = await WaitingAlone();
        await GrainsCluster.Last(() => Floor(store).Get());

        await Floor(store).GetFloor();

        Assert.Equal(InboxState.Open, Assert.Single((await cluster.Inbox(associate).GetOpen()).Open).State);
    }

    [Fact]
    public async Task Escalate_AnInboxFails_IsToldLater()
    {
        var (one, two) = (GrainsCluster.New("a"), GrainsCluster.New("b"));
        var store = await cluster.Store(TimeSpan.FromMilliseconds(50), one, two);
        var (floor, tablet) = (new Watching<FloorView>(), new Watching<InboxEntry>());
        await Floor(store).Subscribe(cluster.Grains.CreateObjectReference<IFloorObserver>(floor));
        await cluster.Inbox(two).Subscribe(cluster.Grains.CreateObjectReference<IInboxObserver>(tablet));
        var id = await cluster.Client(ConsentTier.Category);
        await cluster.Customer(id).Assign(one);
        BrokenInbox.RefusesWrites[two] = true;
        var outcome = await Store(store).Arrive(id, Visit(store, "v1"));
        await floor.Until(static view => view.Guests is [{ State: DispatchState.Escalated }]);

        BrokenInbox.RefusesWrites.TryRemove(two, out _);

        Assert.Equal(outcome.DispatchId, (await tablet.Next()).ItemId);
        GC.KeepAlive(floor);
        GC.KeepAlive(tablet);
    }

    [Fact]
    public async Task Claim_AgainAfterAColleaguesInboxFailed_TakesItFromHer()
    {
        var (one, two) = (GrainsCluster.New("a"), GrainsCluster.New("b"));
        var store = await cluster.Store(TimeSpan.FromMilliseconds(1), one, two);
        var tablets = new Watching<InboxEntry>();
        await cluster.Inbox(one).Subscribe(cluster.Grains.CreateObjectReference<IInboxObserver>(tablets));
        await cluster.Inbox(two).Subscribe(cluster.Grains.CreateObjectReference<IInboxObserver>(tablets));
        var outcome = await Store(store).Arrive(await cluster.Client(ConsentTier.Category), Visit(store, "v1"));
        await tablets.Next();
        await tablets.Next();
        BrokenInbox.RefusesWrites[two] = true;
        await Assert.ThrowsAnyAsync<Exception>(() => Store(store).Claim(outcome.DispatchId!, one));
        BrokenInbox.RefusesWrites.TryRemove(two, out _);

        Assert.Equal(DispatchOutcome.Done, await Store(store).Claim(outcome.DispatchId!, one));

        Assert.Empty((await cluster.Inbox(two).GetOpen()).Open);
        Assert.All(await cluster.Inbox(two).Read(0, 10), static entry => Assert.Null(entry.Item));
        Assert.Equal(InboxState.Claimed, Assert.Single((await cluster.Inbox(one).GetOpen()).Open).State);
        GC.KeepAlive(tablets);
    }

    [Fact]
    public async Task OnActivate_AClientCannotBeLoaded_TheStoreOpensForTheOthers()
    {
        var associate = GrainsCluster.New("a");
        var store = await cluster.Store(Long, associate);
        var (broken, other) = (await cluster.Client(ConsentTier.Category), await cluster.Client(ConsentTier.Category));
        await Store(store).Arrive(broken, Visit(store, "v1"));
        await GrainsCluster.Last(() => Floor(store).Get());
        await GrainsCluster.Last(() => cluster.Views(broken).GetConsent());
        BrokenJournal.Unreadable[broken] = true;

        Assert.Single((await Floor(store).GetFloor()).Guests);
        Assert.Equal(ArrivalResult.Dispatched, (await Store(store).Arrive(other, Visit(store, "v2"))).Result);

        BrokenJournal.Unreadable.TryRemove(broken, out _);
    }

    /// <summary>A client waits; an associate comes on shift, and her inbox fails at that moment.</summary>
    private async Task<(string Associate, string Store)> WaitingAlone()
    {
        var associate = GrainsCluster.New("a");
        var store = await cluster.Store(Long);
        await Store(store).Arrive(await cluster.Client(ConsentTier.Category), Visit(store, "v1"));
        BrokenInbox.RefusesWrites[associate] = true;
        await Assert.ThrowsAnyAsync<Exception>(() => Store(store).SetShift(associate, true));
        BrokenInbox.RefusesWrites.TryRemove(associate, out _);
        return (associate, store);
    }

    private IStoreGrain Store(string id) => cluster.Grains.GetGrain<IStoreGrain>(id);

    private IStoreFloor Floor(string id) => cluster.Grains.GetGrain<IStoreFloor>(id);

    private static Visit Visit(string store, string eventId) => new(eventId, store, "qr", DateTimeOffset.UtcNow);
}

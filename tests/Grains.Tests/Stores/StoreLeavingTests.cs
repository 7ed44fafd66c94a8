using Luxe.Contracts.Access;
using Luxe.Contracts.Associates;
using Luxe.Contracts.Consent;
using Luxe.Contracts.Customers;
using Luxe.Contracts.Stores;
using Luxe.Grains.Tests.Hosting;
using Luxe.Storage;

namespace Luxe.Grains.Tests.Stores;

/// <summary>A client goes, or is somewhere else, or nobody saw her leave.</summary>
[Collection(ClusterTests.Name)]
public sealed class StoreLeavingTests(GrainsCluster cluster) : StoreScene(cluster)
{
    [Fact]
    public async Task Depart_ClosesTheDispatchAndTheArrivalPrompt()
    {
        var associate = GrainsCluster.New("a");
        var store = await Cluster.Store(Long, associate);
        var id = await Cluster.Client(ConsentTier.Category);
        await Store(store).Arrive(id, Visit(store, "v1"));

        await Store(store).Depart(id, Visit(store, "v1"));

        Assert.Empty((await Floor(store).GetFloor()).Guests);
        Assert.Empty((await Cluster.Inbox(associate).GetOpen()).Open);
        Assert.Empty((await Cluster.Views(id).GetBrief(new Viewer(associate, ViewerRole.Associate, "brief")))!.Prompts);
        Assert.Equal(ArrivalResult.Repeated, (await Store(store).Arrive(id, Visit(store, "v1"))).Result);
        Assert.Equal(ArrivalResult.Dispatched, (await Store(store).Arrive(id, Visit(store, "v2"))).Result);
    }

    [Fact]
    public async Task Arrive_AtAnotherStoreWithoutHavingLeft_EndsTheVisitAtTheFirst()
    {
        var (one, two) = (GrainsCluster.New("a"), GrainsCluster.New("b"));
        var (first, second) = (await Cluster.Store(Long, one), await Cluster.Store(Long, two));
        var floor = new Watching<FloorView>();
        await Floor(first).Subscribe(Cluster.Grains.CreateObjectReference<IFloorObserver>(floor));
        var id = await Cluster.Client(ConsentTier.Category);
        await Store(first).Arrive(id, Visit(first, "v1"));
        await floor.Until(static view => view.Guests.Length == 1);

        await Store(second).Arrive(id, Visit(second, "v2"));
        await floor.Until(static view => view.Guests.IsEmpty);

        Assert.Single((await Floor(second).GetFloor()).Guests);
        Assert.All(await Cluster.Inbox(one).Read(0, 10), static entry => Assert.Equal((InboxState.Expired, null), (entry.State, entry.Item)));

        // She comes back: that is a visit of its own.
        Assert.Equal(ArrivalResult.Dispatched, (await Store(first).Arrive(id, Visit(first, "v3"))).Result);
        GC.KeepAlive(floor);
    }

    [Fact]
    public async Task Arrive_AfterAGuestNobodySawLeave_TakesHerBriefFromTheInbox()
    {
        var (store, associate, forgotten) = await NobodySawLeave();
        var other = GrainsCluster.New("b");
        await Store(store).SetShift(other, true);
        await Store(store).SetShift(associate, false);

        var next = await Store(store).Arrive(await Cluster.Client(ConsentTier.Category), Visit(store, "v2"));

        Assert.Equal(next.DispatchId, Assert.Single((await Floor(store).GetFloor()).Guests).DispatchId);
        Assert.True((await Cluster.Service<IInboxStore>().GetAsync(associate, forgotten))!.Payload.IsEmpty);
    }

    [Fact]
    public async Task OnActivate_AGuestNobodySawLeave_IsTakenFromTheInbox()
    {
        var (store, associate, forgotten) = await NobodySawLeave();
        await GrainsCluster.Last(() => Floor(store).Get());

        await Floor(store).GetFloor();

        Assert.True((await Cluster.Service<IInboxStore>().GetAsync(associate, forgotten))!.Payload.IsEmpty);
    }

    /// <summary>A client who came the day before yesterday, was seen to, and whose departure nobody reported.</summary>
    private async Task<(string Store, string Associate, string DispatchId)> NobodySawLeave()
    {
        var associate = GrainsCluster.New("a");
        var store = await Cluster.Store(Long, associate);
        var outcome = await Store(store).Arrive(await Cluster.Client(ConsentTier.Category), Visit(store, "v1") with { At = Now.AddDays(-2) });
        await Store(store).Acknowledge(outcome.DispatchId!, associate);
        Assert.False((await Cluster.Service<IInboxStore>().GetAsync(associate, outcome.DispatchId!))!.Payload.IsEmpty);
        return (store, associate, outcome.DispatchId!);
    }
}

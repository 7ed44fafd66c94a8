using Luxe.Contracts.Associates;
using Luxe.Contracts.Consent;
using Luxe.Contracts.Customers;
using Luxe.Contracts.Prompts;
using Luxe.Contracts.Stores;
using Luxe.Grains.Tests.Customers;
using Luxe.Grains.Tests.Hosting;
using Luxe.Storage;

namespace Luxe.Grains.Tests.Stores;

/// <summary>A client comes: whom the store tells, once, and who answers.</summary>
[Collection(ClusterTests.Name)]
public sealed class StoreGrainTests(GrainsCluster cluster) : StoreScene(cluster)
{
    [Fact]
    public async Task Arrive_ConsideringClient_ReachesTabletWithBriefAndShowsOnTheFloorWhenAcknowledged()
    {
        var associate = GrainsCluster.New("a");
        var store = await Cluster.Store(Long, associate);
        var id = await Cluster.Client(ConsentTier.Behaviour);
        await Cluster.Customer(id).Record([Identified("Morgan"), .. Enumerable.Range(0, 3).Select(i => Interactions.View($"e{i}", "p1", Now.AddHours(-i - 1), "Cognac Tote"))]);
        var tablet = new Watching<InboxEntry>();
        await Cluster.Inbox(associate).Subscribe(Cluster.Grains.CreateObjectReference<IInboxObserver>(tablet));

        var outcome = await Store(store).Arrive(id, Visit(store, "v1"));

        Assert.Equal(ArrivalResult.Dispatched, outcome.Result);
        var entry = await tablet.Next();
        Assert.Equal((1L, outcome.DispatchId, InboxState.Open), (entry.Number, entry.ItemId, entry.State));
        Assert.Equal("Ms Morgan", entry.Item!.Greeting);
        Assert.Equal([PromptKind.ConsideredItem], entry.Item.Brief!.Prompts.Select(static prompt => prompt.Kind));
        Assert.Equal("She came back three times this week to the Cognac Tote and has not decided.", entry.Item.Brief.Prompts[0].Reason);

        Assert.Equal(DispatchOutcome.Done, await Store(store).Acknowledge(outcome.DispatchId!, associate));
        Assert.Equal((2L, InboxState.Acknowledged), ((await tablet.Next()) is var told ? told.Number : 0, told.State));
        var guest = Assert.Single((await Floor(store).GetFloor()).Guests);
        Assert.Equal((id, DispatchState.Acknowledged, associate), (guest.CustomerId, guest.State, guest.AssociateId));
        GC.KeepAlive(tablet);
    }

    [Theory]
    [InlineData(ConsentTier.Identity, Purposes.None)]
    [InlineData(ConsentTier.None, Purposes.InStoreRecognition)]
    public async Task Arrive_WithoutRecognitionConsent_TellsNobodyAndStoresNothing(ConsentTier tier, Purposes purposes)
    {
        var associate = GrainsCluster.New("a");
        var store = await Cluster.Store(Long, associate);
        var id = await Cluster.Client(tier, purposes);
        var head = await Cluster.Service<IJournal>().GetHeadAsync(id);

        var outcome = await Store(store).Arrive(id, Visit(store, "v1"));

        Assert.Equal(new ArrivalOutcome(ArrivalResult.NotRecognised, null), outcome);
        Assert.Equal(0, (await Cluster.Inbox(associate).GetOpen()).LastNumber);
        Assert.Empty((await Floor(store).GetFloor()).Guests);
        Assert.Equal(head, await Cluster.Service<IJournal>().GetHeadAsync(id));
    }

    [Fact]
    public async Task Arrive_Twice_IsOneDispatch()
    {
        var associate = GrainsCluster.New("a");
        var store = await Cluster.Store(Long, associate);
        var id = await Cluster.Client(ConsentTier.Category);

        var first = await Store(store).Arrive(id, Visit(store, "v1"));
        var again = await GrainsCluster.Last(() => Store(store).Arrive(id, Visit(store, "v1")));
        var beacon = await Store(store).Arrive(id, Visit(store, "v2"));

        Assert.Equal(new ArrivalOutcome(ArrivalResult.Repeated, first.DispatchId), again);
        Assert.Equal(again, beacon);
        Assert.Equal(1, (await Cluster.Inbox(associate).GetOpen()).LastNumber);
    }

    [Fact]
    public async Task Arrive_NobodyOnShift_WaitsAndGoesToWhoeverComes()
    {
        var associate = GrainsCluster.New("a");
        var store = await Cluster.Store(Long);
        var id = await Cluster.Client(ConsentTier.Category);
        var outcome = await Store(store).Arrive(id, Visit(store, "v1"));
        Assert.Equal(ArrivalResult.Waiting, outcome.Result);

        await Store(store).SetShift(associate, true);

        Assert.Equal(outcome.DispatchId, Assert.Single((await Cluster.Inbox(associate).GetOpen()).Open).ItemId);
    }

    [Fact]
    public async Task Arrive_NoAnswerInTime_EscalatesToEverybodyOnShift()
    {
        var (one, two) = (GrainsCluster.New("a"), GrainsCluster.New("b"));
        var store = await Cluster.Store(TimeSpan.FromMilliseconds(150), one, two);
        var floor = new Watching<FloorView>();
        await Floor(store).Subscribe(Cluster.Grains.CreateObjectReference<IFloorObserver>(floor));
        var id = await Cluster.Client(ConsentTier.Category);
        await Cluster.Customer(id).Assign(one);

        var outcome = await Store(store).Arrive(id, Visit(store, "v1"));
        var seen = await floor.Until(static view => view.Guests is [{ State: DispatchState.Escalated }]);

        Assert.Null(seen.Guests[0].RespondBy);
        Assert.Equal(outcome.DispatchId, Assert.Single((await Cluster.Inbox(two).GetOpen()).Open).ItemId);
        GC.KeepAlive(floor);
    }

    [Fact]
    public async Task Claim_ManyAtOnce_OneWinsAndTheOthersLoseIt()
    {
        string[] associates = [.. Enumerable.Range(0, 5).Select(static _ => GrainsCluster.New("a"))];
        var store = await Cluster.Store(TimeSpan.FromMilliseconds(1), associates);
        var floor = new Watching<FloorView>();
        await Floor(store).Subscribe(Cluster.Grains.CreateObjectReference<IFloorObserver>(floor));
        var outcome = await Store(store).Arrive(await Cluster.Client(ConsentTier.Category), Visit(store, "v1"));
        await floor.Until(static view => view.Guests is [{ State: DispatchState.Escalated }]);

        var answers = await Task.WhenAll(associates.Select(associate => Store(store).Claim(outcome.DispatchId!, associate)));

        Assert.Single(answers, DispatchOutcome.Done);
        Assert.Equal(4, answers.Count(static answer => answer == DispatchOutcome.Taken));
        var winner = associates[Array.IndexOf(answers, DispatchOutcome.Done)];
        Assert.Equal(winner, Assert.Single((await Floor(store).GetFloor()).Guests).AssociateId);
        foreach (var associate in associates)
        {
            var open = (await Cluster.Inbox(associate).GetOpen()).Open;
            Assert.Equal(associate == winner ? [InboxState.Claimed] : [], open.Select(static entry => entry.State));
        }

        GC.KeepAlive(floor);
    }

    [Fact]
    public async Task GetStores_AfterPut_HoldsTheStore()
    {
        var store = await Cluster.Store(Long);

        Assert.Contains(await Cluster.Grains.GetGrain<IMaisonGrain>(IMaisonGrain.Key).GetStores(), record => record.StoreId == store);
    }

    [Fact]
    public async Task ANewActivation_KnowsTheFloorAsItWas()
    {
        var associate = GrainsCluster.New("a");
        var store = await Cluster.Store(Long, associate);
        await Store(store).Arrive(await Cluster.Client(ConsentTier.Category), Visit(store, "v1"));

        var before = await GrainsCluster.Last(() => Floor(store).GetFloor());
        var after = await Floor(store).GetFloor();

        Assert.Equal(before.Guests.AsEnumerable(), after.Guests);
        Assert.Equal(before.OnShift.AsEnumerable(), after.OnShift);
    }
}

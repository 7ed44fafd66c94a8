using Luxe.Contracts.Access;
using Luxe.Contracts.Associates;
using Luxe.Contracts.Consent;
using Luxe.Contracts.Customers;
using Luxe.Contracts.Prompts;
using Luxe.Contracts.Stores;
using Luxe.Grains.Tests.Customers;
using Luxe.Grains.Tests.Hosting;
using Luxe.Storage;

namespace Luxe.Grains.Tests.Stores;

[Collection(ClusterTests.Name)]
public sealed class StoreGrainTests(GrainsCluster cluster)
{
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(10);

    private static DateTimeOffset Now => DateTimeOffset.UtcNow;

    [Fact]
    public async Task Arrive_ConsideringClient_ReachesTabletWithBriefAndShowsOnTheFloorWhenAcknowledged()
    {
        var associate = GrainsCluster.New("a");
        var store = await cluster.Store(Long, associate);
        var id = await cluster.Client(ConsentTier.Behaviour);
        await cluster.Customer(id).Record([Identified("Morgan"), .. Enumerable.Range(0, 3).Select(i => Interactions.View($"e{i}", "p1", Now.AddHours(-i - 1), "Cognac Tote"))]);
        var tablet = new Watching<InboxEntry>();
        await cluster.Inbox(associate).Subscribe(cluster.Grains.CreateObjectReference<IInboxObserver>(tablet));

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
        var store = await cluster.Store(Long, associate);
        var id = await cluster.Client(tier, purposes);
        var head = await cluster.Service<IJournal>().GetHeadAsync(id);

        var outcome = await Store(store).Arrive(id, Visit(store, "v1"));

        Assert.Equal(new ArrivalOutcome(ArrivalResult.NotRecognised, null), outcome);
        Assert.Equal(0, (await cluster.Inbox(associate).GetOpen()).LastNumber);
        Assert.Empty((await Floor(store).GetFloor()).Guests);
        Assert.Equal(head, await cluster.Service<IJournal>().GetHeadAsync(id));
    }

    [Fact]
    public async Task Arrive_Twice_IsOneDispatch()
    {
        var associate = GrainsCluster.New("a");
        var store = await cluster.Store(Long, associate);
        var id = await cluster.Client(ConsentTier.Category);

        var first = await Store(store).Arrive(id, Visit(store, "v1"));
        var again = await GrainsCluster.Last(() => Store(store).Arrive(id, Visit(store, "v1")));
        var beacon = await Store(store).Arrive(id, Visit(store, "v2"));

        Assert.Equal(new ArrivalOutcome(ArrivalResult.Repeated, first.DispatchId), again);
        Assert.Equal(again, beacon);
        Assert.Equal(1, (await cluster.Inbox(associate).GetOpen()).LastNumber);
    }

    [Fact]
    public async Task Arrive_NobodyOnShift_WaitsAndGoesToWhoeverComes()
    {
        var associate = GrainsCluster.New("a");
        var store = await cluster.Store(Long);
        var id = await cluster.Client(ConsentTier.Category);
        var outcome = await Store(store).Arrive(id, Visit(store, "v1"));
        Assert.Equal(ArrivalResult.Waiting, outcome.Result);

        await Store(store).SetShift(associate, true);

        Assert.Equal(outcome.DispatchId, Assert.Single((await cluster.Inbox(associate).GetOpen()).Open).ItemId);
    }

    [Fact]
    public async Task Arrive_NoAnswerInTime_EscalatesToEverybodyOnShift()
    {
        var (one, two) = (GrainsCluster.New("a"), GrainsCluster.New("b"));
        var store = await cluster.Store(TimeSpan.FromMilliseconds(150), one, two);
        var floor = new Watching<FloorView>();
        await Floor(store).Subscribe(cluster.Grains.CreateObjectReference<IFloorObserver>(floor));
        var id = await cluster.Client(ConsentTier.Category);
        await cluster.Customer(id).Assign(one);

        var outcome = await Store(store).Arrive(id, Visit(store, "v1"));
        var seen = await floor.Until(static view => view.Guests is [{ State: DispatchState.Escalated }]);

        Assert.Null(seen.Guests[0].RespondBy);
        Assert.Equal(outcome.DispatchId, Assert.Single((await cluster.Inbox(two).GetOpen()).Open).ItemId);
        GC.KeepAlive(floor);
    }

    [Fact]
    public async Task Claim_ManyAtOnce_OneWinsAndTheOthersLoseIt()
    {
        string[] associates = [.. Enumerable.Range(0, 5).Select(static _ => GrainsCluster.New("a"))];
        var store = await cluster.Store(TimeSpan.FromMilliseconds(1), associates);
        var floor = new Watching<FloorView>();
        await Floor(store).Subscribe(cluster.Grains.CreateObjectReference<IFloorObserver>(floor));
        var outcome = await Store(store).Arrive(await cluster.Client(ConsentTier.Category), Visit(store, "v1"));
        await floor.Until(static view => view.Guests is [{ State: DispatchState.Escalated }]);

        var answers = await Task.WhenAll(associates.Select(associate => Store(store).Claim(outcome.DispatchId!, associate)));

        Assert.Single(answers, DispatchOutcome.Done);
        Assert.Equal(4, answers.Count(static answer => answer == DispatchOutcome.Taken));
        var winner = associates[Array.IndexOf(answers, DispatchOutcome.Done)];
        Assert.Equal(winner, Assert.Single((await Floor(store).GetFloor()).Guests).AssociateId);
        foreach (var associate in associates)
        {
            var open = (await cluster.Inbox(associate).GetOpen()).Open;
            Assert.Equal(associate == winner ? [InboxState.Claimed] : [], open.Select(static entry => entry.State));
        }

        GC.KeepAlive(floor);
    }

    [Fact]
    public async Task Depart_ClosesTheDispatchAndTheArrivalPrompt()
    {
        var associate = GrainsCluster.New("a");
        var store = await cluster.Store(Long, associate);
        var id = await cluster.Client(ConsentTier.Category);
        await Store(store).Arrive(id, Visit(store, "v1"));

        await Store(store).Depart(id, Visit(store, "v1"));

        Assert.Empty((await Floor(store).GetFloor()).Guests);
        Assert.Empty((await cluster.Inbox(associate).GetOpen()).Open);
        Assert.Empty((await cluster.Views(id).GetBrief(new Viewer(associate, ViewerRole.Associate, "brief")))!.Prompts);
        Assert.Equal(ArrivalResult.Repeated, (await Store(store).Arrive(id, Visit(store, "v1"))).Result);
        Assert.Equal(ArrivalResult.Dispatched, (await Store(store).Arrive(id, Visit(store, "v2"))).Result);
    }

    [Fact]
    public async Task Decide_RecognitionWithdrawnWhileSheIsIn_RecallsTheDispatchAndClearsTheFloor()
    {
        var associate = GrainsCluster.New("a");
        var store = await cluster.Store(Long, associate);
        var floor = new Watching<FloorView>();
        await Floor(store).Subscribe(cluster.Grains.CreateObjectReference<IFloorObserver>(floor));
        var id = await cluster.Client(ConsentTier.Category);
        await Store(store).Arrive(id, Visit(store, "v1"));
        await floor.Until(static view => view.Guests.Length == 1);

        await cluster.Customer(id).Decide(Lives.Decision("no more", ConsentTier.Category, Now, Purposes.None));
        await floor.Until(static view => view.Guests.IsEmpty);

        Assert.All(await cluster.Inbox(associate).Read(0, 10), static entry => Assert.Equal((InboxState.Recalled, null), (entry.State, entry.Item)));
        GC.KeepAlive(floor);
    }

    [Fact]
    public async Task Arrive_AtAnotherStoreWithoutHavingLeft_EndsTheVisitAtTheFirst()
    {
        var (one, two) = (GrainsCluster.New("a"), GrainsCluster.New("b"));
        var (first, second) = (await cluster.Store(Long, one), await cluster.Store(Long, two));
        var floor = new Watching<FloorView>();
        await Floor(first).Subscribe(cluster.Grains.CreateObjectReference<IFloorObserver>(floor));
        var id = await cluster.Client(ConsentTier.Category);
        await Store(first).Arrive(id, Visit(first, "v1"));
        await floor.Until(static view => view.Guests.Length == 1);

        await Store(second).Arrive(id, Visit(second, "v2"));
        await floor.Until(static view => view.Guests.IsEmpty);

        Assert.Single((await Floor(second).GetFloor()).Guests);
        Assert.All(await cluster.Inbox(one).Read(0, 10), static entry => Assert.Equal((InboxState.Expired, null), (entry.State, entry.Item)));

        // She comes back: that is a visit of its own.
        Assert.Equal(ArrivalResult.Dispatched, (await Store(first).Arrive(id, Visit(first, "v3"))).Result);
        GC.KeepAlive(floor);
    }

    [Fact]
    public async Task Decide_RecognitionWithdrawnAfterALateWordOfAnotherStore_ReachesThatStoreToo()
    {
        var (one, two) = (GrainsCluster.New("a"), GrainsCluster.New("b"));
        var (first, second) = (await cluster.Store(Long, one), await cluster.Store(Long, two));
        var (firstFloor, secondFloor) = (new Watching<FloorView>(), new Watching<FloorView>());
        await Floor(first).Subscribe(cluster.Grains.CreateObjectReference<IFloorObserver>(firstFloor));
        await Floor(second).Subscribe(cluster.Grains.CreateObjectReference<IFloorObserver>(secondFloor));
        var id = await cluster.Client(ConsentTier.Category);
        await Store(second).Arrive(id, Visit(second, "v2"));
        await Store(first).Arrive(id, Visit(first, "v1") with { At = Now.AddMinutes(-10) });
        await firstFloor.Until(static view => view.Guests.Length == 1);
        await secondFloor.Until(static view => view.Guests.Length == 1);

        await cluster.Customer(id).Decide(Lives.Decision("no more", ConsentTier.Category, Now, Purposes.None));
        await firstFloor.Until(static view => view.Guests.IsEmpty);
        await secondFloor.Until(static view => view.Guests.IsEmpty);

        foreach (var associate in new[] { one, two })
        {
            Assert.All(await cluster.Inbox(associate).Read(0, 10), static entry => Assert.Equal((InboxState.Recalled, null), (entry.State, entry.Item)));
        }

        GC.KeepAlive(firstFloor);
        GC.KeepAlive(secondFloor);
    }

    [Fact]
    public async Task Decide_LowerTierWhileSheIsIn_TakesBackWhatTheTabletWasTold()
    {
        var associate = GrainsCluster.New("a");
        var store = await cluster.Store(Long, associate);
        var floor = new Watching<FloorView>();
        await Floor(store).Subscribe(cluster.Grains.CreateObjectReference<IFloorObserver>(floor));
        var id = await cluster.Client(ConsentTier.Behaviour);
        await cluster.Customer(id).Record([.. Enumerable.Range(1, 3).Select(static n => Viewed($"view-{n}", "tote", Now.AddDays(-n)))]);
        await Store(store).Arrive(id, Visit(store, "v1"));
        var told = Assert.Single((await cluster.Inbox(associate).GetOpen()).Open);
        Assert.Contains("tote", told.Item!.Brief!.Pieces);

        await cluster.Customer(id).Decide(Lives.Decision("less", ConsentTier.Category, Now, Purposes.InStoreRecognition));
        await floor.Until(static view => view.Guests is [{ Tier: ConsentTier.Category }]);

        var open = Assert.Single((await cluster.Inbox(associate).GetOpen()).Open);
        Assert.Empty(open.Item!.Brief!.Pieces);
        Assert.Empty(open.Item.Brief.Prompts);
        var entries = await cluster.Inbox(associate).Read(0, 10);
        Assert.Equal(2, entries.Length);
        Assert.All(entries, static entry => Assert.Empty(entry.Item!.Brief!.Pieces));
        GC.KeepAlive(floor);
    }

    [Fact]
    public async Task Arrive_AfterAGuestNobodySawLeave_TakesHerBriefFromTheInbox()
    {
        var (store, associate, forgotten) = await NobodySawLeave();
        var other = GrainsCluster.New("b");
        await Store(store).SetShift(other, true);
        await Store(store).SetShift(associate, false);

        var next = await Store(store).Arrive(await cluster.Client(ConsentTier.Category), Visit(store, "v2"));

        Assert.Equal(next.DispatchId, Assert.Single((await Floor(store).GetFloor()).Guests).DispatchId);
        Assert.True((await cluster.Service<IInboxStore>().GetAsync(associate, forgotten))!.Payload.IsEmpty);
    }

    [Fact]
    public async Task OnActivate_AGuestNobodySawLeave_IsTakenFromTheInbox()
    {
        var (store, associate, forgotten) = await NobodySawLeave();
        await GrainsCluster.Last(() => Floor(store).Get());

        await Floor(store).GetFloor();

        Assert.True((await cluster.Service<IInboxStore>().GetAsync(associate, forgotten))!.Payload.IsEmpty);
    }

    [Fact]
    public async Task GetStores_AfterPut_HoldsTheStore()
    {
        var store = await cluster.Store(Long);

        Assert.Contains(await cluster.Grains.GetGrain<IMaisonGrain>(IMaisonGrain.Key).GetStores(), record => record.StoreId == store);
    }

    [Fact]
    public async Task ANewActivation_KnowsTheFloorAsItWas()
    {
        var associate = GrainsCluster.New("a");
        var store = await cluster.Store(Long, associate);
        await Store(store).Arrive(await cluster.Client(ConsentTier.Category), Visit(store, "v1"));

        var before = await GrainsCluster.Last(() => Floor(store).GetFloor());
        var after = await Floor(store).GetFloor();

        Assert.Equal(before.Guests.AsEnumerable(), after.Guests);
        Assert.Equal(before.OnShift.AsEnumerable(), after.OnShift);
    }

    /// <summary>A client who came the day before yesterday, was seen to, and whose departure nobody reported.</summary>
    private async Task<(string Store, string Associate, string DispatchId)> NobodySawLeave()
    {
        var associate = GrainsCluster.New("a");
        var store = await cluster.Store(Long, associate);
        var outcome = await Store(store).Arrive(await cluster.Client(ConsentTier.Category), Visit(store, "v1") with { At = Now.AddDays(-2) });
        await Store(store).Acknowledge(outcome.DispatchId!, associate);
        Assert.False((await cluster.Service<IInboxStore>().GetAsync(associate, outcome.DispatchId!))!.Payload.IsEmpty);
        return (store, associate, outcome.DispatchId!);
    }

    private IStoreGrain Store(string id) => cluster.Grains.GetGrain<IStoreGrain>(id);

    private IStoreFloor Floor(string id) => cluster.Grains.GetGrain<IStoreFloor>(id);

    private static Visit Visit(string store, string eventId) => new(eventId, store, "qr", Now);

    private static Interaction Viewed(string eventId, string product, DateTimeOffset at) => new()
    {
        EventId = eventId,
        Kind = InteractionKind.ProductViewed,
        OccurredAt = at,
        ReceivedAt = at,
        Items = [new InteractionItem(product)],
    };

    private static Interaction Identified(string name) =>
        Interactions.Of(InteractionKind.Identified, "who", null, Now) with { Traits = new Traits { Title = "Ms", FamilyName = name } };
}

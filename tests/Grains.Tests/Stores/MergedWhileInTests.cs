using Luxe.Contracts.Associates;
using Luxe.Contracts.Consent;
using Luxe.Contracts.Customers;
using Luxe.Contracts.Stores;
using Luxe.Grains.Tests.Customers;
using Luxe.Grains.Tests.Hosting;
using Luxe.Grains.Tests.Merges;
using Luxe.Tests;

namespace Luxe.Grains.Tests.Stores;

/// <summary>Clients who are merged, and taken apart again, while an associate looks at them; the real grains over both databases.</summary>
[Collection(MergeTests.Name)]
public sealed class MergedWhileInTests(MergeHouses houses)
{
    private static DateTimeOffset Now => DateTimeOffset.UtcNow;

    [Theory, OnSqlite, OnPostgres]
    public async Task Absorb_TheAbsorbedIsServed_FloorBriefAndDepartureFollowAndComeBackOnUndo(string provider)
    {
        using var day = await Day.At(await houses.On(provider), "a");
        var (kept, guest) = (await day.Client("Valmont"), await day.Client("Walmont"));
        var arrived = await day.Store.Arrive(guest, day.Visit("v1"));
        await day.Store.Acknowledge(arrived.DispatchId!, day.Associates[0]);
        var seen = (await day.Inbox(0).GetOpen()).LastNumber;

        await day.Merge(kept, guest, "m1");
        await day.Until(floor => floor.Guests is [var one] && one.CustomerId == kept);

        var item = Assert.Single((await day.Inbox(0).GetOpen()).Open);
        Assert.Equal((arrived.DispatchId, InboxState.Acknowledged, kept, kept), (item.ItemId, item.State, item.Item!.CustomerId, item.Item.Brief!.CustomerId));

        // A tablet that was away for the merge: the rest of the numbers, none of which tells of the former id.
        var missed = await day.Inbox(0).Read(seen, 100);
        Assert.Contains(missed, entry => entry.ItemId == arrived.DispatchId && entry.Item?.CustomerId == kept);
        Assert.All(await day.Inbox(0).Read(0, 100), entry => Assert.True(entry.Item is null || entry.Item.CustomerId == kept || entry.Number <= seen));

        await day.Undo(kept, guest, "m1");
        await day.Until(floor => floor.Guests is [var one] && one.CustomerId == guest);
        item = Assert.Single((await day.Inbox(0).GetOpen()).Open);
        Assert.Equal((arrived.DispatchId, InboxState.Acknowledged, guest, "Ms Walmont"), (item.ItemId, item.State, item.Item!.Brief!.CustomerId, item.Item.Greeting));

        await day.Store.Depart(kept, day.Visit("v2"));
        Assert.Single((await day.Floor()).Guests);
        await day.Store.Depart(guest, day.Visit("v3"));
        Assert.Empty((await day.Floor()).Guests);
        Assert.Empty((await day.Inbox(0).GetOpen()).Open);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Absorb_TheSurvivorIsServed_HerBriefTellsOfBothUntilItIsUndone(string provider)
    {
        using var day = await Day.At(await houses.On(provider), "a");
        var (guest, other) = (await day.Client("Valmont"), await day.Client("Valmont"));
        await day.House.Customer(other).Record([.. Enumerable.Range(1, 3).Select(n => Interactions.View($"{other}-{n}", "tote", Now.AddDays(-n), "Cognac Tote"))]);
        await day.Store.Arrive(guest, day.Visit("v1"));
        Assert.DoesNotContain("tote", (await day.Brief(0)).Pieces);

        await day.Merge(guest, other, "m1");
        await day.Told(0, static brief => brief.Pieces.Contains("tote"));
        Assert.Contains((await day.Brief(0)).Prompts, static prompt => prompt.Products.Contains("tote"));

        await day.Undo(guest, other, "m1");
        await day.Told(0, static brief => !brief.Pieces.Contains("tote"));
        Assert.Empty((await day.Brief(0)).Prompts);
        Assert.Equal(guest, Assert.Single((await day.Floor()).Guests).CustomerId);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Absorb_BothAreIn_OneVisitRemainsAndBothAreBackOnUndo(string provider)
    {
        using var day = await Day.At(await houses.On(provider), "a", "b");
        var (one, two) = (await day.Client("Valmont", day.Associates[0]), await day.Client("Walmont", day.Associates[1]));
        var first = await day.Store.Arrive(one, day.Visit("v1"));
        var second = await day.Store.Arrive(two, day.Visit("v2"));
        await day.Store.Acknowledge(first.DispatchId!, day.Associates[0]);
        await day.Store.Claim(second.DispatchId!, day.Associates[1]);

        await day.Merge(one, two, "m1");
        var floor = await day.Until(static floor => floor.Guests.Length == 1);

        Assert.Equal((one, second.DispatchId, DispatchState.Serving), (floor.Guests[0].CustomerId, floor.Guests[0].DispatchId, floor.Guests[0].State));
        Assert.Empty((await day.Inbox(0).GetOpen()).Open);
        Assert.Equal(one, Assert.Single((await day.Inbox(1).GetOpen()).Open).Item!.Brief!.CustomerId);
        Assert.Equal(new ArrivalOutcome(ArrivalResult.Repeated, second.DispatchId), await day.Store.Arrive(one, day.Visit("v1")));

        await day.Undo(one, two, "m1");
        floor = await day.Until(static floor => floor.Guests.Length == 2);

        Assert.Equal([(first.DispatchId!, one, DispatchState.Acknowledged), (second.DispatchId!, two, DispatchState.Serving)], floor.Guests.Select(static guest => (guest.DispatchId, guest.CustomerId, guest.State)));
        var back = Assert.Single((await day.Inbox(0).GetOpen()).Open);
        Assert.Equal((first.DispatchId, InboxState.Acknowledged, "Ms Valmont"), (back.ItemId, back.State, back.Item!.Greeting));
        Assert.Equal("Ms Walmont", Assert.Single((await day.Inbox(1).GetOpen()).Open).Item!.Greeting);
    }

    [Theory]
    [InlineData("sqlite", 0)]
    [InlineData("sqlite", 1)]
    public async Task Depart_ByEitherDoor_EndsTheOneVisitThatRemainsOfTwo(string provider, int which)
    {
        using var day = await Day.At(await houses.On(provider), "a", "b");
        string[] doors = [await day.Client("Valmont"), await day.Client("Walmont")];
        await day.Store.Arrive(doors[0], day.Visit("v1"));
        await day.Store.Arrive(doors[1], day.Visit("v2"));
        await day.Merge(doors[0], doors[1], "m1");

        await day.Store.Depart(doors[which], day.Visit("v3"));

        Assert.Empty((await day.Floor()).Guests);
        Assert.Empty((await day.Inbox(0).GetOpen()).Open);
        Assert.Empty((await day.Inbox(1).GetOpen()).Open);
        await day.Undo(doors[0], doors[1], "m1");
        foreach (var (door, visit) in doors.Zip(["v1", "v2"]))
        {
            Assert.Equal(ArrivalResult.Repeated, (await day.Store.Arrive(door, day.Visit(visit))).Result);
        }

        Assert.Empty((await day.Floor()).Guests);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Arrive_ByBothDoorsOfAMergedClient_AreTwoVisitsOnceItIsUndone(string provider)
    {
        using var day = await Day.At(await houses.On(provider), "a", "b");
        var (one, two) = (await day.Client("Valmont"), await day.Client("Walmont"));
        await day.Merge(one, two, "m1");
        var first = await day.Store.Arrive(one, day.Visit("v1"));
        Assert.Equal(new ArrivalOutcome(ArrivalResult.Repeated, first.DispatchId), await day.Store.Arrive(two, day.Visit("v2")));

        await day.Undo(one, two, "m1");
        var floor = await day.Until(static floor => floor.Guests.Length == 2);

        Assert.Equal([one, two], floor.Guests.Select(static guest => guest.CustomerId));
        Assert.All(floor.Guests, static guest => Assert.Equal(DispatchState.Sent, guest.State));
        Assert.Equal(["Ms Valmont", "Ms Walmont"], new[] { await day.Inbox(0).GetOpen(), await day.Inbox(1).GetOpen() }.SelectMany(static inbox => inbox.Open).Select(static entry => entry.Item!.Greeting).Order());
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Absorb_TwoInTwoStores_EndsNeitherVisit(string provider)
    {
        using var day = await Day.At(await houses.On(provider), "a");
        using var elsewhere = await Day.At(day.House, "b");
        var (one, two) = (await day.Client("Valmont"), await day.Client("Walmont"));
        await day.Store.Arrive(one, day.Visit("v1"));
        await elsewhere.Store.Arrive(two, elsewhere.Visit("v2"));

        await day.Merge(one, two, "m1");
        await elsewhere.Ask(two);
        await day.Ask(one);
        Assert.Equal((one, one), (Assert.Single((await day.Floor()).Guests).CustomerId, Assert.Single((await elsewhere.Floor()).Guests).CustomerId));

        await day.Undo(one, two, "m1");
        await elsewhere.Ask(two);
        await day.Ask(one);
        Assert.Equal((one, two), (Assert.Single((await day.Floor()).Guests).CustomerId, Assert.Single((await elsewhere.Floor()).Guests).CustomerId));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Arrive_BesideMergesAndUndoings_IsOneGuestWhileMergedAndTwoAfterwards(string provider)
    {
        using var day = await Day.At(await houses.On(provider), "a", "b");
        for (var round = 0; round < 6; round++)
        {
            var (one, two) = (await day.Client("Valmont"), await day.Client("Walmont"));
            await Task.WhenAll(day.Store.Arrive(one, day.Visit($"one-{round}")), day.Store.Arrive(two, day.Visit($"two-{round}")), day.House.Absorb(one, two, $"m-{round}"));
            await Task.WhenAll(day.House.Merges(one).CatchUp(), day.House.Merges(two).CatchUp());
            await day.Ask(one);

            Assert.Equal(one, Assert.Single((await day.Floor()).Guests).CustomerId);
            Assert.Equal(one, Assert.Single((await day.Inbox(0).GetOpen()).Open.Concat((await day.Inbox(1).GetOpen()).Open)).Item!.Brief!.CustomerId);

            await Task.WhenAll(day.House.Merges(one).Undo($"m-{round}", "ho-1"), day.Store.Arrive(two, day.Visit($"two-{round}")));
            await Task.WhenAll(day.House.Merges(one).CatchUp(), day.House.Merges(two).CatchUp());
            await day.Ask(two);

            Assert.Equal(new[] { one, two }.Order(), (await day.Floor()).Guests.Select(static guest => guest.CustomerId).Order());
            Assert.Equal(2, (await day.Inbox(0).GetOpen()).Open.Length + (await day.Inbox(1).GetOpen()).Open.Length);
            await Task.WhenAll(day.Store.Depart(one, day.Visit($"out-1-{round}")), day.Store.Depart(two, day.Visit($"out-2-{round}")));
            Assert.Empty((await day.Floor()).Guests);
        }
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Absorb_TheOtherRefusesRecognition_TakesHerOffTheFloor(string provider)
    {
        using var day = await Day.At(await houses.On(provider), "a");
        var (guest, other) = (await day.Client("Valmont"), await day.Client("Valmont", recognition: false));
        await day.Store.Arrive(guest, day.Visit("v1"));

        await day.Merge(guest, other, "m1");
        await day.Until(static floor => floor.Guests.IsEmpty);

        Assert.All(await day.Inbox(0).Read(0, 100), static entry => Assert.Null(entry.Item));
        Assert.Equal(ArrivalResult.NotRecognised, (await day.Store.Arrive(guest, day.Visit("v2"))).Result);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task OnActivate_TheStoreWasNotToldOfMergesAndUndoings_FindsOut(string provider)
    {
        using var day = await Day.At(await houses.On(provider), "a", "b");
        var (one, two) = (await day.Client("Valmont"), await day.Client("Walmont"));
        await day.Store.Arrive(one, day.Visit("v1"));
        await day.Store.Arrive(two, day.Visit("v2"));

        // The other silo merges: its own activation of the store is told, which knows nobody, as when this process had just died.
        Assert.Equal(MergeResult.Done, (await day.House.Absorb(one, two, "m1", silo: 1)).Result);
        Assert.Equal(2, (await day.Floor()).Guests.Length);
        await GrainsCluster.Last(day.Floor);
        await Task.WhenAll(day.House.Merges(one).CatchUp(), day.House.Merges(two).CatchUp());
        Assert.Equal(one, Assert.Single((await day.Floor()).Guests).CustomerId);

        Assert.Equal(UndoResult.Done, (await day.House.Merges(one, 1).Undo("m1", "ho-1")).Result);
        await Task.WhenAll(day.House.Merges(one).CatchUp(), day.House.Merges(two).CatchUp());
        await day.Until(static floor => floor.Guests.Length == 2);
    }

    /// <summary>A store with its associates on shift, and a manager who watches the floor.</summary>
    private sealed class Day : IDisposable
    {
        private readonly Watching<FloorView> _floor = new();
        private readonly Watching<InboxEntry>[] _tablets;
        private long _before;

        private Day(MergeHouse house, string store, string[] associates)
        {
            (House, StoreId, Associates) = (house, store, associates);
            _tablets = [.. associates.Select(static _ => new Watching<InboxEntry>())];
        }

        public MergeHouse House { get; }

        public string[] Associates { get; }

        public IStoreGrain Store => Grains.GetGrain<IStoreGrain>(StoreId);

        private string StoreId { get; }

        private IGrainFactory Grains => House.Service<IGrainFactory>(0);

        public static async Task<Day> At(MergeHouse house, params string[] associates)
        {
            var day = new Day(house, GrainsCluster.New("s"), [.. associates.Select(GrainsCluster.New)]);
            await day.Store.Put(new StoreRecord(day.StoreId, "Rue", "Paris", "FR", "Europe/Paris", "EUR", TimeSpan.FromMinutes(10)));
            for (var i = 0; i < day.Associates.Length; i++)
            {
                await day.Store.SetShift(day.Associates[i], true);
                await day.Inbox(i).Subscribe(day.Grains.CreateObjectReference<IInboxObserver>(day._tablets[i]));
            }

            await day.Grains.GetGrain<IStoreFloor>(day.StoreId).Subscribe(day.Grains.CreateObjectReference<IFloorObserver>(day._floor));
            return day;
        }

        public IInbox Inbox(int associate) => Grains.GetGrain<IInbox>(Associates[associate]);

        /// <summary>Has the store look at her once more; whatever is asked of it next comes after that.</summary>
        public Task Ask(string customerId) => Store.Review(customerId);

        public Task<FloorView> Floor() => Grains.GetGrain<IStoreFloor>(StoreId).GetFloor();

        /// <summary>The first floor since the latest merge or undoing that is what the fact waits for.</summary>
        public Task<FloorView> Until(Func<FloorView, bool> isIt) => _floor.Until(floor => floor.Version > _before && isIt(floor));

        public Task<InboxEntry> Told(int associate, Func<ClientBrief, bool> isIt) => _tablets[associate].Until(entry => entry.Item?.Brief is { } brief && isIt(brief));

        public async Task<ClientBrief> Brief(int associate) => Assert.Single((await Inbox(associate).GetOpen()).Open, static entry => entry.Item!.Brief is not null).Item!.Brief!;

        public Visit Visit(string eventId) => new(eventId, StoreId, "card", Now);

        public async Task<string> Client(string name, string? associate = null, bool recognition = true)
        {
            var id = GrainsCluster.New("c");
            await House.Customer(id).Decide(Lives.Decision("d-" + id, ConsentTier.Behaviour, Now, recognition ? Purposes.InStoreRecognition : Purposes.Email));
            await House.Customer(id).Record([Interactions.Of(InteractionKind.Identified, "i-" + id, null, Now) with { Traits = new Traits { Title = "Ms", FamilyName = name } }]);
            await House.Customer(id).Assign(associate);
            return id;
        }

        public async Task Merge(string survivor, string absorbed, string mergeId)
        {
            _before = (await Floor()).Version;
            Assert.Equal(MergeResult.Done, (await House.Absorb(survivor, absorbed, mergeId)).Result);
            await House.Merges(absorbed).CatchUp();
        }

        public async Task Undo(string survivor, string absorbed, string mergeId)
        {
            _before = (await Floor()).Version;
            Assert.Equal(UndoResult.Done, (await House.Merges(survivor).Undo(mergeId, "ho-1")).Result);
            await House.Merges(absorbed).CatchUp();
        }

        public void Dispose()
        {
            // Pushes are held weakly.
            GC.KeepAlive(_floor);
            GC.KeepAlive(_tablets);
        }
    }
}

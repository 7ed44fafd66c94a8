using Luxe.Contracts.Associates;
using Luxe.Grains.Tests.Hosting;
using Luxe.Storage;

namespace Luxe.Grains.Tests.Associates;

[Collection(ClusterTests.Name)]
public sealed class InboxTests(GrainsCluster cluster)
{
    private readonly string _id = GrainsCluster.New("a");

    private IInbox Inbox => cluster.Inbox(_id);

    [Fact]
    public async Task Deliver_Twice_IsOneEntry()
    {
        var first = await Inbox.Deliver(Item("i1"));
        var second = await GrainsCluster.Last(() => Inbox.Deliver(Item("i1")));
        await Inbox.Settle("i1", InboxState.Expired);
        var third = await Inbox.Deliver(Item("i1"));

        Assert.Equal((1L, 1L, 1L), (first.Number, second.Number, third.Number));
        Assert.Equal(InboxState.Expired, third.State);
        Assert.Equal(2, (await Inbox.GetOpen()).LastNumber);
    }

    [Fact]
    public async Task Read_AfterTheLastSeen_GivesTheRestWithoutGapsOrDoubles()
    {
        for (var i = 1; i <= 30; i++)
        {
            await Inbox.Deliver(Item($"i{i}"));
        }

        await Inbox.Settle("i7", InboxState.Acknowledged);
        var numbers = new List<long>();
        for (long seen = 0; await Inbox.Read(seen, 7) is [.., var last] page; seen = last.Number)
        {
            numbers.AddRange(page.Select(static entry => entry.Number));
        }

        Assert.Equal(Enumerable.Range(1, 31).Select(static i => (long)i), numbers);
    }

    [Fact]
    public async Task Subscribe_ManyDeliveries_ArePushedInOrderAfterTheyAreDurable()
    {
        var tablet = new Watching<InboxEntry>();
        await Inbox.Subscribe(cluster.Grains.CreateObjectReference<IInboxObserver>(tablet));
        await Task.WhenAll(Enumerable.Range(0, 40).Select(i => Inbox.Deliver(Item($"i{i}"))));

        var pushed = new List<long>();
        while (pushed.Count < 40)
        {
            var entry = await tablet.Next();
            pushed.Add(entry.Number);
            Assert.NotNull(await cluster.Service<IInboxStore>().GetAsync(_id, entry.ItemId));
        }

        Assert.Equal(Enumerable.Range(1, 40).Select(static number => (long)number), pushed);
        GC.KeepAlive(tablet);
    }

    [Theory]
    [InlineData(InboxState.Acknowledged)]
    [InlineData(InboxState.Claimed)]
    [InlineData(InboxState.Snoozed)]
    public async Task GetOpen_AfterAnItemWasAnsweredAndTheInboxLivesAgain_HasItsContent(InboxState state)
    {
        await Inbox.Deliver(Item("i1"));
        await GrainsCluster.Last(() => Inbox.Settle("i1", state));

        var entry = Assert.Single((await Inbox.GetOpen()).Open);
        Assert.Equal(("i1", state), (entry.ItemId, entry.State));
        Assert.NotNull(entry.Item);
    }

    [Fact]
    public async Task Settle_UnknownOrEnded_IsNull()
    {
        await Inbox.Deliver(Item("i1"));

        Assert.Null(await Inbox.Settle("i2", InboxState.Claimed));
        Assert.NotNull(await Inbox.Settle("i1", InboxState.Expired));
        Assert.Null(await Inbox.Settle("i1", InboxState.Claimed));
    }

    [Fact]
    public async Task GetOpen_AnOverdueItem_IsNotShownAndIsToldWithTheNextDelivery()
    {
        await Inbox.Deliver(Item("i1") with { ExpiresAt = DateTimeOffset.UtcNow.AddSeconds(-1) });
        Assert.Empty((await Inbox.GetOpen()).Open);

        await Inbox.Deliver(Item("i2"));

        Assert.Equal(
            [("i1", InboxState.Expired), ("i1", InboxState.Expired), ("i2", InboxState.Open)],
            (await Inbox.Read(0, 10)).Select(static entry => (entry.ItemId, entry.State)));
    }

    [Fact]
    public async Task Read_AnOverdueItem_TellsNothingOfIt()
    {
        await Inbox.Deliver(Item("i1") with { ExpiresAt = DateTimeOffset.UtcNow.AddSeconds(-1) });
        await Inbox.Revise(Item("i1") with { ExpiresAt = DateTimeOffset.UtcNow.AddSeconds(-1) });

        Assert.All(await Inbox.Read(0, 10), static entry => Assert.Null(entry.Item));
    }

    [Fact]
    public async Task OnActivate_AnOverdueItem_IsEmptied()
    {
        await GrainsCluster.Last(() => Inbox.Deliver(Item("i1") with { ExpiresAt = DateTimeOffset.UtcNow.AddSeconds(-1) }));

        await Inbox.GetOpen();

        Assert.True((await cluster.Service<IInboxStore>().GetAsync(_id, "i1"))!.Payload.IsEmpty);
    }

    [Fact]
    public async Task OnActivate_AnOverdueItemCannotBeEmptied_TheInboxOpens()
    {
        await GrainsCluster.Last(() => Inbox.Deliver(Item("i1") with { ExpiresAt = DateTimeOffset.UtcNow.AddSeconds(-1) }));
        BrokenInbox.RefusesWrites[_id] = true;

        Assert.Empty((await Inbox.GetOpen()).Open);

        BrokenInbox.RefusesWrites.TryRemove(_id, out _);
    }

    [Fact]
    public async Task Load_AChangeWhoseSecondWriteWasCutOff_IsFinished()
    {
        await GrainsCluster.Last(() => Inbox.Deliver(Item("i1")));

        // The entry that tells of the change is there, the item's own state is not: what a crash between the two leaves.
        var change = Luxe.Grains.Associates.InboxRows.Change(2, "i1", "c", InboxState.Recalled, DateTimeOffset.UtcNow);
        await cluster.Service<IInboxStore>().AppendAsync(new InboxAppend { Associate = _id, ExpectedNumber = 1, Rows = [change] });

        Assert.Empty((await Inbox.GetOpen()).Open);
        Assert.True((await cluster.Service<IInboxStore>().GetAsync(_id, "i1"))!.Payload.IsEmpty);
    }

    [Fact]
    public async Task Deliver_AnotherActivationWroteMeanwhile_TakesTheNextNumber()
    {
        await Inbox.Deliver(Item("i1"));
        var foreign = Luxe.Grains.Associates.InboxRows.First(2, Item("i2"), DateTimeOffset.UtcNow);
        await cluster.Service<IInboxStore>().AppendAsync(new InboxAppend { Associate = _id, ExpectedNumber = 1, Rows = [foreign] });

        Assert.Equal(3, (await Inbox.Deliver(Item("i3"))).Number);
        Assert.Equal(["i3", "i2", "i1"], (await Inbox.GetOpen()).Open.Select(static entry => entry.ItemId));
    }

    [Fact]
    public async Task GetOpen_AfterTheStoreWasAwayForAMoment_HasWhatIsThere()
    {
        await Inbox.Deliver(Item("i1"));
        BrokenInbox.RefusesWrites[_id] = true;
        await Assert.ThrowsAnyAsync<Exception>(() => Inbox.Deliver(Item("i2")));
        BrokenInbox.RefusesReads[_id] = true;
        await Assert.ThrowsAnyAsync<Exception>(() => Inbox.Deliver(Item("i2")));

        // While it is away nobody is told that nothing is open.
        await Assert.ThrowsAnyAsync<Exception>(() => Inbox.GetOpen());

        BrokenInbox.RefusesWrites.TryRemove(_id, out _);
        BrokenInbox.RefusesReads.TryRemove(_id, out _);
        var foreign = Luxe.Grains.Associates.InboxRows.First(2, Item("i2"), DateTimeOffset.UtcNow);
        await cluster.Service<IInboxStore>().AppendAsync(new InboxAppend { Associate = _id, ExpectedNumber = 1, Rows = [foreign] });
        var there = await Inbox.GetOpen();
        Assert.Equal(2, there.LastNumber);
        Assert.Equal(["i2", "i1"], there.Open.Select(static entry => entry.ItemId));
    }

    [Fact]
    public async Task Deliver_AnItemThatWasPassedOnAndComesBack_IsOpenAgain()
    {
        var tablet = new Watching<InboxEntry>();
        await Inbox.Subscribe(cluster.Grains.CreateObjectReference<IInboxObserver>(tablet));
        await Inbox.Deliver(Item("i1"));
        await Inbox.Settle("i1", InboxState.Passed);

        await GrainsCluster.Last(() => Inbox.Deliver(Item("i1") with { Greeting = "Ms Morgan" }));

        (long, InboxState, string?)[] told = [(1, InboxState.Open, "A client"), (2, InboxState.Passed, null), (3, InboxState.Open, "Ms Morgan")];
        foreach (var one in told)
        {
            var entry = await tablet.Next();
            Assert.Equal(one, (entry.Number, entry.State, entry.Item?.Greeting));
        }

        Assert.Equal("Ms Morgan", Assert.Single((await Inbox.GetOpen()).Open).Item!.Greeting);
        Assert.Equal("Ms Morgan", (await Inbox.Read(2, 10)).Single().Item!.Greeting);
        GC.KeepAlive(tablet);
    }

    [Fact]
    public async Task Deliver_AReturnWhoseSecondWriteWasCutOff_IsFinished()
    {
        await Inbox.Deliver(Item("i1"));
        await GrainsCluster.Last(() => Inbox.Settle("i1", InboxState.Passed));
        var back = Luxe.Grains.Associates.InboxRows.Revision(3, Item("i1"), InboxState.Open, DateTimeOffset.UtcNow);
        await cluster.Service<IInboxStore>().AppendAsync(new InboxAppend { Associate = _id, ExpectedNumber = 2, Rows = [back] });
        Assert.Empty((await Inbox.GetOpen()).Open);

        await Inbox.Deliver(Item("i1"));

        Assert.NotNull(Assert.Single((await Inbox.GetOpen()).Open).Item);
    }

    private static InboxItem Item(string id) => new(id, "c", null, null, "A client", "s1", DateTimeOffset.UtcNow, null, DateTimeOffset.UtcNow.AddHours(1));
}

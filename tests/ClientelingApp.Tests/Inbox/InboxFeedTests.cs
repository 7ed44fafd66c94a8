using Luxe.ClientelingApp.Access;
using Luxe.ClientelingApp.Inbox;
using Luxe.ClientelingApp.Tests.House;
using Luxe.Contracts.Access;
using Luxe.Contracts.Associates;
using Luxe.Contracts.Stores;
using Microsoft.Extensions.DependencyInjection;

namespace Luxe.ClientelingApp.Tests.Inbox;

/// <summary>Feeds over real inboxes, each test with an associate of its own.</summary>
[Collection(AppHouseCollection.Name)]
public sealed class InboxFeedTests(AppHouse house)
{
    private readonly string _associate = "a-" + Guid.NewGuid().ToString("N");
    private readonly RecordingTablet _tablet = new();

    private IInbox Inbox => house.Grains.GetGrain<IInbox>(_associate);

    [Fact]
    public async Task Start_ThenDeliveries_TellsEachOnceAndInOrder()
    {
        await using var feed = Open(_tablet);
        await feed.Start();
        await Deliver("d_1", "d_1", "p_1", "d_2");
        await Inbox.Settle("d_1", InboxState.Claimed);
        await Inbox.Settle("d_2", InboxState.Passed);
        Assert.Equal(["1 Arrival Open", "2 Prompt Open", "3 Arrival Open", "4 Arrival Claimed", "5 Recall Passed"], await _tablet.Next(5));
    }

    [Fact]
    public async Task Start_WithItemsThere_ReturnsThemAndTellsOnlyWhatComes()
    {
        await Deliver("d_1", "p_1");
        await Inbox.Settle("d_1", InboxState.Acknowledged);
        await using var feed = Open(_tablet);
        var opening = await feed.Start();
        Assert.Equal(["p_1", "d_1"], opening.Snapshot.Open.Select(e => e.ItemId));
        Assert.Equal([3L], opening.Changes.Select(e => e.Number));
        await Deliver("d_2");
        Assert.Equal(["4 Arrival Open"], await _tablet.Next(1));
    }

    [Fact]
    public async Task Resume_AfterANumber_TellsTheRestAndThenWhatComes()
    {
        await Deliver("d_1", "p_1", "d_2");
        await using var feed = Open(_tablet);
        await feed.Resume(1);
        await Deliver("p_2");
        Assert.Equal(["2 Prompt Open", "3 Arrival Open", "4 Prompt Open"], await _tablet.Next(3));
    }

    [Fact]
    public async Task Resume_AfterMoreThanAPageWasMissed_TellsAllOfIt()
    {
        await Deliver([.. Enumerable.Range(1, 450).Select(i => $"p_{i}")]);
        await using var feed = Open(_tablet);
        await feed.Resume(0);
        Assert.Equal(Enumerable.Range(1, 450).Select(i => $"{i} Prompt Open"), await _tablet.Next(450));
    }

    [Fact]
    public async Task OnEntry_AheadOfSomethingMissing_FillsTheGap()
    {
        await using var feed = Open(_tablet);
        await feed.Start();
        await house.Grains.GetGrain<IInbox>("b-" + _associate).Deliver(Item("d_9")); // Another inbox: nothing of it is told here.
        await Deliver("d_1", "d_2", "d_3");
        var third = (await Inbox.Read(2, 1))[0];
        await ((IInboxObserver)feed).OnEntry(third);
        await ((IInboxObserver)feed).OnEntry(third);
        await Deliver("d_4");
        Assert.Equal(["1 Arrival Open", "2 Arrival Open", "3 Arrival Open", "4 Arrival Open"], await _tablet.Next(4));
    }

    [Fact]
    public async Task Feeds_OfOneAssociate_TellTheSame()
    {
        var other = new RecordingTablet();
        await using var here = Open(_tablet);
        await using var there = Open(other);
        await Task.WhenAll(here.Start(), there.Start());
        await Deliver("d_1", "p_1");
        Assert.Equal(await _tablet.Next(2), await other.Next(2));
    }

    [Fact]
    public async Task Dispose_ThenStart_SaysThatItIsOver()
    {
        var feed = Open(_tablet);
        await feed.Start();
        await feed.DisposeAsync();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => feed.Resume(0));
    }

    [Fact]
    public async Task Answers_ToWhatIsNotHers_AreGone()
    {
        await using var feed = Open(_tablet);
        await feed.Start();
        Assert.Equal(DispatchOutcome.Gone, await feed.Answers.Acknowledge("p_of_somebody_else"));
        Assert.Equal(DispatchOutcome.Gone, await feed.Answers.Claim("d_unknown"));
        Assert.Equal(DispatchOutcome.Gone, await feed.Answers.Snooze("p_of_somebody_else", 5));
    }

    [Fact]
    public async Task Snooze_OfAPrompt_SetsItAsideAgainAndAgain()
    {
        await using var feed = Open(_tablet);
        await feed.Start();
        await Deliver("p_1");
        Assert.Equal(DispatchOutcome.Done, await feed.Answers.Snooze("p_1", 5));
        Assert.Equal(DispatchOutcome.Done, await feed.Answers.Snooze("p_1", 5));
        Assert.Equal(["1 Prompt Open", "2 Prompt Snoozed", "3 Prompt Open", "4 Prompt Snoozed"], await _tablet.Next(4));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(121)]
    public async Task Snooze_OutOfBounds_IsRefused(int minutes)
    {
        await using var feed = Open(_tablet);
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => feed.Answers.Snooze("p_1", minutes));
    }

    private InboxFeed Open(IClientelingClient client) =>
        house.Services.GetRequiredService<InboxFeeds>().Open(new Staff(_associate, "Camille", ViewerRole.Associate, AppHouse.Store), client);

    private async Task Deliver(params string[] itemIds)
    {
        foreach (var id in itemIds)
        {
            await Inbox.Deliver(Item(id));
        }
    }

    private static InboxItem Item(string id) => new(id, "c_1", null, null, "Ms Morgan", AppHouse.Store, DateTimeOffset.UtcNow, null, DateTimeOffset.UtcNow.AddHours(1));
}

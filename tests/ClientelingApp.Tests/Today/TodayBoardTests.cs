using System.Collections.Immutable;
using Luxe.ClientelingApp.Inbox;
using Luxe.ClientelingApp.Today;
using Luxe.Contracts.Associates;
using Luxe.Contracts.Consent;
using Luxe.Contracts.Customers;
using Luxe.Contracts.Prompts;

namespace Luxe.ClientelingApp.Tests.Today;

public sealed class TodayBoardTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Apply_TheSameEntryTwice_ShowsOneCard()
    {
        var board = TodayBoard.Empty.Apply(First(1, "d_1")).Apply(First(1, "d_1"));
        Assert.Single(board.Cards);
    }

    [Theory]
    [InlineData(InboxState.Passed)]
    [InlineData(InboxState.Expired)]
    [InlineData(InboxState.Recalled)]
    public void Apply_WhenAnItemLeaves_ForgetsIt(InboxState state)
    {
        var board = TodayBoard.Empty.Apply(First(1, "d_1")).Apply(Change(2, "d_1", state));
        Assert.Empty(board.Cards);
    }

    [Fact]
    public void Apply_WhenAnArrivalIsAcknowledged_KeepsItAfterThoseThatWait()
    {
        var board = TodayBoard.Empty.Apply(First(1, "d_1")).Apply(First(2, "d_2")).Apply(Change(3, "d_1", InboxState.Acknowledged));
        Assert.Equal(["d_2", "d_1"], board.Arrivals.Select(c => c.Item.ItemId));
        Assert.Equal(1, board.Waiting);
    }

    [Fact]
    public void Apply_WhenAPromptIsAcknowledged_TakesItAway()
    {
        var board = TodayBoard.Empty.Apply(First(1, "p_1")).Apply(Change(2, "p_1", InboxState.Acknowledged));
        Assert.Empty(board.Cards);
    }

    [Fact]
    public void Apply_WhenAnItemIsRevised_HasTheNewWordsAndStandsSinceBefore()
    {
        var board = TodayBoard.Empty.Apply(First(1, "d_1")).Apply(Change(2, "d_1", InboxState.Acknowledged, 5));
        var revised = First(3, "d_1").Item! with { Greeting = "A client" };
        var card = board.Apply(new InboxEntry(3, "d_1", InboxState.Acknowledged, revised, Noon.AddMinutes(9))).Cards["d_1"];
        Assert.Equal(("A client", InboxState.Acknowledged, Noon.AddMinutes(5)), (card.Item.Greeting, card.State, card.ChangedAt));
    }

    [Fact]
    public void Apply_WithNewsOfAnUnknownItem_ChangesNothing() =>
        Assert.Empty(TodayBoard.Empty.Apply(Change(9, "d_9", InboxState.Claimed)).Cards);

    [Fact]
    public void Prompts_ThatAnArrivalTellsAlready_AreNotShownTwice()
    {
        var prompt = First(1, "p_1");
        var arrival = First(2, "d_1") with { Item = First(2, "d_1").Item! with { Brief = Brief(prompt.Item!.Prompt!) } };
        var board = TodayBoard.Empty.Apply(prompt).Apply(arrival);
        Assert.Empty(board.Prompts);
        Assert.Single(board.Arrivals);
    }

    [Fact]
    public void At_WhenTheTimeAsideIsOver_WaitsAgain()
    {
        var aside = TodayBoard.Empty.Apply(First(1, "p_1")).Apply(Change(2, "p_1", InboxState.Snoozed));
        Assert.Equal(0, aside.At(Noon + TodayBoard.Aside - TimeSpan.FromSeconds(1)).Waiting);
        Assert.Equal(1, aside.At(Noon + TodayBoard.Aside).Waiting);
    }

    [Fact]
    public void At_WhenAnItemHasDied_DropsIt() =>
        Assert.Empty(TodayBoard.Empty.Apply(First(1, "d_1")).At(Noon.AddHours(4)).Cards);

    [Fact]
    public void From_ASnapshotAndItsNews_EqualsHavingSeenItAll()
    {
        InboxEntry[] life = [First(1, "d_1"), First(2, "p_1"), Change(3, "d_1", InboxState.Acknowledged, 5), First(4, "d_2"), Change(5, "d_1", InboxState.Claimed, 7), Change(6, "p_1", InboxState.Snoozed, 8)];
        var seen = life.Aggregate(TodayBoard.Empty, (board, entry) => board.Apply(entry));

        var snapshot = new InboxSnapshot(6, [life[3], life[1] with { State = InboxState.Snoozed }, life[0] with { State = InboxState.Claimed }]);
        var fresh = TodayBoard.From(new InboxOpening(snapshot, [.. life.Where(e => e.Item is null)]));

        Assert.Equal(seen.Cards.OrderBy(c => c.Key).Select(c => c.Value), fresh.Cards.OrderBy(c => c.Key).Select(c => c.Value));
    }

    private static InboxEntry First(long number, string id)
    {
        var prompt = InboxItems.IsDispatch(id) ? null : new Prompt(id, PromptKind.WishBackInStock, "c_1", "Back", "It is back.", [], 50, ConsentTier.Behaviour, Noon, Noon.AddHours(4));
        return new InboxEntry(number, id, InboxState.Open, new InboxItem(id, "c_1", null, prompt, "Ms Morgan", "paris", Noon.AddSeconds(number), null, Noon.AddHours(4)), Noon);
    }

    private static InboxEntry Change(long number, string id, InboxState state, int minutes = 0) => new(number, id, state, null, Noon.AddMinutes(minutes));

    private static ClientBrief Brief(Prompt prompt) => new() { CustomerId = "c_1", Greeting = "Ms Morgan", Tier = ConsentTier.Behaviour, Prompts = [prompt] };
}

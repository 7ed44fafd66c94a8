using Luxe.ClientelingApp.Inbox;
using Luxe.Contracts.Associates;

namespace Luxe.ClientelingApp.Tests.Inbox;

public sealed class InboxSequenceTests
{
    [Theory]
    [InlineData(1, Turn.Skip)]
    [InlineData(7, Turn.Skip)]
    [InlineData(8, Turn.Take)]
    [InlineData(9, Turn.Fill)]
    [InlineData(800, Turn.Fill)]
    public void Judge_AfterSeven_TakesOnlyTheNext(long number, Turn turn) =>
        Assert.Equal(turn, new InboxSequence(7).Judge(Entry(number)));

    [Fact]
    public void Judge_BeforeAnythingWasAskedFor_SkipsAll() =>
        Assert.Equal(Turn.Skip, new InboxSequence(long.MaxValue).Judge(Entry(1)));

    [Theory]
    [InlineData(InboxState.Open, false)]
    [InlineData(InboxState.Acknowledged, false)]
    [InlineData(InboxState.Claimed, false)]
    [InlineData(InboxState.Snoozed, false)]
    [InlineData(InboxState.Passed, true)]
    [InlineData(InboxState.Expired, true)]
    [InlineData(InboxState.Recalled, true)]
    public void Leaves_OfAState_IsTrueWhenTheItemIsForgotten(InboxState state, bool leaves) =>
        Assert.Equal(leaves, InboxItems.Leaves(state));

    private static InboxEntry Entry(long number) => new(number, "d_1", InboxState.Open, null, DateTimeOffset.UnixEpoch);
}

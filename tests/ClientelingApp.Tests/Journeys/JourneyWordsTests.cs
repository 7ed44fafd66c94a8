using Luxe.ClientelingApp.Journeys;
using Luxe.Contracts.Customers;

namespace Luxe.ClientelingApp.Tests.Journeys;

public sealed class JourneyWordsTests
{
    public static TheoryData<InteractionKind> Kinds => [.. Enum.GetValues<InteractionKind>()];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Say_OfEveryKind_HasWordsEvenWhenTheSourceSaidLittle(InteractionKind kind) =>
        Assert.NotEmpty(JourneyWords.Say(Step(kind), item => item.ProductId));

    [Fact]
    public void Say_OfAPurchaseOfThree_NamesOneAndCountsTheRest()
    {
        var step = Step(InteractionKind.OrderCompleted) with { Items = [new("Cardigan"), new("Trousers"), new("Scarf")] };
        Assert.Equal("Bought Cardigan and 2 more pieces", JourneyWords.Say(step, item => item.ProductId));
    }

    [Fact]
    public void Detail_OfAnOrder_SaysWhereForHowMuchAndUnderWhichNumber()
    {
        var step = Step(InteractionKind.OrderCompleted) with { Channel = Channel.Web, Value = 1240m, Currency = "EUR", Reference = "LX-7" };
        Assert.Equal("Online · € 1,240 · LX-7", JourneyWords.Detail(step));
    }

    [Fact]
    public void Detail_WhenNothingMoreIsKnown_IsEmpty() =>
        Assert.Empty(JourneyWords.Detail(Step(InteractionKind.CartViewed)));

    private static Interaction Step(InteractionKind kind) =>
        new() { EventId = "e", Kind = kind, OccurredAt = DateTimeOffset.UnixEpoch, ReceivedAt = DateTimeOffset.UnixEpoch };
}

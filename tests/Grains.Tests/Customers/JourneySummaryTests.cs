using Luxe.Contracts.Access;
using Luxe.Contracts.Consent;
using Luxe.Contracts.Customers;
using Luxe.Grains.Customers;

namespace Luxe.Grains.Tests.Customers;

/// <summary>Each figure of a life is told from the tier on that it needs, and to nobody who may not see it.</summary>
public sealed class JourneySummaryTests
{
    private static readonly DateTimeOffset Noon = Lives.Start;

    [Fact]
    public void Profile_AtCategory_TellsOfPurchasesAndVisitsOnly()
    {
        var summary = Summary(ConsentTier.Category)!;

        Assert.Equal((1, 1, 900m, 1), Assert.Single(summary.Periods) is var month ? (month.Orders, month.Pieces, month.Spend[0].Amount, month.Visits) : default);
        Assert.Equal((0, 0, 0, TimeSpan.Zero), (summary.Periods[0].Views, summary.Periods[0].Reads, summary.Periods[0].Searches, summary.Periods[0].Dwell));
        Assert.Equal((Noon, 1, 1, 0d), (summary.FirstPurchaseAt, summary.DaysSincePurchase, summary.OrdersInAYear, summary.ReturnRate));
        Assert.Equal([Channel.Store], summary.Channels.Select(static contact => contact.Channel));
        AssertNoPatterns(summary);
    }

    [Fact]
    public void Profile_AtBehaviour_AddsWhatSheDidAndNoPatterns()
    {
        var summary = Summary(ConsentTier.Behaviour)!;

        Assert.Equal((2, 1, TimeSpan.FromSeconds(70)), (summary.Periods[0].Views, summary.Periods[0].Reads, summary.Periods[0].Dwell));
        Assert.Equal([Channel.Web, Channel.Store], summary.Channels.Select(static contact => contact.Channel));
        AssertNoPatterns(summary);
    }

    [Fact]
    public void Profile_AtIdentity_AddsPatterns()
    {
        var summary = Summary(ConsentTier.Identity)!;

        Assert.Equal(("bags", 2), (summary.Interests[0].Name, summary.Interests[0].Count));
        Assert.Equal("The making of a bag", Assert.Single(summary.Topics).Name);
        Assert.Equal((24, 7, 5, 5), (summary.Hours.Length, summary.Days.Length, summary.Hours.Sum(), summary.Days.Sum()));
        Assert.Equal(5, summary.Days[0]);
    }

    [Fact]
    public void Profile_AfterADowngrade_HasForgottenWhatLayAbove()
    {
        var client = Client();
        client.Decide(ConsentTier.Category, Noon.AddHours(8));
        client.Decide(ConsentTier.Identity, Noon.AddHours(9));

        var summary = CustomerCut.Profile("c", client.State, ViewerRole.HeadOffice, Noon.AddDays(1))!.Summary!;

        Assert.Equal((0, 1), (summary.Periods[0].Views, summary.Periods[0].Orders));
        Assert.Empty(summary.Interests);
        Assert.Empty(summary.Topics);
        Assert.Equal(2, summary.Hours.Sum());
    }

    [Theory]
    [InlineData(ViewerRole.PrivacyOfficer, false)]
    [InlineData(ViewerRole.Associate, true)]
    [InlineData(ViewerRole.HeadOffice, true)]
    [InlineData(ViewerRole.Client, true)]
    public void Profile_EachRole_SeesFiguresOrNot(ViewerRole role, bool sees) =>
        Assert.Equal(sees, CustomerCut.Profile("c", Client().State, role, Noon.AddDays(1))!.Summary is not null);

    [Fact]
    public void Profile_BelowCategory_HasNoFigures() => Assert.Null(Summary(ConsentTier.None));

    [Fact]
    public void Profile_EventsThatComeWeeksLate_CountWhenTheyHappened()
    {
        var client = Client();
        client.Record([Interactions.View("late", "p9", Noon.AddDays(-40)) with { ReceivedAt = Noon }], Noon.AddHours(7));

        var periods = CustomerCut.Profile("c", client.State, ViewerRole.HeadOffice, Noon.AddDays(1))!.Summary!.Periods;

        Assert.Equal([(2026, 9, 1), (2026, 11, 2)], periods.Select(static period => (period.Year, period.Month!.Value, period.Views)));
    }

    private static void AssertNoPatterns(JourneySummary summary)
    {
        Assert.Empty(summary.Interests);
        Assert.Empty(summary.Topics);
        Assert.Empty(summary.Hours);
        Assert.Empty(summary.Days);
    }

    private static JourneySummary? Summary(ConsentTier tier) =>
        CustomerCut.Profile("c", Client().State with { Consent = new ConsentView(tier, Purposes.InStoreRecognition, "n", Noon) }, ViewerRole.HeadOffice, Noon.AddDays(1))!.Summary;

    private static PaperClient Client()
    {
        var client = Interactions.ClientAt(ConsentTier.Identity);
        InteractionItem bag = new("p1", "bags");
        client.Record(
        [
            Interactions.Of(InteractionKind.OrderCompleted, "e1", null, Noon) with { Items = [bag], Value = 900, Currency = "EUR", Channel = Channel.Store },
            Interactions.Of(InteractionKind.Arrived, "e2", null, Noon.AddHours(1)) with { StoreId = "s1", Channel = Channel.Store },
            Interactions.Of(InteractionKind.ProductViewed, "e3", null, Noon.AddHours(2)) with { Items = [bag], Dwell = TimeSpan.FromSeconds(30) },
            Interactions.Of(InteractionKind.ProductViewed, "e4", null, Noon.AddHours(3)) with { Items = [bag] },
            Interactions.Of(InteractionKind.ContentViewed, "e5", null, Noon.AddHours(4)) with { Topic = "The making of a bag", Dwell = TimeSpan.FromSeconds(40) },
        ], Noon.AddHours(6));
        return client;
    }
}

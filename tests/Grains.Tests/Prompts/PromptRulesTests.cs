using Luxe.Contracts.Consent;
using Luxe.Contracts.Customers;
using Luxe.Contracts.Prompts;
using Luxe.Grains.Prompts;
using Luxe.Grains.Tests.Customers;

namespace Luxe.Grains.Tests.Prompts;

/// <summary>Each rule: when it speaks, that it does not repeat itself, and how its prompt dies.</summary>
public sealed class PromptRulesTests
{
    private static readonly DateTimeOffset Noon = Lives.Start;

    [Fact]
    public void Considered_ThreeViewsWithinAWeek_SpeaksOnceInWordsOneCanSay()
    {
        var client = Considering("the cognac tote");

        var prompt = Assert.Single(Open(client));
        Assert.Equal(PromptKind.ConsideredItem, prompt.Kind);
        Assert.Equal("She came back three times this week to the cognac tote and has not decided.", prompt.Reason);
        client.Record([Interactions.View("e4", "p1", Noon.AddDays(2))], Noon.AddDays(2));
        Assert.Single(client.Raised);
    }

    [Fact]
    public void Considered_ThreeViewsInMoreThanAWeek_IsSilent()
    {
        var client = Interactions.ClientAt(ConsentTier.Behaviour);
        client.Record([Interactions.View("e1", "p1", Noon), Interactions.View("e2", "p1", Noon.AddDays(1)), Interactions.View("e3", "p1", Noon.AddDays(8))], Noon.AddDays(8));

        Assert.Empty(Open(client));
    }

    [Fact]
    public void Considered_AfterItsCooldown_SpeaksAgain()
    {
        var client = Considering();
        client.Record(Views(from: 4, Noon.AddDays(10)), Noon.AddDays(10.5));
        Assert.Single(client.Raised);

        client.Record(Views(from: 7, Noon.AddDays(16)), Noon.AddDays(16.5));

        Assert.Equal(2, client.Raised.Count);
    }

    [Fact]
    public void Considered_Bought_Dies()
    {
        var client = Considering();

        client.Record([Interactions.Of(InteractionKind.OrderCompleted, "o1", "p1", Noon.AddDays(1))], Noon.AddDays(1));

        Assert.Empty(Open(client));
    }

    [Fact]
    public void AnyPrompt_PastItsExpiry_Dies()
    {
        var client = Considering();

        client.Wake(Noon.AddDays(9));

        Assert.Empty(Open(client));
    }

    [Fact]
    public void Wish_BackInStock_SpeaksOnceAndDiesWithTheWish()
    {
        var client = Interactions.ClientAt(ConsentTier.Behaviour);
        client.Record([Interactions.Of(InteractionKind.WishAdded, "e1", "p1", Noon)], Noon);
        Assert.Empty(Open(client));

        client.BackInStock("p2", Noon.AddDays(1));
        client.BackInStock("p1", Noon.AddDays(1));
        client.BackInStock("p1", Noon.AddDays(2));

        Assert.Equal("The piece she wished for is here again.", Assert.Single(Open(client)).Reason);
        client.Record([Interactions.Of(InteractionKind.WishRemoved, "e2", "p1", Noon.AddDays(3))], Noon.AddDays(3));
        Assert.Empty(Open(client));
    }

    [Theory]
    [InlineData(InteractionKind.CartRemoved)]
    [InlineData(InteractionKind.OrderCompleted)]
    public void Cart_UntouchedForFourHours_SpeaksAndDiesWhenEmptiedOrBought(InteractionKind end)
    {
        var client = Interactions.ClientAt(ConsentTier.Behaviour);
        client.Record([Interactions.Of(InteractionKind.CartAdded, "e1", "p1", Noon, "Silk Scarf"), Interactions.Of(InteractionKind.CartAdded, "e2", "p2", Noon, "Tote")], Noon);
        client.Wake(Noon.AddHours(3.9));
        Assert.Empty(Open(client));

        client.Wake(Noon.AddHours(4));

        Assert.Contains("and one other piece in the bag and has not come back to it.", Assert.Single(Open(client)).Reason, StringComparison.Ordinal);
        client.Record([Interactions.Of(end, "e3", "p1", Noon.AddHours(5)), Interactions.Of(end, "e4", "p2", Noon.AddHours(5))], Noon.AddHours(5));
        Assert.Empty(Open(client));
    }

    [Fact]
    public void Milestone_BirthdayWithinThreeDays_SpeaksOnceAYearAndNeverOfAge()
    {
        var client = Interactions.ClientAt(ConsentTier.Category);
        var birthday = new DateOnly(1984, 11, 5);
        client.Record([Interactions.Of(InteractionKind.Identified, "e1", null, Noon.AddDays(-2)) with { Traits = new Traits { Birthday = birthday } }], Noon.AddDays(-2));
        Assert.Empty(Open(client));

        client.Wake(Noon);
        client.Wake(Noon.AddDays(1));

        var prompt = Assert.Single(Open(client));
        Assert.Equal("Her birthday is on Thursday.", prompt.Reason);
        Assert.DoesNotContain("1984", prompt.Reason + prompt.Headline, StringComparison.Ordinal);
        client.Wake(new DateTimeOffset(2026, 11, 6, 0, 0, 0, TimeSpan.Zero));
        Assert.Empty(Open(client));
        client.Wake(Noon.AddYears(1));
        Assert.Equal(2, client.Raised.Count);
    }

    [Fact]
    public void NextOccurrence_LeapDay_FallsOnThe28thInCommonYears()
    {
        Assert.Equal(new DateOnly(2027, 2, 28), PromptRules.NextOccurrence(new DateOnly(2000, 2, 29), new DateOnly(2026, 11, 2)));
        Assert.Equal(new DateOnly(2028, 2, 29), PromptRules.NextOccurrence(new DateOnly(2000, 2, 29), new DateOnly(2027, 3, 1)));
    }

    [Fact]
    public void RepairReady_OneReference_SpeaksOnce()
    {
        var client = Interactions.ClientAt(ConsentTier.Category);
        client.Record([Interactions.Of(InteractionKind.RepairReady, "e1", "p1", Noon, "Watch") with { Reference = "R-1" }], Noon);
        client.Record([Interactions.Of(InteractionKind.RepairReady, "e2", "p1", Noon, "Watch") with { Reference = "R-1" }], Noon);

        Assert.Equal("The Watch she left with us is ready to collect.", Assert.Single(Open(client)).Reason);
    }

    [Fact]
    public void Arrival_SheLeaves_Dies()
    {
        var client = Interactions.ClientAt(ConsentTier.Category);
        client.Record([Interactions.Of(InteractionKind.Arrived, "e1", null, Noon) with { StoreId = "s1" }], Noon);
        Assert.Equal(PromptKind.Arrival, Assert.Single(Open(client)).Kind);

        client.Record([Interactions.Of(InteractionKind.Departed, "e2", null, Noon.AddHours(1)) with { StoreId = "s1" }], Noon.AddHours(1));

        Assert.Empty(Open(client));
    }

    [Fact]
    public void Arrival_RecognitionWithdrawn_IsRecalled()
    {
        var client = Interactions.ClientAt(ConsentTier.Category);
        client.Record([Interactions.Of(InteractionKind.Arrived, "e1", null, Noon) with { StoreId = "s1" }], Noon);

        var change = client.Decide(ConsentTier.Category, Noon.AddMinutes(5), Purposes.None);

        Assert.Equal(PromptOutcome.Recalled, Assert.Single(change.Events.OfType<Luxe.Grains.Customers.PromptEnded>()).Outcome);
        Assert.Empty(Open(client));
        Assert.Null(client.State.Visit);
    }

    [Fact]
    public void Downgrade_BelowAPromptsTier_RecallsIt()
    {
        var client = Considering();

        var change = client.Decide(ConsentTier.Category, Noon.AddDays(1));

        Assert.Equal(PromptOutcome.Recalled, Assert.Single(change.Events.OfType<Luxe.Grains.Customers.PromptEnded>()).Outcome);
        Assert.Empty(Open(client));
    }

    [Fact]
    public void Policy_EveryKind_HasOneLine()
    {
        foreach (var kind in Enum.GetValues<PromptKind>())
        {
            Assert.Equal(kind, PromptPolicy.For(kind).Kind);
        }
    }

    private static PaperClient Considering(string? name = null)
    {
        var client = Interactions.ClientAt(ConsentTier.Behaviour);
        client.Record([.. Views(1, Noon).Select(view => view with { Items = [new InteractionItem("p1", Name: name)] })], Noon.AddHours(3));
        return client;
    }

    private static System.Collections.Immutable.ImmutableArray<Interaction> Views(int from, DateTimeOffset at) =>
        [Interactions.View($"e{from}", "p1", at), Interactions.View($"e{from + 1}", "p1", at.AddHours(1)), Interactions.View($"e{from + 2}", "p1", at.AddHours(2))];

    private static IEnumerable<Prompt> Open(PaperClient client) => client.State.Prompts.Select(static open => open.Prompt);
}

using System.Text.Json;
using Luxe.Contracts.Consent;
using Luxe.Contracts.Customers;
using Luxe.Contracts.Prompts;
using Luxe.Grains.Consent;
using Luxe.Grains.Customers;
using Luxe.Grains.Merges;
using Luxe.Grains.Traces;

namespace Luxe.Grains.Tests.Customers;

public sealed class FoldTests
{
    private static readonly DateTimeOffset Noon = Lives.Start;

    private static readonly Prompt SomePrompt = new("p_1", PromptKind.RepairReady, "c", "Ready", "It is ready.", ["p1"], 90, ConsentTier.Category, Noon, Noon.AddDays(1));

    /// <summary>One of every event there is; the test below fails when one is missing here.</summary>
    private static readonly CustomerEvent[] OneOfEach =
    [
        new InteractionRecorded(Interactions.View("e1", "p1", Noon)),
        new ConsentDecided(Lives.Decision("d1", ConsentTier.Identity, Noon), new LedgerHead(1, "abc")),
        new PromptRaised(SomePrompt, "r1"),
        new PromptEnded("p_1", PromptOutcome.Expired, "a1", Noon),
        new Assigned("a1", Noon),
        new Merged("m1", "c_b", "ho-1", "same-card", Noon, [new Door("c_b", Noon)], 0, ConsentView.Undecided, new LedgerHead(2, "def"), "a1", ["p_1"]),
        new MergeUndone("m1", "c_b", "ho-1", "same-card", Noon, "ho-2", Noon, [new ConsentLimit(Noon, ConsentTier.Category, Purposes.Email)], new LedgerHead(3, "fed")),
        new MergedInto("m2", "c_a", "ho-1", "same-card", Noon),
        new Restored("m2", "c_a", "ho-2", Noon, [], new LedgerHead(4, "cab")),
        new Erased("o1", "client", Noon),
        new Retained(Noon, ["searches"], 2),
    ];

    [Fact]
    public void Apply_EveryEventType_IsFoldedAndSurvivesItsRow()
    {
        var types = typeof(CustomerEvent).Assembly.GetTypes().Where(static type => type.IsSubclassOf(typeof(CustomerEvent))).ToHashSet();
        Assert.Equal(types, OneOfEach.Select(static e => e.GetType()).ToHashSet());

        var state = CustomerState.Empty;
        foreach (var e in OneOfEach)
        {
            var entry = new JournalEntry(state.Seq + 1, CustomerRows.EventIdOf(e), e);
            var read = CustomerRows.FromRow(CustomerRows.ToRow(entry, Noon));

            Assert.Equal(JsonSerializer.Serialize(e, CustomerJson.Default.CustomerEvent), JsonSerializer.Serialize(read.Event!, CustomerJson.Default.CustomerEvent));
            Assert.Equal(e.GetType(), read.Event!.GetType());
            state = state.Apply(read);
        }

        Assert.Equal(OneOfEach.Length, state.Seq);
    }

    [Fact]
    public void Apply_UnknownEventType_Throws() =>
        Assert.Throws<NotSupportedException>(() => CustomerState.Empty.Apply(new JournalEntry(1, null, new Unheard())));

    [Fact]
    public void ToRow_Discriminators_AreTheStoredOnes() =>
        Assert.Equal(
            ["interaction", "consent", "prompt-raised", "prompt-ended", "assigned", "merged", "merge-undone", "merged-into", "restored", "erased", "retained"],
            OneOfEach.Select(e => CustomerRows.ToRow(new JournalEntry(1, null, e), Noon).Kind));

    [Fact]
    public void Apply_LateInteraction_TakesItsPlaceByEventTime()
    {
        var client = Interactions.ClientAt(ConsentTier.Behaviour);
        client.Record([Interactions.View("e1", "p1", Noon.AddHours(2)), Interactions.View("e2", "p2", Noon.AddHours(1)), Interactions.View("e3", "p3", Noon.AddHours(2))], Noon.AddHours(3));

        Assert.Equal(["p2", "p1", "p3"], client.State.Observed.Window.Pieces());
    }

    [Fact]
    public void Apply_MoreThanTheWindowHolds_KeepsTheLatestByEventTimeAndCountsAll()
    {
        var client = Interactions.ClientAt(ConsentTier.Behaviour);
        for (var i = 0; i < TraceWindow.Capacity + 50; i++)
        {
            client.Record([Interactions.View($"e{i}", $"p{i}", Noon.AddMinutes(i))], Noon.AddDays(30));
        }

        client.Record([Interactions.View("e-late1", "too late", Noon.AddMinutes(-1)), Interactions.View("e-late2", "late", Noon.AddMinutes(60.5))], Noon.AddDays(30));

        var items = client.State.Observed.Window.Pieces();
        Assert.Equal(TraceWindow.Capacity, items.Length);
        Assert.Equal(TraceWindow.Capacity + 52, client.State.Observed.Count);
        Assert.Equal("p51", items[0]);
        Assert.Equal(Array.IndexOf(items, "p60") + 1, Array.IndexOf(items, "late"));
        Assert.DoesNotContain("too late", items);
    }

    [Fact]
    public void Apply_OrderOnline_EmptiesTheCartEvenOfLinesThatArriveLate()
    {
        var client = Interactions.ClientAt(ConsentTier.Behaviour);
        client.Record([Interactions.Of(InteractionKind.CartAdded, "e1", "p1", Noon), Interactions.Of(InteractionKind.OrderCompleted, "e2", "p1", Noon.AddHours(2))], Noon.AddHours(3));
        client.Record([Interactions.Of(InteractionKind.CartAdded, "e3", "p2", Noon.AddHours(1)), Interactions.Of(InteractionKind.CartAdded, "e4", "p3", Noon.AddHours(3))], Noon.AddHours(3));

        Assert.Equal(["p3"], client.State.Cart.Lines.Select(static line => line.ProductId));
    }

    [Fact]
    public void Apply_WishesOutOfOrder_TheLatestWordByEventTimeWins()
    {
        var client = Interactions.ClientAt(ConsentTier.Behaviour);
        client.Record([Interactions.Of(InteractionKind.WishRemoved, "e1", "p1", Noon.AddHours(2)), Interactions.Of(InteractionKind.WishAdded, "e2", "p1", Noon.AddHours(1))], Noon.AddHours(3));
        client.Record([Interactions.Of(InteractionKind.WishAdded, "e3", "p2", Noon.AddHours(1)), Interactions.Of(InteractionKind.OrderCompleted, "e4", "p2", Noon.AddHours(2))], Noon.AddHours(3));

        Assert.DoesNotContain(client.State.Wishes, static wish => wish.Wanted);
    }

    [Fact]
    public void Apply_OrdersRefundsAndCancellations_AreSummedByCurrency()
    {
        var client = Interactions.ClientAt(ConsentTier.Category);
        client.Record(
        [
            Interactions.Of(InteractionKind.OrderCompleted, "e1", "p1", Noon) with { Value = 1000, Currency = "EUR" },
            Interactions.Of(InteractionKind.OrderCompleted, "e2", "p2", Noon.AddDays(1)) with { Value = 200, Currency = "CHF" },
            Interactions.Of(InteractionKind.OrderRefunded, "e3", "p1", Noon.AddDays(2)) with { Value = 400, Currency = "EUR" },
            Interactions.Of(InteractionKind.OrderCancelled, "e4", "p2", Noon.AddDays(2)) with { Value = 200, Currency = "CHF" },
        ], Noon.AddDays(3));

        Assert.Equal(1, client.State.Purchases.Count);
        Assert.Equal<Money>([new Money(0, "CHF"), new Money(600, "EUR")], client.State.Purchases.Spend.ToArray());
        Assert.Equal(Noon.AddDays(1), client.State.Purchases.LastAt);
    }

    private sealed record Unheard : CustomerEvent;
}

using System.Collections.Immutable;
using Luxe.Contracts.Access;
using Luxe.Contracts.Associates;
using Luxe.Contracts.Consent;
using Luxe.Contracts.Customers;
using Luxe.Contracts.Products;
using Luxe.Contracts.Prompts;
using Luxe.Grains.Customers;
using Luxe.Grains.Merges;
using Luxe.Grains.Tests.Customers;
using Luxe.Grains.Tests.Hosting;
using Luxe.Storage;

namespace Luxe.Grains.Tests.Merges;

/// <summary>Merging through the grains: what both ids answer afterwards, and what others are told.</summary>
[Collection(ClusterTests.Name)]
public sealed class MergeGrainTests(GrainsCluster cluster)
{
    private static readonly Viewer HeadOffice = new("ho-1", ViewerRole.HeadOffice, "duplicates");
    private static readonly Viewer Officer = new("po-1", ViewerRole.PrivacyOfficer, "duplicates");

    private static DateTimeOffset Now => DateTimeOffset.UtcNow;

    [Fact]
    public async Task Absorb_ThenEverythingAskedOfEither_IsTheMergedClient()
    {
        var (a, b) = await Two(ConsentTier.Identity, ConsentTier.Behaviour);
        await cluster.Customer(a).Record([Interactions.View("a1", "p1", Now.AddDays(-1)), Order("a2", 100, Now.AddDays(-2))]);
        await cluster.Customer(b).Record([Interactions.View("b1", "p2", Now.AddDays(-1)), Order("b2", 50, Now.AddDays(-1)), Interactions.View("a1", "p1", Now.AddDays(-1))]);

        Assert.Equal(new MergeOutcome(MergeResult.Done), await Absorb(a, b, "m1"));
        var recorded = await cluster.Customer(b).Record([Interactions.View("b3", "p3", Now), Interactions.View("b1", "p2", Now)]);

        Assert.Equal(new RecordOutcome(1, 1, 0), recorded);
        foreach (var id in (string[])[a, b])
        {
            var profile = await cluster.Views(id).GetProfile(HeadOffice);
            Assert.Equal((a, 5L, 2, ConsentTier.Behaviour), (profile!.CustomerId, profile.InteractionCount, profile.Purchases, profile.Consent.Tier));
            Assert.Equal(new Money(150, "EUR"), Assert.Single(profile.Spend));
            Assert.Equal(["a2", "a1", "b1", "b2", "b3"], (await cluster.Views(id).GetJourney(HeadOffice, null, 100)).Interactions.Select(static step => step.EventId).Order().OrderBy(static e => e == "a2" ? "" : e));
            Assert.Equal(ConsentTier.Behaviour, (await cluster.Views(id).GetConsent()).Tier);
            Assert.Equal(a, (await cluster.Views(id).GetBrief(HeadOffice))!.CustomerId);
            var ledger = await cluster.Views(id).GetLedger(Officer);
            Assert.Null(ledger.FirstBreak);
            Assert.Equal(["web", "merge"], ledger.Entries.Select(static entry => entry.Decision.Channel));
        }

        Assert.Equal(b, (await Rows(a)).Select(CustomerRows.FromRow).Select(static entry => entry.Event).OfType<InteractionRecorded>().Single(static e => e.Interaction.EventId == "b3").Origin);
    }

    [Fact]
    public async Task Absorb_TheSameOrderTwice_IsOneMerge()
    {
        var (a, b) = await Two();
        Assert.Equal(MergeResult.Done, (await Absorb(a, b, "m1")).Result);
        var rows = await Rows(a);

        Assert.Equal(MergeResult.AlreadyDone, (await Absorb(a, b, "m1")).Result);
        Assert.Equal(rows.Count, (await Rows(a)).Count);
        Assert.Equal(new MergeOutcome(MergeResult.Refused, MergeRefusal.AlreadyAbsorbed, a), await Absorb(a, b, "m2"));
    }

    [Fact]
    public async Task Absorb_WhatCannotBe_IsRefusedByName()
    {
        var (a, b) = await Two();
        var (c, nobody) = (await cluster.Client(ConsentTier.Category), GrainsCluster.New("c"));

        Assert.Equal(new MergeOutcome(MergeResult.Refused, MergeRefusal.SameClient), await Absorb(a, a, "m0"));
        Assert.Equal(new MergeOutcome(MergeResult.Refused, MergeRefusal.UnknownAbsorbed), await Absorb(a, nobody, "m0"));
        Assert.Equal(new MergeOutcome(MergeResult.Refused, MergeRefusal.UnknownSurvivor), await Absorb(nobody, a, "m0"));
        await Absorb(a, b, "m1");
        Assert.Equal(new MergeOutcome(MergeResult.Refused, MergeRefusal.AlreadyAbsorbed, a), await Absorb(c, b, "m2"));
        Assert.Equal(new MergeOutcome(MergeResult.Refused, MergeRefusal.SurvivorIsAbsorbed, a), await Absorb(b, c, "m3"));
        Assert.Equal(MergeResult.Done, (await Absorb(c, a, "m4")).Result);
        await cluster.Merges(c).Undo("m4", "ho-1");
        Assert.Equal(new MergeOutcome(MergeResult.Refused, MergeRefusal.TakenBack), await Absorb(c, a, "m4"));
    }

    [Fact]
    public async Task Preview_SaysWhatAbsorbDoes_AndWritesNothing()
    {
        var (a, b) = await Two(ConsentTier.Behaviour, ConsentTier.Category);
        await cluster.Customer(a).Record([Interactions.View("a1", "p1", Now), Said("a2", new Traits { FamilyName = "Morgan", City = "Paris" }, Now.AddDays(-2))]);
        await cluster.Customer(b).Record([Order("b1", 70, Now), Said("b2", new Traits { FamilyName = "Moreau", City = "Paris", Title = "Ms" }, Now.AddDays(-1))]);
        var order = new MergeOrder("m1", b, "ho-1", "same-phone", Now);
        var before = (await Rows(a)).Count + (await Rows(b)).Count;

        var seen = await cluster.Merges(a).Preview(order, HeadOffice);
        var cut = await cluster.Merges(a).Preview(order, Officer);

        Assert.Equal((ConsentTier.Behaviour, ConsentTier.Category, ConsentTier.Category), (seen.Survivor.Tier, seen.Absorbed.Tier, seen.Merged.Tier));
        Assert.Equal((2, 0, 0, 1), (seen.Taken, seen.Withheld, seen.Known, seen.Hidden));
        Assert.Equal((0, 1, 1), (seen.SurvivorSide!.Purchases, seen.AbsorbedSide!.Purchases, seen.MergedSide!.Purchases));
        Assert.Equal([new TraitChoice("title", null, "Ms", TraitWinner.Absorbed), new TraitChoice("familyName", "Morgan", "Moreau", TraitWinner.Absorbed)], seen.Traits.AsEnumerable());
        Assert.All(cut.Traits, static choice => Assert.Equal((null, null), (choice.Survivor, choice.Absorbed)));
        Assert.Equal((null, null, null), (cut.SurvivorSide, cut.AbsorbedSide, cut.MergedSide));
        Assert.Equal(before, (await Rows(a)).Count + (await Rows(b)).Count);
        Assert.Equal(MergeResult.Done, (await cluster.Merges(a).Absorb(order)).Result);
        Assert.Equal("Moreau", (await cluster.Views(a).GetProfile(HeadOffice))!.Traits!.FamilyName);
    }

    [Fact]
    public async Task Undo_WithEventsSince_GivesEachHerOwn()
    {
        var (a, b) = await Two(ConsentTier.Behaviour, ConsentTier.Behaviour);
        await cluster.Customer(a).Record([Interactions.View("a1", "p1", Now.AddDays(-1))]);
        await cluster.Customer(b).Record([Interactions.View("b1", "p2", Now.AddDays(-1))]);
        await Absorb(a, b, "m1");
        await cluster.Customer(a).Record([Interactions.View("a2", "p1", Now)]);
        await cluster.Customer(b).Record([Interactions.View("b2", "p2", Now)]);

        Assert.Equal(new UndoOutcome(UndoResult.Done, "m1", b), await cluster.Merges(a).Undo("m1", "ho-2"));

        Assert.Equal(["a1", "a2"], await Journey(a));
        Assert.Equal(["b1", "b2"], await Journey(b));
        Assert.Equal(new RecordOutcome(1, 1, 0), await cluster.Customer(b).Record([Interactions.View("b2", "p2", Now), Interactions.View("b3", "p2", Now)]));
        Assert.Equal(["b1", "b2", "b3"], await Journey(b));
        Assert.Equal(["a1", "a2"], await Journey(a));
        Assert.Equal(new UndoOutcome(UndoResult.AlreadyDone, "m1", b), await cluster.Merges(a).Undo("m1", "ho-2"));
        Assert.Equal(UndoResult.UnknownMerge, (await cluster.Merges(a).Undo("m9", "ho-2")).Result);
    }

    [Fact]
    public async Task UndoAndMergeAgain_TakesEverythingAlongOnceMore()
    {
        var (a, b) = await Two(ConsentTier.Behaviour, ConsentTier.Behaviour);
        await cluster.Customer(b).Record([Interactions.View("b1", "p2", Now)]);
        await Absorb(a, b, "m1");
        await cluster.Customer(b).Record([Interactions.View("b2", "p2", Now)]);
        await cluster.Merges(a).Undo("m1", "ho-1");
        Assert.Empty(await Journey(a));

        Assert.Equal(MergeResult.Done, (await Absorb(a, b, "m2")).Result);

        Assert.Equal(["b1", "b2"], await Journey(a));
        Assert.Equal(["b1", "b2"], await Journey(b));
    }

    [Fact]
    public async Task Undo_OutOfOrder_NamesTheOneToUndoFirst()
    {
        var (a, b) = await Two();
        var (c, d) = await Two();
        await Absorb(a, b, "m1");
        await Absorb(a, c, "m2");
        await Absorb(d, a, "m3");

        Assert.Equal(new UndoOutcome(UndoResult.SurvivorIsAbsorbed, "m3", CustomerId: d), await cluster.Merges(a).Undo("m1", "ho-1"));
        Assert.Equal(UndoResult.Done, (await cluster.Merges(d).Undo("m3", "ho-1")).Result);
        Assert.Equal(new UndoOutcome(UndoResult.NotTheLatest, "m2", CustomerId: a), await cluster.Merges(a).Undo("m1", "ho-1"));
        Assert.Equal(UndoResult.Done, (await cluster.Merges(a).Undo("m2", "ho-1")).Result);
        Assert.Equal(UndoResult.Done, (await cluster.Merges(a).Undo("m1", "ho-1")).Result);
        var merges = await cluster.Merges(a).GetMerges(Officer);
        Assert.Equal(["m2", "m1"], merges.Merges.Select(static merge => merge.MergeId));
        Assert.All(merges.Merges, static merge => Assert.Equal(("ho-1", "same-card", "ho-1"), (merge.Actor, merge.Reason, merge.UndoneBy)));
    }

    [Fact]
    public async Task Chain_AbsorbedOfTheAbsorbed_IsHeardAtTheEnd()
    {
        var (a, b) = await Two(ConsentTier.Behaviour, ConsentTier.Behaviour);
        var c = await cluster.Client(ConsentTier.Behaviour);
        await cluster.Customer(b).Record([Interactions.View("b1", "p1", Now)]);
        await Absorb(a, b, "m1");
        await Absorb(c, a, "m2");

        await cluster.Customer(b).Record([Interactions.View("b2", "p1", Now)]);
        await cluster.Customer(a).Record([Interactions.View("a2", "p1", Now)]);

        Assert.Equal(["a2", "b1", "b2"], await Journey(b));
        Assert.Equal(c, (await cluster.Views(b).GetProfile(HeadOffice))!.CustomerId);
        await cluster.Merges(c).Undo("m2", "ho-1");
        Assert.Equal(["a2", "b1", "b2"], await Journey(b));
        Assert.Equal(["a2", "b1", "b2"], await Journey(a));
        Assert.Empty(await Journey(c));
        await cluster.Merges(a).Undo("m1", "ho-1");
        Assert.Equal(["b1", "b2"], await Journey(b));
        Assert.Equal(["a2"], await Journey(a));
    }

    [Fact]
    public async Task Absorb_ThenUndo_InboxesBooksAndWatchesFollow()
    {
        var (one, two) = (GrainsCluster.New("a"), GrainsCluster.New("a"));
        var (a, b) = await Two(ConsentTier.Behaviour, ConsentTier.Behaviour);
        var product = GrainsCluster.New("p");
        await cluster.Customer(a).Assign(one);
        await cluster.Customer(b).Assign(two);
        await cluster.Customer(b).Record([Interactions.Of(InteractionKind.WishAdded, "b1", product, Now), Interactions.Of(InteractionKind.RepairReady, "b2", null, Now) with { Reference = "R1" }]);
        Assert.Single((await cluster.Inbox(two).GetOpen()).Open);

        await Absorb(a, b, "m1");
        Assert.Empty((await cluster.Inbox(two).GetOpen()).Open);
        Assert.Empty((await cluster.Grains.GetGrain<IAssociateGrain>(two).GetBook(null, 100)).CustomerIds);
        Assert.Equal(a, Assert.Single(await Watchers(product)));
        Assert.Equal(a, Assert.Single((await cluster.Inbox(one).GetOpen()).Open).Item!.CustomerId);

        await Undo(a, b, "m1");
        Assert.Equal(b, Assert.Single((await cluster.Inbox(two).GetOpen()).Open).Item!.CustomerId);
        Assert.Empty((await cluster.Inbox(one).GetOpen()).Open);
        Assert.Equal(b, Assert.Single((await cluster.Grains.GetGrain<IAssociateGrain>(two).GetBook(null, 100)).CustomerIds));
        Assert.Equal(b, Assert.Single(await Watchers(product)));
    }

    [Fact]
    public async Task Reminder_OfAnAbsorbedClient_SaysNothing()
    {
        var (a, b) = await Two(ConsentTier.Behaviour, ConsentTier.Behaviour);
        await cluster.Customer(b).Record([Interactions.Of(InteractionKind.CartAdded, "b1", "p1", Now.AddHours(-3.9), "Silk Scarf")]);
        await Absorb(a, b, "m1");
        var rows = (await Rows(b)).Count;

        await cluster.Customer(b).AsReference<IRemindable>().ReceiveReminder(CustomerReminders.Cart, default);

        Assert.Equal(rows, (await Rows(b)).Count);
        Assert.Empty((await cluster.Views(a).GetBrief(HeadOffice))!.Prompts);
    }

    [Fact]
    public async Task Decide_ByTheAbsorbedDoor_PurgesBothAndStaysWithdrawnAfterUndo()
    {
        var (a, b) = await Two(ConsentTier.Behaviour, ConsentTier.Behaviour);
        await cluster.Customer(a).Record([Interactions.View("a1", "p1", Now), Order("a2", 10, Now)]);
        await cluster.Customer(b).Record([Interactions.View("b1", "p1", Now), Order("b2", 20, Now)]);
        await Absorb(a, b, "m1");

        await cluster.Customer(b).Decide(Lives.Decision("down", ConsentTier.Category, Now));

        Assert.Equal(["a2", "b2"], await Journey(a));
        Assert.All([.. await Rows(a), .. await Rows(b)], static row => Assert.True(row.IsRedacted || row.Tier <= (int)ConsentTier.Category));
        await Undo(a, b, "m1");
        Assert.Equal(["a2"], await Journey(a));
        Assert.Equal(["b2"], await Journey(b));
        Assert.Equal((ConsentTier.Category, ConsentTier.Category), ((await cluster.Views(a).GetConsent()).Tier, (await cluster.Views(b).GetConsent()).Tier));
        Assert.Equal(["web", "web"], (await cluster.Views(b).GetLedger(Officer)).Entries.Select(static entry => entry.Decision.Channel));
        Assert.Null((await cluster.Views(a).GetLedger(Officer)).FirstBreak);
        Assert.Null((await cluster.Views(b).GetLedger(Officer)).FirstBreak);
    }

    [Fact]
    public async Task Erase_OfAMergedClient_EmptiesBothJournalsAndRefusesEverything()
    {
        var (a, b) = await Two(ConsentTier.Behaviour, ConsentTier.Behaviour);
        var c = await cluster.Client(ConsentTier.Category);
        await cluster.Customer(a).Record([Interactions.View("a1", "p1", Now)]);
        await cluster.Customer(b).Record([Interactions.View("b1", "p1", Now)]);
        await Absorb(a, b, "m1");

        var outcome = await cluster.Grains.GetGrain<ICustomerErasure>(b).Erase(new ErasureOrder("o1", "client"));

        Assert.Equal((a, b), (outcome.CustomerId, Assert.Single(outcome.WithHer)));
        foreach (var id in (string[])[a, b])
        {
            var rows = await Rows(id);
            Assert.All(rows.SkipLast(1), static row => Assert.True(row.IsRedacted && row.Payload.IsEmpty));
            Assert.Equal(Erased.Kind, rows[^1].Kind);
            Assert.Equal(new RecordOutcome(0, 0, 1), await cluster.Customer(id).Record([Order("x" + id, 5, Now)]));
            Assert.Equal(ConsentView.Undecided, await cluster.Customer(id).Decide(Lives.Decision("d" + id, ConsentTier.Identity, Now)));
            Assert.Equal(rows.Count, (await Rows(id)).Count);
            Assert.Equal(new MergeOutcome(MergeResult.Refused, MergeRefusal.Erased), await Absorb(id, c, "m2"));
            Assert.Equal(new MergeOutcome(MergeResult.Refused, MergeRefusal.Erased), await Absorb(c, id, "m2"));
        }

        Assert.Equal(UndoResult.Erased, (await cluster.Merges(a).Undo("m1", "ho-1")).Result);
    }

    private async Task<(string A, string B)> Two(ConsentTier a = ConsentTier.Category, ConsentTier b = ConsentTier.Category) => (await cluster.Client(a), await cluster.Client(b));

    private async Task<MergeOutcome> Absorb(string survivor, string absorbed, string mergeId)
    {
        var outcome = await cluster.Merges(survivor).Absorb(new MergeOrder(mergeId, absorbed, "ho-1", "same-card", Now));
        await cluster.Merges(absorbed).CatchUp();
        return outcome;
    }

    private async Task Undo(string survivor, string absorbed, string mergeId)
    {
        Assert.Equal(UndoResult.Done, (await cluster.Merges(survivor).Undo(mergeId, "ho-1")).Result);
        await cluster.Merges(absorbed).CatchUp();
    }

    private async Task<IEnumerable<string>> Journey(string id) =>
        (await cluster.Views(id).GetJourney(HeadOffice, null, 100)).Interactions.Select(static step => step.EventId).Order(StringComparer.Ordinal);

    private async Task<List<JournalRow>> Rows(string id)
    {
        var rows = new List<JournalRow>();
        await foreach (var row in cluster.Service<IJournal>().ReadAsync(id, 0))
        {
            rows.Add(row);
        }

        return rows;
    }

    private async Task<IEnumerable<string>> Watchers(string product) => (await cluster.Grains.GetGrain<IProductGrain>(product).SetStock(GrainsCluster.New("s"), 1)).Watchers;

    private static Interaction Order(string eventId, decimal value, DateTimeOffset at) =>
        Interactions.Of(InteractionKind.OrderCompleted, eventId, "p9", at) with { Value = value, Currency = "EUR" };

    private static Interaction Said(string eventId, Traits traits, DateTimeOffset at) =>
        Interactions.Of(InteractionKind.Identified, eventId, null, at) with { Traits = traits };
}

using Luxe.Contracts.Consent;
using Luxe.Contracts.Customers;
using Luxe.Grains.Customers;
using Luxe.Grains.Merges;
using Luxe.Grains.Tests.Customers;
using Luxe.Grains.Tests.Hosting;

namespace Luxe.Grains.Tests.Merges;

/// <summary>Merging through the grains: what both ids answer afterwards, and what others are told.</summary>
[Collection(ClusterTests.Name)]
public sealed class MergeGrainTests(GrainsCluster cluster) : MergeScene(cluster)
{
    [Fact]
    public async Task Absorb_ThenEverythingAskedOfEither_IsTheMergedClient()
    {
        var (a, b) = await Two(ConsentTier.Identity, ConsentTier.Behaviour);
        await Cluster.Customer(a).Record([Interactions.View("a1", "p1", Now.AddDays(-1)), Order("a2", 100, Now.AddDays(-2))]);
        await Cluster.Customer(b).Record([Interactions.View("b1", "p2", Now.AddDays(-1)), Order("b2", 50, Now.AddDays(-1)), Interactions.View("a1", "p1", Now.AddDays(-1))]);

        Assert.Equal(new MergeOutcome(MergeResult.Done), await Absorb(a, b, "m1"));
        var recorded = await Cluster.Customer(b).Record([Interactions.View("b3", "p3", Now), Interactions.View("b1", "p2", Now)]);

        Assert.Equal(new RecordOutcome(1, 1, 0), recorded);
        foreach (var id in (string[])[a, b])
        {
            var profile = await Cluster.Views(id).GetProfile(HeadOffice);
            Assert.Equal((a, 5L, 2, ConsentTier.Behaviour), (profile!.CustomerId, profile.InteractionCount, profile.Purchases, profile.Consent.Tier));
            Assert.Equal(new Money(150, "EUR"), Assert.Single(profile.Spend));
            Assert.Equal(["a2", "a1", "b1", "b2", "b3"], (await Cluster.Views(id).GetJourney(HeadOffice, null, 100)).Interactions.Select(static step => step.EventId).Order().OrderBy(static e => e == "a2" ? "" : e));
            Assert.Equal(ConsentTier.Behaviour, (await Cluster.Views(id).GetConsent()).Tier);
            Assert.Equal(a, (await Cluster.Views(id).GetBrief(HeadOffice))!.CustomerId);
            var ledger = await Cluster.Views(id).GetLedger(Officer);
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
        var (c, nobody) = (await Cluster.Client(ConsentTier.Category), GrainsCluster.New("c"));

        Assert.Equal(new MergeOutcome(MergeResult.Refused, MergeRefusal.SameClient), await Absorb(a, a, "m0"));
        Assert.Equal(new MergeOutcome(MergeResult.Refused, MergeRefusal.UnknownAbsorbed), await Absorb(a, nobody, "m0"));
        Assert.Equal(new MergeOutcome(MergeResult.Refused, MergeRefusal.UnknownSurvivor), await Absorb(nobody, a, "m0"));
        await Absorb(a, b, "m1");
        Assert.Equal(new MergeOutcome(MergeResult.Refused, MergeRefusal.AlreadyAbsorbed, a), await Absorb(c, b, "m2"));
        Assert.Equal(new MergeOutcome(MergeResult.Refused, MergeRefusal.SurvivorIsAbsorbed, a), await Absorb(b, c, "m3"));
        Assert.Equal(MergeResult.Done, (await Absorb(c, a, "m4")).Result);
        await Cluster.Merges(c).Undo("m4", "ho-1");
        Assert.Equal(new MergeOutcome(MergeResult.Refused, MergeRefusal.TakenBack), await Absorb(c, a, "m4"));
    }

    [Fact]
    public async Task Preview_SaysWhatAbsorbDoes_AndWritesNothing()
    {
        var (a, b) = await Two(ConsentTier.Behaviour, ConsentTier.Category);
        await Cluster.Customer(a).Record([Interactions.View("a1", "p1", Now), Said("a2", new Traits { FamilyName = "Morgan", City = "Paris" }, Now.AddDays(-2))]);
        await Cluster.Customer(b).Record([Order("b1", 70, Now), Said("b2", new Traits { FamilyName = "Moreau", City = "Paris", Title = "Ms" }, Now.AddDays(-1))]);
        var order = new MergeOrder("m1", b, "ho-1", "same-phone", Now);
        var before = (await Rows(a)).Count + (await Rows(b)).Count;

        var seen = await Cluster.Merges(a).Preview(order, HeadOffice);
        var cut = await Cluster.Merges(a).Preview(order, Officer);

        Assert.Equal((ConsentTier.Behaviour, ConsentTier.Category, ConsentTier.Category), (seen.Survivor.Tier, seen.Absorbed.Tier, seen.Merged.Tier));
        Assert.Equal((2, 0, 0, 1), (seen.Taken, seen.Withheld, seen.Known, seen.Hidden));
        Assert.Equal((0, 1, 1), (seen.SurvivorSide!.Purchases, seen.AbsorbedSide!.Purchases, seen.MergedSide!.Purchases));
        Assert.Equal([new TraitChoice("title", null, "Ms", TraitWinner.Absorbed), new TraitChoice("familyName", "Morgan", "Moreau", TraitWinner.Absorbed)], seen.Traits.AsEnumerable());
        Assert.All(cut.Traits, static choice => Assert.Equal((null, null), (choice.Survivor, choice.Absorbed)));
        Assert.Equal((null, null, null), (cut.SurvivorSide, cut.AbsorbedSide, cut.MergedSide));
        Assert.Equal(before, (await Rows(a)).Count + (await Rows(b)).Count);
        Assert.Equal(MergeResult.Done, (await Cluster.Merges(a).Absorb(order)).Result);
        Assert.Equal("Moreau", (await Cluster.Views(a).GetProfile(HeadOffice))!.Traits!.FamilyName);
    }

    [Fact]
    public async Task Reminder_OfAnAbsorbedClient_SaysNothing()
    {
        var (a, b) = await Two(ConsentTier.Behaviour, ConsentTier.Behaviour);
        await Cluster.Customer(b).Record([Interactions.Of(InteractionKind.CartAdded, "b1", "p1", Now.AddHours(-3.9), "Silk Scarf")]);
        await Absorb(a, b, "m1");
        var rows = (await Rows(b)).Count;

        await Cluster.Customer(b).AsReference<IRemindable>().ReceiveReminder(CustomerReminders.Cart, default);

        Assert.Equal(rows, (await Rows(b)).Count);
        Assert.Empty((await Cluster.Views(a).GetBrief(HeadOffice))!.Prompts);
    }

    [Fact]
    public async Task Erase_OfAMergedClient_DeletesBothJournalsAndRefusesEverything()
    {
        var (a, b) = await Two(ConsentTier.Behaviour, ConsentTier.Behaviour);
        var c = await Cluster.Client(ConsentTier.Category);
        await Cluster.Customer(a).Record([Interactions.View("a1", "p1", Now)]);
        await Cluster.Customer(b).Record([Interactions.View("b1", "p1", Now)]);
        await Absorb(a, b, "m1");

        var outcome = await Cluster.Grains.GetGrain<ICustomerErasure>(b).Erase(new ErasureOrder("o1", "client"));

        Assert.Equal((a, b), (outcome.CustomerId, Assert.Single(outcome.WithHer)));
        foreach (var id in (string[])[a, b])
        {
            Assert.Empty(await Rows(id));
            Assert.Equal(new RecordOutcome(0, 0, 1), await Cluster.Customer(id).Record([Order("x" + id, 5, Now)]));
            Assert.Equal(ConsentView.Undecided, await Cluster.Customer(id).Decide(Lives.Decision("d" + id, ConsentTier.Identity, Now)));
            Assert.Empty(await Rows(id));
            Assert.Equal(new MergeOutcome(MergeResult.Refused, MergeRefusal.Erased), await Absorb(id, c, "m2"));

            // Who was erased is, to others, as somebody who never was.
            Assert.Equal(new MergeOutcome(MergeResult.Refused, MergeRefusal.UnknownAbsorbed), await Absorb(c, id, "m2"));
        }

        Assert.Equal(UndoResult.Erased, (await Cluster.Merges(a).Undo("m1", "ho-1")).Result);
    }
}

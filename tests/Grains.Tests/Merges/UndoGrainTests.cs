using Luxe.Contracts.Associates;
using Luxe.Contracts.Consent;
using Luxe.Contracts.Customers;
using Luxe.Grains.Tests.Customers;
using Luxe.Grains.Tests.Hosting;

namespace Luxe.Grains.Tests.Merges;

/// <summary>Merges taken back through the grains, alone, again, in chains.</summary>
[Collection(ClusterTests.Name)]
public sealed class UndoGrainTests(GrainsCluster cluster) : MergeScene(cluster)
{
    [Fact]
    public async Task Undo_WithEventsSince_GivesEachHerOwn()
    {
        var (a, b) = await Two(ConsentTier.Behaviour, ConsentTier.Behaviour);
        await Cluster.Customer(a).Record([Interactions.View("a1", "p1", Now.AddDays(-1))]);
        await Cluster.Customer(b).Record([Interactions.View("b1", "p2", Now.AddDays(-1))]);
        await Absorb(a, b, "m1");
        await Cluster.Customer(a).Record([Interactions.View("a2", "p1", Now)]);
        await Cluster.Customer(b).Record([Interactions.View("b2", "p2", Now)]);

        Assert.Equal(new UndoOutcome(UndoResult.Done, "m1", b), await Cluster.Merges(a).Undo("m1", "ho-2"));

        Assert.Equal(["a1", "a2"], await Journey(a));
        Assert.Equal(["b1", "b2"], await Journey(b));
        Assert.Equal(new RecordOutcome(1, 1, 0), await Cluster.Customer(b).Record([Interactions.View("b2", "p2", Now), Interactions.View("b3", "p2", Now)]));
        Assert.Equal(["b1", "b2", "b3"], await Journey(b));
        Assert.Equal(["a1", "a2"], await Journey(a));
        Assert.Equal(new UndoOutcome(UndoResult.AlreadyDone, "m1", b), await Cluster.Merges(a).Undo("m1", "ho-2"));
        Assert.Equal(UndoResult.UnknownMerge, (await Cluster.Merges(a).Undo("m9", "ho-2")).Result);
    }

    [Fact]
    public async Task UndoAndMergeAgain_TakesEverythingAlongOnceMore()
    {
        var (a, b) = await Two(ConsentTier.Behaviour, ConsentTier.Behaviour);
        await Cluster.Customer(b).Record([Interactions.View("b1", "p2", Now)]);
        await Absorb(a, b, "m1");
        await Cluster.Customer(b).Record([Interactions.View("b2", "p2", Now)]);
        await Cluster.Merges(a).Undo("m1", "ho-1");
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

        Assert.Equal(new UndoOutcome(UndoResult.SurvivorIsAbsorbed, "m3", CustomerId: d), await Cluster.Merges(a).Undo("m1", "ho-1"));
        Assert.Equal(UndoResult.Done, (await Cluster.Merges(d).Undo("m3", "ho-1")).Result);
        Assert.Equal(new UndoOutcome(UndoResult.NotTheLatest, "m2", CustomerId: a), await Cluster.Merges(a).Undo("m1", "ho-1"));
        Assert.Equal(UndoResult.Done, (await Cluster.Merges(a).Undo("m2", "ho-1")).Result);
        Assert.Equal(UndoResult.Done, (await Cluster.Merges(a).Undo("m1", "ho-1")).Result);
        var merges = await Cluster.Merges(a).GetMerges(Officer);
        Assert.Equal(["m2", "m1"], merges.Merges.Select(static merge => merge.MergeId));
        Assert.All(merges.Merges, static merge => Assert.Equal(("ho-1", "same-card", "ho-1"), (merge.Actor, merge.Reason, merge.UndoneBy)));
    }

    [Fact]
    public async Task Chain_AbsorbedOfTheAbsorbed_IsHeardAtTheEnd()
    {
        var (a, b) = await Two(ConsentTier.Behaviour, ConsentTier.Behaviour);
        var c = await Cluster.Client(ConsentTier.Behaviour);
        await Cluster.Customer(b).Record([Interactions.View("b1", "p1", Now)]);
        await Absorb(a, b, "m1");
        await Absorb(c, a, "m2");

        await Cluster.Customer(b).Record([Interactions.View("b2", "p1", Now)]);
        await Cluster.Customer(a).Record([Interactions.View("a2", "p1", Now)]);

        Assert.Equal(["a2", "b1", "b2"], await Journey(b));
        Assert.Equal(c, (await Cluster.Views(b).GetProfile(HeadOffice))!.CustomerId);
        await Cluster.Merges(c).Undo("m2", "ho-1");
        Assert.Equal(["a2", "b1", "b2"], await Journey(b));
        Assert.Equal(["a2", "b1", "b2"], await Journey(a));
        Assert.Empty(await Journey(c));
        await Cluster.Merges(a).Undo("m1", "ho-1");
        Assert.Equal(["b1", "b2"], await Journey(b));
        Assert.Equal(["a2"], await Journey(a));
    }

    [Fact]
    public async Task Absorb_ThenUndo_InboxesBooksAndWatchesFollow()
    {
        var (one, two) = (GrainsCluster.New("a"), GrainsCluster.New("a"));
        var (a, b) = await Two(ConsentTier.Behaviour, ConsentTier.Behaviour);
        var product = GrainsCluster.New("p");
        await Cluster.Customer(a).Assign(one);
        await Cluster.Customer(b).Assign(two);
        await Cluster.Customer(b).Record([Interactions.Of(InteractionKind.WishAdded, "b1", product, Now), Interactions.Of(InteractionKind.RepairReady, "b2", null, Now) with { Reference = "R1" }]);
        Assert.Single((await Cluster.Inbox(two).GetOpen()).Open);

        await Absorb(a, b, "m1");
        Assert.Empty((await Cluster.Inbox(two).GetOpen()).Open);
        Assert.Empty((await Cluster.Grains.GetGrain<IAssociateGrain>(two).GetBook(null, 100)).CustomerIds);
        Assert.Equal(a, Assert.Single(await Watchers(product)));
        Assert.Equal(a, Assert.Single((await Cluster.Inbox(one).GetOpen()).Open).Item!.CustomerId);

        await Undo(a, b, "m1");
        Assert.Equal(b, Assert.Single((await Cluster.Inbox(two).GetOpen()).Open).Item!.CustomerId);
        Assert.Empty((await Cluster.Inbox(one).GetOpen()).Open);
        Assert.Equal(b, Assert.Single((await Cluster.Grains.GetGrain<IAssociateGrain>(two).GetBook(null, 100)).CustomerIds));
        Assert.Equal(b, Assert.Single(await Watchers(product)));
    }

    [Fact]
    public async Task Decide_ByTheAbsorbedDoor_PurgesBothAndStaysWithdrawnAfterUndo()
    {
        var (a, b) = await Two(ConsentTier.Behaviour, ConsentTier.Behaviour);
        await Cluster.Customer(a).Record([Interactions.View("a1", "p1", Now), Order("a2", 10, Now)]);
        await Cluster.Customer(b).Record([Interactions.View("b1", "p1", Now), Order("b2", 20, Now)]);
        await Absorb(a, b, "m1");

        await Cluster.Customer(b).Decide(Lives.Decision("down", ConsentTier.Category, Now));

        Assert.Equal(["a2", "b2"], await Journey(a));
        Assert.All([.. await Rows(a), .. await Rows(b)], static row => Assert.True(row.IsRedacted || row.Tier <= (int)ConsentTier.Category));
        await Undo(a, b, "m1");
        Assert.Equal(["a2"], await Journey(a));
        Assert.Equal(["b2"], await Journey(b));
        Assert.Equal((ConsentTier.Category, ConsentTier.Category), ((await Cluster.Views(a).GetConsent()).Tier, (await Cluster.Views(b).GetConsent()).Tier));
        Assert.Equal(["web", "web"], (await Cluster.Views(b).GetLedger(Officer)).Entries.Select(static entry => entry.Decision.Channel));
        Assert.Null((await Cluster.Views(a).GetLedger(Officer)).FirstBreak);
        Assert.Null((await Cluster.Views(b).GetLedger(Officer)).FirstBreak);
    }
}

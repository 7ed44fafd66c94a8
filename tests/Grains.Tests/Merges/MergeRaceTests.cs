using Luxe.Contracts.Consent;
using Luxe.Contracts.Customers;
using Luxe.Grains.Customers;
using Luxe.Grains.Merges;
using Luxe.Grains.Tests.Customers;
using Luxe.Storage;
using Luxe.Tests;

namespace Luxe.Grains.Tests.Merges;

/// <summary>
/// Merges, undoings, erasures and callers at once, through two activations of everybody, on both databases: each is done or untouched, and
/// everything acknowledged is there exactly once. Both journals are read to see it. Proves nothing about a killed process.
/// </summary>
[Collection(MergeTests.Name)]
public sealed class MergeRaceTests(MergeHouses houses)
{
    private const int Rounds = 6;

    private static DateTimeOffset Now => DateTimeOffset.UtcNow;

    [Theory, OnSqlite, OnPostgres]
    public async Task Absorb_EachOtherAtOnce_OneOfTheTwoIsDone(string provider)
    {
        var house = await houses.On(provider);
        for (var round = 0; round < Rounds; round++)
        {
            var (a, b) = (await house.Client(), await house.Client());
            var outcomes = await Task.WhenAll(house.Absorb(a, b, "m1", 0), house.Absorb(b, a, "m2", round % 2));

            var done = Assert.Single(outcomes, static outcome => outcome.Result == MergeResult.Done);
            var refused = Assert.Single(outcomes, static outcome => outcome.Result == MergeResult.Refused);
            Assert.Equal(done == outcomes[0] ? (MergeRefusal.SurvivorIsAbsorbed, a) : (MergeRefusal.SurvivorIsAbsorbed, b), (refused.Refusal, refused.NamedId));
            await house.CheckWhole(a, b);
            Assert.Equal(6, (await house.Seen(a, round % 2)).Length);
            Assert.Equal(await house.Seen(a, 0), await house.Seen(b, 1));
        }
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Absorb_OneByTwoAtOnce_BelongsToOne(string provider)
    {
        var house = await houses.On(provider);
        for (var round = 0; round < Rounds; round++)
        {
            var (a, b, c) = (await house.Client(), await house.Client(), await house.Client());
            var outcomes = await Task.WhenAll(house.Absorb(a, b, "m1", 0), house.Absorb(c, b, "m2", round % 2));

            Assert.Single(outcomes, static outcome => outcome.Result == MergeResult.Done);
            var winner = outcomes[0].Result == MergeResult.Done ? a : c;
            Assert.Equal(new MergeOutcome(MergeResult.Refused, MergeRefusal.AlreadyAbsorbed, winner), outcomes.Single(static outcome => outcome.Result == MergeResult.Refused));
            await house.CheckWhole(a, b, c);
            Assert.Equal((6, 3), ((await house.Seen(winner)).Length, (await house.Seen(winner == a ? c : a)).Length));
        }
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Absorb_ChainAtOnce_EndsWithOneOwnerOfEverything(string provider)
    {
        var house = await houses.On(provider);
        for (var round = 0; round < Rounds; round++)
        {
            var (a, b, c) = (await house.Client(), await house.Client(), await house.Client());
            var outcomes = await Task.WhenAll(house.Absorb(a, b, "m1", 0), house.Absorb(c, a, "m2", round % 2));

            Assert.Equal(MergeResult.Done, outcomes[1].Result);
            Assert.True(outcomes[0].Result == MergeResult.Done || outcomes[0] == new MergeOutcome(MergeResult.Refused, MergeRefusal.SurvivorIsAbsorbed, c), outcomes[0].ToString());
            await house.CheckWhole(a, b, c);
            Assert.Equal(outcomes[0].Result == MergeResult.Done ? 9 : 6, (await house.Seen(c)).Length);
            Assert.Equal(outcomes[0].Result == MergeResult.Done ? 9 : 3, (await house.Seen(b, 1)).Length);
        }
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Absorb_WhileManyCallersWriteToBothThroughBothSilos_LosesAndDoublesNothing(string provider)
    {
        var house = await houses.On(provider);
        var (a, b) = (await house.Client(views: 0), await house.Client(views: 0));
        var callers = Enumerable.Range(0, 24).Select(caller => Task.Run(() => Call(house, caller % 2 == 0 ? b : a, caller, 20))).ToArray();

        MergeOutcome merged;
        do
        {
            merged = await house.Absorb(a, b, "m1");
        }
        while (merged.Refusal == MergeRefusal.Contended);
        var acknowledged = (await Task.WhenAll(callers)).SelectMany(static ids => ids).Order(StringComparer.Ordinal).ToArray();

        Assert.Equal(MergeResult.Done, merged.Result);
        Assert.Equal(24 * 20, acknowledged.Length);
        await house.CheckWhole(a, b);
        Assert.Equal(acknowledged, await house.Seen(a, 0));
        Assert.Equal(acknowledged, await house.Seen(b, 1));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Undo_WhileManyCallersWriteToBothDoors_EachHasHerOwnExactlyOnce(string provider)
    {
        var house = await houses.On(provider);
        var (a, b) = (await house.Client(views: 0), await house.Client(views: 0));
        Assert.Equal(MergeResult.Done, (await house.Absorb(a, b, "m1")).Result);
        var callers = Enumerable.Range(0, 16).Select(caller => Task.Run(() => Call(house, caller % 2 == 0 ? b : a, caller, 15))).ToArray();
        var first = await Call(house, b, 98, 1);

        UndoOutcome undone;
        do
        {
            undone = await house.Merges(a).Undo("m1", "ho-1");
        }
        while (undone.Result == UndoResult.Contended);
        var acknowledged = await Task.WhenAll(callers);

        Assert.Equal(UndoResult.Done, undone.Result);
        await house.CheckWhole(a, b);
        var (hers, others) = (acknowledged.Where((_, i) => i % 2 == 1), acknowledged.Where((_, i) => i % 2 == 0).Append(first));
        Assert.Equal(hers.SelectMany(static ids => ids).Order(StringComparer.Ordinal), await house.Seen(a, 1));
        Assert.Equal(others.SelectMany(static ids => ids).Order(StringComparer.Ordinal), await house.Seen(b, 1));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task UndoAndAnotherMerge_AtOnce_LeaveNoHalf(string provider)
    {
        var house = await houses.On(provider);
        for (var round = 0; round < Rounds; round++)
        {
            var (a, b, c) = (await house.Client(), await house.Client(), await house.Client());
            await house.Absorb(a, b, "m1");
            var undo = house.Merges(a).Undo("m1", "ho-1");
            var merge = round % 3 == 0 ? house.Absorb(a, c, "m2", 1) : house.Absorb(c, a, "m2", round % 2);
            var (undone, merged) = (await undo, await merge);

            Assert.Equal(MergeResult.Done, merged.Result);
            Assert.Contains(undone.Result, (UndoResult[])[UndoResult.Done, UndoResult.NotTheLatest, UndoResult.SurvivorIsAbsorbed]);
            await house.CheckWhole(a, b, c);
            Assert.Equal(undone.Result == UndoResult.Done ? 6 : 9, (await house.Seen(a, 1)).Length);
            Assert.Equal(undone.Result == UndoResult.Done ? 3 : 9, (await house.Seen(b, 1)).Length);
        }
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Undo_TwiceAtOnce_IsOneUndoing(string provider)
    {
        var house = await houses.On(provider);
        for (var round = 0; round < Rounds; round++)
        {
            var (a, b) = (await house.Client(), await house.Client());
            await house.Absorb(a, b, "m1");
            var outcomes = await Task.WhenAll(house.Merges(a, 0).Undo("m1", "ho-1"), house.Merges(a, 1).Undo("m1", "ho-2"));

            Assert.Equal([UndoResult.Done, UndoResult.AlreadyDone], outcomes.Select(static outcome => outcome.Result).Order());
            Assert.All(outcomes, outcome => Assert.Equal(b, outcome.AbsorbedId));
            await house.CheckWhole(a, b);
            Assert.Equal((3, 3), ((await house.Seen(a, 1)).Length, (await house.Seen(b, 0)).Length));
        }
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Absorb_TheSameOrderThroughBothSilos_IsOneMerge(string provider)
    {
        var house = await houses.On(provider);
        for (var round = 0; round < Rounds; round++)
        {
            var (a, b) = (await house.Client(), await house.Client());
            var outcomes = await Task.WhenAll(house.Absorb(a, b, "m1", 0), house.Absorb(a, b, "m1", 1));

            Assert.Equal([MergeResult.Done, MergeResult.AlreadyDone], outcomes.Select(static outcome => outcome.Result).Order());
            await house.CheckWhole(a, b);
            Assert.Equal(6, (await house.Seen(b, 1)).Length);
        }
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task EraseAndMerge_AtOnce_NothingOfHerIsLeft(string provider)
    {
        var house = await houses.On(provider);
        for (var round = 0; round < Rounds; round++)
        {
            var (a, b) = (await house.Client(), await house.Client());
            var gone = round % 2 == 0 ? a : b;
            var erase = house.Erasure(gone, round / 2 % 2).Erase(new ErasureOrder($"erase-{gone}", "client"));
            var merge = house.Absorb(a, b, "m1");
            var (erased, merged) = (await erase, await merge);

            Assert.True(merged.Result == MergeResult.Done || merged is { Result: MergeResult.Refused, Refusal: MergeRefusal.Erased or MergeRefusal.UnknownAbsorbed }, merged.ToString());
            var both = merged.Result == MergeResult.Done;
            Assert.Equal(both ? a : gone, erased.CustomerId);
            foreach (var id in (string[])[a, b])
            {
                var isGone = both || id == gone;
                var life = await house.Paper(id);
                Assert.Equal(isGone, life.Entries.Count == 0);
                Assert.Equal(isGone ? 0 : 3, life.Entries.Count(static entry => entry.Event is InteractionRecorded));
                Assert.Equal(isGone ? 0 : 3, (await house.Seen(id, 1)).Length);
            }
        }
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Record_ThroughAnActivationThatMissedTheMerge_FindsTheSurvivor(string provider)
    {
        var house = await houses.On(provider);
        var (a, b) = (await house.Client(), await house.Client());
        Assert.Equal(3, (await house.Seen(a, 1)).Length + (await house.Seen(b, 1)).Length - 3);
        await house.Absorb(a, b, "m1", 0);

        Assert.Equal(1, (await house.Customer(b, 1).Record([Interactions.View("late-b", "p1", Now)])).Recorded);
        Assert.Equal(1, (await house.Customer(a, 1).Record([Interactions.View("late-a", "p1", Now)])).Recorded);
        Assert.Equal(8, (await house.Seen(b, 0)).Length);
        await house.Merges(a, 1).Undo("m1", "ho-1");

        // The first silo's activations still think that they are one.
        Assert.Equal(1, (await house.Customer(b, 0).Record([Interactions.View("later-b", "p1", Now)])).Recorded);
        Assert.Equal(1, (await house.Customer(a, 0).Record([Interactions.View("later-a", "p1", Now)])).Recorded);
        Assert.Equal((5, 5), ((await house.Seen(a)).Length, (await house.Seen(b)).Length));
        await house.CheckWhole(a, b);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task AbsorbAndDecide_AtOnce_TheStricterWordHolds(string provider)
    {
        var house = await houses.On(provider);
        for (var round = 0; round < Rounds; round++)
        {
            var (a, b) = (await house.Client(), await house.Client());
            var door = round % 2 == 0 ? a : b;
            var decide = house.Customer(door, round / 2 % 2).Decide(Lives.Decision("down", ConsentTier.Category, Now.AddSeconds(1)));
            var merged = await house.Absorb(a, b, "m1");

            Assert.Equal(MergeResult.Done, merged.Result);
            Assert.Equal(ConsentTier.Category, (await decide).Tier);
            await house.CheckWhole(a, b);
            foreach (var silo in (int[])[0, 1])
            {
                Assert.Empty(await house.Seen(a, silo));
                Assert.Empty(await house.Seen(b, silo));
            }
        }
    }

    /// <summary>Sends each event until it is acknowledged, as the edge does; returns what was.</summary>
    private static async Task<string[]> Call(MergeHouse house, string id, int caller, int events)
    {
        var sent = new List<string>();
        for (var i = 0; i < events; i++)
        {
            var eventId = $"{id}-{caller}-{i}";
            for (var attempt = 0; ; attempt++)
            {
                try
                {
                    var outcome = await house.Customer(id, caller / 2 % 2).Record([Interactions.View(eventId, "p1", Now)]);
                    Assert.Equal(1, outcome.Recorded + outcome.Repeated);
                    sent.Add(eventId);
                    break;
                }
                catch (Exception fault) when (fault is StorageException or TimeoutException && attempt < 200)
                {
                    // A conflict for good, a merge that is under way, or a machine too busy to answer in time: nothing was acknowledged.
                }
            }
        }

        return [.. sent];
    }
}

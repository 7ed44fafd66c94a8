using Luxe.Contracts.Consent;
using Luxe.Contracts.Customers;
using Luxe.Grains.Merges;
using Luxe.Grains.Tests.Customers;
using Luxe.Grains.Tests.Hosting;
using Luxe.Storage;
using Luxe.Tests;

namespace Luxe.Grains.Tests.Merges;

/// <summary>Lives that are too long to be copied in one transaction: cut off between the copies, raced, merged on, they are merged whole.</summary>
[Collection(MergeTests.Name)]
public sealed class LongMergeTests(MergeHouses houses)
{
    private const int Views = 1_300;

    [Theory, OnSqlite, OnPostgres]
    public async Task Absorb_CutOffBetweenTheCopies_IsFinishedBeforeAnybodyIsAnswered(string provider)
    {
        var house = await houses.On(provider);
        var (a, b) = (await house.Client(), await Long(house));

        // The decision and one append of copies, then nothing more.
        await CutOff(house, a, b, left: 2);

        Assert.NotNull((await house.Paper(a)).State.Unfinished);
        Assert.Equal(a, (await house.Paper(b)).State.Into?.SurvivorId);
        Assert.Equal(Views + 3, (await house.Seen(b, 1)).Length);
        Assert.Equal(MergeResult.AlreadyDone, (await house.Absorb(a, b, "m1")).Result);
        Assert.Equal(Views + 3, (await house.Seen(a)).Distinct(StringComparer.Ordinal).Count());
        await house.CheckWhole(a, b);
        Assert.Null((await house.Paper(a)).State.Unfinished);

        Assert.Equal(UndoResult.Done, (await house.Merges(a).Undo("m1", "ho-1")).Result);
        await house.CheckWhole(a, b);
        Assert.Equal((3, Views), ((await house.Seen(a)).Length, (await house.Seen(b)).Length));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Record_ByEitherDoorAfterTheCopiesWereCutOff_ComesBehindThem(string provider)
    {
        var house = await houses.On(provider);
        var (a, b) = (await house.Client(), await Long(house));
        await CutOff(house, a, b, left: 1);

        var outcomes = await Task.WhenAll(
            house.Customer(a).Record([Interactions.View("next-a", "p1", DateTimeOffset.UtcNow)]),
            house.Customer(b, 1).Record([Interactions.View("next-b", "p1", DateTimeOffset.UtcNow), Interactions.View($"{b}-{Views - 1}", "p1", DateTimeOffset.UtcNow)]));

        Assert.Equal([new RecordOutcome(1, 0, 0), new RecordOutcome(1, 1, 0)], outcomes);
        Assert.Equal(Views + 5, (await house.Seen(a)).Length);
        await house.CheckWhole(a, b);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Absorb_OneWhoseOwnCopiesWereCutOff_TakesAllOfThemAlong(string provider)
    {
        var house = await houses.On(provider);
        var (a, b, c) = (await house.Client(), await Long(house), await house.Client());
        await CutOff(house, a, b, left: 1);

        Assert.Equal(MergeResult.Done, (await house.Absorb(c, a, "m2")).Result);

        Assert.Equal(Views + 6, (await house.Seen(c)).Length);
        Assert.Equal(Views + 6, (await house.Seen(b, 1)).Length);
        await house.CheckWhole(a, b, c);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Absorb_ALongLifeThroughBothSilosWhileBothAreWrittenTo_IsOneMerge(string provider)
    {
        var house = await houses.On(provider);
        var (a, b) = (await house.Client(), await Long(house));
        var writing = Enumerable.Range(0, 12).Select(n => Task.Run(async () =>
        {
            while (true)
            {
                try
                {
                    return (await house.Customer(n % 2 == 0 ? a : b, n / 2 % 2).Record([Interactions.View($"beside-{a}-{n}", "p1", DateTimeOffset.UtcNow)])).Recorded;
                }
                catch (StorageException)
                {
                    // Being merged: nothing was acknowledged.
                }
            }
        })).ToArray();
        var outcomes = await Task.WhenAll(house.Absorb(a, b, "m1", 0), house.Absorb(a, b, "m1", 1));
        await Task.WhenAll(writing);

        Assert.Contains(MergeResult.Done, outcomes.Select(static outcome => outcome.Result));
        await house.CheckWhole(a, b);
        Assert.Equal(Views + 3 + writing.Length, (await house.Seen(a)).Length);
        Assert.Equal(await house.Seen(a, 0), await house.Seen(b, 1));
    }

    private static async Task<string> Long(MergeHouse house)
    {
        var id = await house.Client(ConsentTier.Behaviour, views: 0);
        await house.Customer(id).Record([.. Enumerable.Range(0, Views).Select(n => Interactions.View($"{id}-{n}", "p1", DateTimeOffset.UtcNow.AddMinutes(-n)))]);
        return id;
    }

    private static async Task CutOff(MergeHouse house, string a, string b, int left)
    {
        BrokenJournal.Left[a] = left;
        await Assert.ThrowsAnyAsync<StorageUnavailableException>(() => house.Absorb(a, b, "m1"));
        BrokenJournal.Left.TryRemove(a, out _);
    }
}

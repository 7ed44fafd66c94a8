using System.Text.Json;
using Luxe.Contracts.Consent;
using Luxe.Grains.Customers;
using Luxe.Grains.Merges;
using Luxe.Storage;
using Luxe.Tests;

namespace Luxe.Silo.Tests.Killed;

/// <summary>
/// SIGKILL between the steps of a change, on a whole server that stands still there: what is served afterwards follows from the journal
/// alone, and what was acknowledged is there once. It cannot prove what a power cut does to the disk's own cache.
/// </summary>
public sealed class KilledTests(KilledHouses houses) : IClassFixture<KilledHouses>
{
    [Theory, OnSqlite, OnPostgres]
    public async Task Kill_BetweenAPurgeAndTheSnapshot_ServesNothingThatTheSnapshotStillHolds(string database)
    {
        var (house, id) = await SceneAsync(database, KillScenes.Downgrade);
        var secret = KillScenes.Secret(KillScenes.Downgrade, "a");

        Assert.Contains(secret, house.Left[id].Json, StringComparison.Ordinal);
        Assert.True(house.Left[id].Seq < house.LeftRows[id].Count);
        Assert.All(house.LeftRows[id], static row => Assert.True(row.Tier <= (int)ConsentTier.Category || row.IsRedacted));
        Assert.DoesNotContain(secret, house.Served[id], StringComparison.Ordinal);
        Assert.DoesNotContain(secret, house.Ended[id].Json, StringComparison.Ordinal);
        Assert.Contains(KillScenes.OrderId(KillScenes.Downgrade, "a", "first"), house.Served[id], StringComparison.Ordinal);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Kill_BetweenTheSnapshotAndTheAnswer_KeepsThePurge(string database)
    {
        var (house, id) = await SceneAsync(database, KillScenes.Downgraded);
        var secret = KillScenes.Secret(KillScenes.Downgraded, "a");

        Assert.DoesNotContain(secret, house.Left[id].Json, StringComparison.Ordinal);
        Assert.Equal(house.LeftRows[id].Count, house.Left[id].Seq);
        Assert.DoesNotContain(secret, house.Served[id], StringComparison.Ordinal);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Kill_BetweenTheSnapshotAndTheNextRow_HasNothingThatWasNotCommitted(string database)
    {
        var (house, id) = await SceneAsync(database, KillScenes.Tail);
        var late = KillScenes.WishId(KillScenes.Tail, "a", "late");

        Assert.True(house.Left[id].Seq >= 10);
        Assert.DoesNotContain(house.LeftRows[id], row => row.EventId == late);
        Assert.DoesNotContain(late, house.Served[id], StringComparison.Ordinal);
        Assert.Contains(KillScenes.WishId(KillScenes.Tail, "a", "11"), house.Served[id], StringComparison.Ordinal);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Kill_BetweenACommitAndItsGrain_ServesTheRow(string database)
    {
        var (house, id) = await SceneAsync(database, KillScenes.Appended);
        var late = KillScenes.WishId(KillScenes.Appended, "a", "late");

        Assert.Single(house.LeftRows[id], row => row.EventId == late);
        Assert.Contains(late, house.Served[id], StringComparison.Ordinal);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Kill_BetweenAMergeAndTheSurvivorsSnapshot_ServesTheMergedClientWithinTheStricterConsent(string database)
    {
        var (house, a) = await SceneAsync(database, KillScenes.Merge);
        var b = house.Scenes.Id(KillScenes.Merge, "b");

        Assert.Contains(KillScenes.Secret(KillScenes.Merge, "a"), house.Left[a].Json, StringComparison.Ordinal);
        Assert.Single(house.LeftRows[a], static row => row.Kind == Merged.Kind);
        Assert.Single(house.LeftRows[b], static row => row.Kind == MergedInto.Kind);
        foreach (var id in (string[])[a, b])
        {
            Assert.DoesNotContain(KillScenes.Secret(KillScenes.Merge, "a"), house.Served[id], StringComparison.Ordinal);
            Assert.Contains(KillScenes.OrderId(KillScenes.Merge, "a", "first"), house.Served[id], StringComparison.Ordinal);
            Assert.Contains(KillScenes.OrderId(KillScenes.Merge, "b", "first"), house.Served[id], StringComparison.Ordinal);
        }
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Kill_BetweenAMergeAndTheAbsorbedsSnapshot_ServesTheSurvivorAtBothDoors(string database)
    {
        var (house, a) = await SceneAsync(database, KillScenes.MergeAbsorbed);
        var b = house.Scenes.Id(KillScenes.MergeAbsorbed, "b");

        Assert.Contains(KillScenes.Secret(KillScenes.MergeAbsorbed, "b"), house.Left[b].Json, StringComparison.Ordinal);
        Assert.Single(house.LeftRows[b], static row => row.Kind == MergedInto.Kind);
        Assert.Equal(house.Served[a], house.Served[b]);
        Assert.DoesNotContain(KillScenes.Secret(KillScenes.MergeAbsorbed, "b"), house.Served[b], StringComparison.Ordinal);
        Assert.Contains(KillScenes.OrderId(KillScenes.MergeAbsorbed, "b", "first"), house.Served[a], StringComparison.Ordinal);
        Assert.DoesNotContain("secret-", house.Ended[b].Json, StringComparison.Ordinal);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Kill_BetweenTheCopiesOfALongLife_ServesAllOfThem(string database)
    {
        var (house, a) = await SceneAsync(database, KillScenes.MergeCopies);
        var b = house.Scenes.Id(KillScenes.MergeCopies, "b");
        var (copied, wishes) = (Wishes(house.LeftRows[a]), Wishes(house.EndedRows[a]));

        Assert.InRange(copied, 1, KillScenes.LongLife - 1);
        Assert.Single(house.LeftRows[b], static row => row.Kind == MergedInto.Kind);
        Assert.True(wishes >= KillScenes.LongLife);
        Assert.Equal(house.Served[a], house.Served[b]);
        Assert.Equal(wishes, house.Served[a].Split($"\"{KillScenes.WishId(KillScenes.MergeCopies, "b", "")}").Length - 1);

        static int Wishes(IEnumerable<JournalRow> rows) => rows.Count(static row => row.EventId?.StartsWith(KillScenes.WishId(KillScenes.MergeCopies, "b", ""), StringComparison.Ordinal) is true);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Kill_BetweenAnUndoingAndTheSurvivorsSnapshot_ServesEachHerOwn(string database)
    {
        var (house, a) = await SceneAsync(database, KillScenes.Undo);

        // The snapshot of both together is still there.
        Assert.Contains("\"merges\":[{", house.Left[a].Json, StringComparison.Ordinal);
        Assert.True(house.Left[a].Seq < house.LeftRows[a].Count);
        Assert.True(house.Left[a].IsUndoing);
        Assert.False(house.Ended[a].IsUndoing);
        EachHasHerOwn(house, KillScenes.Undo);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Kill_BetweenAnUndoingAndTheRestoredsSnapshot_ServesEachHerOwn(string database)
    {
        var (house, _) = await SceneAsync(database, KillScenes.UndoAbsorbed);
        var b = house.Scenes.Id(KillScenes.UndoAbsorbed, "b");

        // The signpost is still there.
        Assert.Contains("\"into\":{", house.Left[b].Json, StringComparison.Ordinal);
        Assert.True(house.Left[b].Seq < house.LeftRows[b].Count);
        EachHasHerOwn(house, KillScenes.UndoAbsorbed);
        Assert.Contains(KillScenes.Secret(KillScenes.UndoAbsorbed, "b"), house.Served[b], StringComparison.Ordinal);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Kill_ThenAnOrderlyEnd_LeavesForEverybodyTheStateThatHerJournalGives(string database)
    {
        var house = await houses.On(database);
        foreach (var id in house.Scenes.Clients)
        {
            var state = CustomerState.Empty.Apply(house.EndedRows[id].Select(CustomerRows.FromRow));
            var kept = house.Ended[id];

            // Starting and reading wrote nothing, but for copies that were owed.
            Assert.Equal(house.LeftRows[id].Select(Text), house.EndedRows[id].Take(house.LeftRows[id].Count).Select(Text));
            Assert.True(house.EndedRows[id].Count == house.LeftRows[id].Count || id == house.Scenes.Id(KillScenes.MergeCopies));
            Assert.Equal(state.Seq, kept.Seq);
            Assert.Equal(JsonSerializer.Serialize(state with { Dropped = kept.ReadDropped() }, CustomerJson.Default.CustomerState), kept.Json);
        }
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Kill_ThenEverybodySendsAgain_EverythingIsThereOnce(string database)
    {
        var house = await houses.On(database);
        foreach (var (scene, answer) in KillScenes.All.Zip((string[])["category", "category", "taken", "taken", "alreadyDone", "alreadyDone", "alreadyDone", "alreadyDone", "alreadyDone"]))
        {
            Assert.Equal(answer, await house.Scenes.AgainAsync(house.Silo, scene));
        }

        await house.Scenes.EverythingAgainAsync(house.Silo);

        foreach (var id in house.Scenes.Clients)
        {
            var rows = await house.RowsAsync(id);
            var ids = rows.Where(static row => row.EventId is not null).Select(static row => row.EventId!).ToArray();
            Assert.Equal(ids.Distinct(StringComparer.Ordinal).Count(), ids.Length);

            // Only the row that was never committed is new.
            var added = id == house.Scenes.Id(KillScenes.Tail) ? [KillScenes.WishId(KillScenes.Tail, "a", "late")] : Array.Empty<string>();
            Assert.Equal(house.EndedRows[id].Select(static row => row.EventId).OfType<string>().Concat(added), ids);
        }
    }

    private static void EachHasHerOwn(KilledHouse house, string scene)
    {
        var (a, b) = (house.Scenes.Id(scene), house.Scenes.Id(scene, "b"));
        Assert.Single(house.LeftRows[a], static row => row.Kind == MergeUndone.Kind);
        Assert.Single(house.LeftRows[b], static row => row.Kind == Restored.Kind);
        Assert.Contains(KillScenes.WishId(scene, "a", "11"), house.Served[a], StringComparison.Ordinal);
        Assert.DoesNotContain($"-{scene}-b-", house.Served[a], StringComparison.Ordinal);
        Assert.DoesNotContain($"-{scene}-a-", house.Served[b], StringComparison.Ordinal);
        Assert.Contains(KillScenes.OrderId(scene, "b", "first"), house.Served[b], StringComparison.Ordinal);
        Assert.Contains(KillScenes.OrderId(scene, "b", "since"), house.Served[b], StringComparison.Ordinal);
    }

    private static string Text(JournalRow row) => $"{row.Seq} {row.EventId} {row.Kind} {Convert.ToHexString(row.Payload.Span)}";

    private async Task<(KilledHouse House, string Id)> SceneAsync(string database, string scene)
    {
        var house = await houses.On(database);
        return (house, house.Scenes.Id(scene));
    }
}

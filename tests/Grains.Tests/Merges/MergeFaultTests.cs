using Luxe.Contracts.Customers;
using Luxe.Grains.Customers;
using Luxe.Grains.Merges;
using Luxe.Grains.Tests.Customers;
using Luxe.Grains.Tests.Hosting;
using Luxe.Storage.Tests;
using Luxe.Storage;
using Luxe.Tests;
using Npgsql;

namespace Luxe.Grains.Tests.Merges;

/// <summary>
/// Merges and undoings whose transaction breaks off in the middle, whose connection is cut at the commit, or whose answer is lost: done or
/// untouched, and the same order sent again ends well.
/// </summary>
[Collection(MergeTests.Name)]
public sealed class MergeFaultTests(MergeHouses houses)
{
    [Theory, OnSqlite, OnPostgres]
    public async Task Absorb_TheDatabaseBreaksOffBetweenTheJournals_NeitherIsTouched(string provider)
    {
        await using var house = await MergeHouse.StartAsync(provider, await houses.NewDatabase(provider), silos: 1);
        var (a, b) = (await house.Client(), await house.Client());
        var before = (await Text(house, a), await Text(house, b));
        await house.Refuse(MergedInto.Kind);

        await Assert.ThrowsAnyAsync<StorageException>(() => house.Absorb(a, b, "m1"));

        Assert.Equal(before, (await Text(house, a), await Text(house, b)));
        Assert.Equal((3, 3), ((await house.Seen(a)).Length, (await house.Seen(b)).Length));
        await house.Allow();
        Assert.Equal(MergeResult.Done, (await house.Absorb(a, b, "m1")).Result);
        Assert.Equal(6, (await house.Seen(b)).Length);
        await house.CheckWhole(a, b);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Undo_TheDatabaseBreaksOffBetweenTheJournals_NeitherIsTouched(string provider)
    {
        await using var house = await MergeHouse.StartAsync(provider, await houses.NewDatabase(provider), silos: 1);
        var (a, b) = (await house.Client(), await house.Client());
        await house.Absorb(a, b, "m1");
        await house.Customer(b).Record([Interactions.View("since", "p1", DateTimeOffset.UtcNow)]);
        var before = (await Text(house, a), await Text(house, b));
        await house.Refuse(Restored.Kind);

        await Assert.ThrowsAnyAsync<StorageException>(() => house.Merges(a).Undo("m1", "ho-1"));

        Assert.Equal(before, (await Text(house, a), await Text(house, b)));
        Assert.Equal((7, 7), ((await house.Seen(a)).Length, (await house.Seen(b)).Length));
        await house.Allow();
        Assert.Equal(UndoResult.Done, (await house.Merges(a).Undo("m1", "ho-1")).Result);
        await house.CheckWhole(a, b);
        Assert.Equal((3, 4), ((await house.Seen(a)).Length, (await house.Seen(b)).Length));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task AbsorbAndUndo_TheAnswerIsLost_TheSameOrderAgainSaysSo(string provider)
    {
        var house = await houses.On(provider);
        var (a, b) = (await house.Client(), await house.Client());
        BrokenJournal.AnswerLost[b] = true;
        await Assert.ThrowsAnyAsync<StorageUnavailableException>(() => house.Absorb(a, b, "m1"));
        Assert.Equal(MergeResult.AlreadyDone, (await house.Absorb(a, b, "m1")).Result);
        await house.CheckWhole(a, b);
        Assert.Equal(6, (await house.Seen(b)).Length);

        BrokenJournal.AnswerLost[b] = true;
        await Assert.ThrowsAnyAsync<StorageUnavailableException>(() => house.Merges(a).Undo("m1", "ho-1"));
        Assert.Equal(UndoResult.AlreadyDone, (await house.Merges(a).Undo("m1", "ho-1")).Result);
        await house.CheckWhole(a, b);
        Assert.Equal((3, 3), ((await house.Seen(a)).Length, (await house.Seen(b)).Length));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Absorb_SomethingElseBreaksAfterTheCommit_BothAreMergedForTheNextCaller(string provider)
    {
        var house = await houses.On(provider);
        var (a, b) = (await house.Client(), await house.Client());
        BrokenJournal.Crash[a] = true;
        await Assert.ThrowsAnyAsync<IOException>(() => house.Absorb(a, b, "m1"));

        // Her grain goes on with what it knew; the journal corrects it at the first write.
        Assert.Equal(1, (await house.Customer(a).Record([Interactions.View("a-next", "p1", DateTimeOffset.UtcNow)])).Recorded);
        Assert.Equal(1, (await house.Customer(b).Record([Interactions.View("b-next", "p1", DateTimeOffset.UtcNow)])).Recorded);
        Assert.Equal(8, (await house.Seen(a)).Length);
        await house.CheckWhole(a, b);
    }

    [Theory, OnPostgres]
    public async Task AbsorbAndUndo_TheConnectionIsCutAtTheCommit_AreDoneOnceOrUntouched(string provider)
    {
        var server = await PostgresServer.SharedAsync();
        await using var proxy = new CutProxy(server.Port);
        var through = new NpgsqlConnectionStringBuilder(await houses.NewDatabase(provider)) { Port = proxy.Port }.ConnectionString;
        await using var house = await MergeHouse.StartAsync(provider, through, silos: 1);
        foreach (var where in (Cut[])[Cut.BeforeServer, Cut.Answer])
        {
            var (a, b) = (await house.Client(), await house.Client());
            await Cutting(() => house.Absorb(a, b, "m1"));
            Assert.Contains((await house.Absorb(a, b, "m1")).Result, (MergeResult[])[MergeResult.Done, MergeResult.AlreadyDone]);
            await house.CheckWhole(a, b);
            Assert.Equal(6, (await house.Seen(b)).Length);

            await Cutting(() => house.Merges(a).Undo("m1", "ho-1"));
            Assert.Contains((await house.Merges(a).Undo("m1", "ho-1")).Result, (UndoResult[])[UndoResult.Done, UndoResult.AlreadyDone]);
            await house.CheckWhole(a, b);
            Assert.Equal((3, 3), ((await house.Seen(a)).Length, (await house.Seen(b)).Length));

            async Task Cutting(Func<Task> order)
            {
                proxy.CutCommits(1, where);
                var cuts = proxy.Cuts;
                try
                {
                    await order();
                }
                catch (StorageUnavailableException)
                {
                    // Not acknowledged; whether it happened is for the next order to find out.
                }

                Assert.Equal(cuts + 1, proxy.Cuts);
            }
        }
    }

    private static async Task<string> Text(MergeHouse house, string id)
    {
        var text = new System.Text.StringBuilder();
        await foreach (var row in house.Journal.ReadAsync(id, 0))
        {
            text.Append(row.Seq).Append(row.EventId).Append(row.Kind).AppendLine(Convert.ToHexString(row.Payload.Span));
        }

        return text.ToString();
    }
}

using Luxe.Tests;

namespace Luxe.Storage.Tests.Office;

[Collection(DatabaseTests.Name)]
public sealed class OfficeQueriesTests(Databases databases)
{
    private const string Prefix = "book\u001f";
    private static readonly string[] Serving = ["arrival", "dispatch"];
    private static readonly DateTimeOffset Now = Rows.T0;
    private static readonly DateTimeOffset Week = Now.AddDays(-7);

    [Theory, OnSqlite, OnPostgres]
    public async Task CountLooks_OfAWeek_CountsClientsNotLooksAndLeavesOutTheViewersOwn(string provider)
    {
        var host = await databases.FreshAsync(provider);
        await LookAsync(host, "as-curious", "client page", 21, own: false);
        await LookAsync(host, "as-curious", "client page", 21, own: false); // The same clients again.
        await LookAsync(host, "as-faithful", "client page", 21, own: true);
        await LookAsync(host, "as-busy", "arrival", 30, own: false);
        await LookAsync(host, "as-late", "client page", 40, own: false, at: Week.AddMinutes(-1));
        await LookAsync(host, "ho-office", "journey", 50, own: false, role: "HeadOffice");

        var counted = await host.Get<IOfficeQueries>().CountLooksAsync("Associate", Week, Prefix, Serving);

        Assert.Equal([new("as-curious", 21, 21), new("as-faithful", 21, 0)], counted.AsEnumerable());
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task ReadLooks_InPages_AreAllOfThemNewestFirst(string provider)
    {
        var host = await databases.FreshAsync(provider);
        await LookAsync(host, "as-1", "client page", 5, own: false);
        var office = host.Get<IOfficeQueries>();

        var first = await office.ReadLooksAsync(3);
        var rest = await office.ReadLooksAsync(3, first[^1].Id);

        Assert.Equal(["c_4", "c_3", "c_2", "c_1", "c_0"], first.Concat(rest).Select(static row => row.Entry.Customer));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task ReadLedgers_InPages_AreInOrderWithoutSequencesThatBecamePartOfAClient(string provider)
    {
        var host = await databases.FreshAsync(provider);
        foreach (var id in (string[])["c_a", "c_b", "c_c"])
        {
            LedgerRow[] entries = [new(id, 1, Now, id + "1", "", Rows.Bytes("{}")), new(id, 2, Now, id + "2", id + "1", Rows.Bytes("{}"))];
            await host.Journal.AppendAsync(Rows.Append(id, 0, Rows.Journal(1)) with { Ledger = [.. entries] });
        }

        await host.Get<IStandings>().TryPutAsync(new StandingRow("c_b", 3, "c_a", 0), null);
        await host.Get<IStandings>().TryPutAsync(new StandingRow("c_c", 1, null, 0), null);
        var office = host.Get<IOfficeQueries>();

        var first = await office.ReadLedgersAsync("", 0, 3);
        var rest = await office.ReadLedgersAsync(first[^1].Customer, first[^1].Seq, 3);

        Assert.Equal(["c_a1", "c_a2", "c_c1", "c_c2"], first.Concat(rest).Select(static row => row.Hash));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task FindErased_ByHerPseudonym_KnowsWhereHerLedgerEnds(string provider)
    {
        var host = await databases.FreshAsync(provider);
        await host.Journal.AppendAsync(JournalErase.Of(Rows.Append("c_1", 0, Rows.Journal(1)), new ErasureRow("l_1", "o-1", null, "client", "web", Now, 4, "h4", "c_1")));
        var office = host.Get<IOfficeQueries>();

        Assert.Equal(new ErasedClient("l_1", "o-1", "client", "web", Now, null, 4, "h4"), await office.FindErasedAsync("l_1"));
        Assert.Null(await office.FindErasedAsync("l_2"));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task ReadRetention_FromADay_IsByDayAndShard(string provider)
    {
        var host = await databases.FreshAsync(provider);
        foreach (var (day, shard, end) in ((int, int, DateTimeOffset?)[])[(20261119, 0, null), (20261120, 1, Now), (20261120, 0, Now)])
        {
            await host.Get<IRetention>().PutAsync(new RetentionRow(day, shard, 3, 4, Rows.Bytes("{}"), end));
        }

        var runs = await host.Get<IOfficeQueries>().ReadRetentionAsync(20261120);

        Assert.Equal([(20261120, 0, Now), (20261120, 1, Now)], runs.Select(static run => (run.Day, run.Shard, run.FinishedAt!.Value)));
    }

    private static async Task LookAsync(StorageHost host, string viewer, string purpose, int clients, bool own, DateTimeOffset? at = null, string role = "Associate")
    {
        await host.AccessLog.AppendAsync([.. Enumerable.Range(0, clients).Select(n => new AccessEntry(viewer, role, $"c_{n}", purpose, "brief", at ?? Now))]);
        if (own)
        {
            await host.Get<IRolls>().AddAsync([.. Enumerable.Range(0, clients).Select(n => new RollRow(Prefix + viewer, $"c_{n}", Now))]);
        }
    }
}

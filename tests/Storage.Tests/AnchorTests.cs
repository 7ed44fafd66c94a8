using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Luxe.Storage.Databases;
using Luxe.Storage.Ledger;
using Luxe.Tests;

namespace Luxe.Storage.Tests;

/// <summary>Anchors over all ledgers on both databases. The hashes of entries are any texts here: what they are made of is the grains' affair.</summary>
[Collection(DatabaseTests.Name)]
public sealed class AnchorTests(Databases databases)
{
    private static readonly DateOnly Day = new(2026, 11, 20);

    [Theory, OnSqlite, OnPostgres]
    public async Task Make_OfLedgersThatMoved_CoversTheirHeadsAndNothingElse(string provider)
    {
        var host = await databases.FreshAsync(provider);
        await Decide(host, "a", 1, 3);
        await Decide(host, "b", 1, 1);

        var first = Assert.Single(await Anchors(host).MakeAsync(Day, Rows.T0));
        await Decide(host, "b", 2, 1);
        var second = Assert.Single(await Anchors(host).MakeAsync(Day.AddDays(1), Rows.T0.AddDays(1)));
        var third = Assert.Single(await Anchors(host).MakeAsync(Day.AddDays(2), Rows.T0.AddDays(2)));

        Assert.Equal((1, Day, AnchorRoot.Start, 2L), (first.Number, first.Day, first.Previous, first.Leaves));
        Assert.Equal((2, first.Root, 1L), (second.Number, second.Previous, second.Leaves));
        Assert.Equal((3, second.Root, 0L), (third.Number, third.Previous, third.Leaves));
        Assert.Equal(Root(AnchorRoot.Start, "2026-11-20", (3, Hash("a", 3)), (1, Hash("b", 1))), first.Root);
        Assert.Equal(third, await Anchors(host).GetLastAsync());
        Assert.Equal<AnchorRow>([second, third], (await Anchors(host).ReadAsync(1, 10)).AsEnumerable());
        Assert.Equal([(1L, 1L, Hash("b", 1)), (2L, 2L, Hash("b", 2))], (await Anchors(host).CoverAsync("b")).Select(static leaf => (leaf.Anchor.Number, leaf.Seq, leaf.Hash)));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Make_OfAnEntryDecidedLongAgo_AnchorsIt(string provider)
    {
        var host = await databases.FreshAsync(provider);
        await Anchors(host).MakeAsync(Day, Rows.T0);
        await Append(host, Entry("late", 1) with { At = Rows.T0.AddYears(-3), WrittenAt = Rows.T0.AddHours(1) });

        Assert.Equal(1, Assert.Single(await Anchors(host).MakeAsync(Day.AddDays(1), Rows.T0.AddDays(1))).Leaves);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Make_OfEntriesThatWereMissed_FindsThemOnTheFirstOfAMonth(string provider)
    {
        var host = await databases.FreshAsync(provider);
        await Anchors(host).MakeAsync(Day, Rows.T0.AddDays(1));
        await Append(host, Entry("slow", 1) with { WrittenAt = Rows.T0.AddDays(-9) });

        Assert.Equal(0, Assert.Single(await Anchors(host).MakeAsync(Day.AddDays(1), Rows.T0.AddDays(2))).Leaves);
        Assert.Equal(1, Assert.Single(await Anchors(host).MakeAsync(new DateOnly(2026, 12, 1), Rows.T0.AddDays(12))).Leaves);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Make_OfEntriesFromBeforeTimesOfWriting_CoversThemOnce(string provider)
    {
        var host = await databases.FreshAsync(provider);
        await Append(host, Entry("old", 1) with { WrittenAt = null });

        Assert.Equal(1, Assert.Single(await Anchors(host).MakeAsync(Day, Rows.T0)).Leaves);
        Assert.Equal(0, Assert.Single(await Anchors(host).MakeAsync(Day.AddDays(1), Rows.T0.AddDays(1))).Leaves);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Make_OfMoreThanFitsIntoOne_MakesSeveral(string provider)
    {
        var host = await databases.FreshAsync(provider);
        for (var client = 0; client < 7; client++)
        {
            await Decide(host, $"c{client}", 1, 1);
        }

        var small = new AnchorStore(host.Get<Database>(), host.Get<Commit.Committer>()) { MostLeaves = 3 };
        var made = await small.MakeAsync(Day, Rows.T0);

        Assert.Equal([3L, 3L, 1L], made.Select(static anchor => anchor.Leaves));
        Assert.Equal([AnchorRoot.Start, made[0].Root, made[1].Root], made.Select(static anchor => anchor.Previous));
        Assert.Equal(0, Assert.Single(await small.MakeAsync(Day.AddDays(1), Rows.T0.AddDays(1))).Leaves);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Make_ManyAtOnce_FormOneChainThatCoversAllOnce(string provider)
    {
        var host = await databases.FreshAsync(provider);
        for (var client = 0; client < 20; client++)
        {
            await Decide(host, $"c{client}", 1, 1);
        }

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            try
            {
                await Anchors(host).MakeAsync(Day, Rows.T0);
            }
            catch (StorageUnavailableException)
            {
                // The others were faster each time: what they made stands.
            }
        })));

        var all = await Anchors(host).ReadAsync(0, 10);
        Assert.Equal(20, all.Sum(static anchor => anchor.Leaves));
        Assert.Equal(all.Select(static anchor => anchor.Previous), all.Select(static anchor => anchor.Root).Prepend(AnchorRoot.Start).SkipLast(1));
        Assert.Equal(20, await host.Get<Database>().NumberAsync("SELECT COUNT(*) FROM ledger_leaf", default));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Write_OfALedgerThatWasFiledElsewhereMeanwhile_IsRefusedWhole(string provider)
    {
        var host = await databases.FreshAsync(provider);
        await Decide(host, "here", 1, 1);
        var anchor = new AnchorRow(1, Day, AnchorRoot.Start, Hash("root", 1), 2, Rows.T0);

        await Assert.ThrowsAsync<RowRejectedException>(() => host.Get<Commit.Committer>().SubmitAsync(
            new AnchorWrite(anchor, [new("here", 1, Hash("here", 1)), new("gone", 1, Hash("gone", 1))]), default));

        Assert.Null(await Anchors(host).GetLastAsync());
        Assert.Equal(0, await host.Get<Database>().NumberAsync("SELECT COUNT(*) FROM ledger_leaf", default));
    }

    [Fact]
    public void Log_OfAnchors_ReadsBackPastACutLineAndARestore()
    {
        var folder = System.IO.Directory.CreateTempSubdirectory("luxe-anchors-").FullName;
        try
        {
            Assert.Null(AnchorLog.Read(folder));
            AnchorLog.Append(folder, []);
            AnchorLog.Append(folder, [Anchor(1), Anchor(2)]);
            File.AppendAllText(Path.Combine(folder, AnchorLog.FileName), "3 2026-11-20 abc");
            Assert.Equal(2, AnchorLog.Read(folder)!.Last);

            AnchorLog.Append(folder, [Anchor(3)]);
            AnchorLog.AppendRestored(folder, 1, Rows.T0);
            var log = AnchorLog.Read(folder)!;
            Assert.Equal((1L, Anchor(1).Root, null), (log.Last, log.RootOf(1), log.RootOf(2)));

            AnchorLog.Append(folder, [Anchor(2) with { Root = Hash("other", 2) }]);
            Assert.Equal(Hash("other", 2), AnchorLog.Read(folder)!.RootOf(2));
        }
        finally
        {
            System.IO.Directory.Delete(folder, recursive: true);
        }

        static AnchorRow Anchor(int number) => new(number, Day, Hash("root", number - 1), Hash("root", number), 1, Rows.T0);
    }

    private static IAnchors Anchors(StorageHost host) => host.Get<IAnchors>();

    private static async Task Decide(StorageHost host, string customer, int first, int count)
    {
        for (var seq = first; seq < first + count; seq++)
        {
            await Append(host, Entry(customer, seq));
        }
    }

    private static Task Append(StorageHost host, LedgerRow entry) => host.Journal.AppendAsync(new JournalAppend { Customer = entry.Customer, ExpectedSeq = 0, Ledger = [entry] });

    private static LedgerRow Entry(string customer, int seq) =>
        new(customer, seq, Rows.T0, Hash(customer, seq), seq == 1 ? AnchorRoot.Start : Hash(customer, seq - 1), Rows.Bytes("{}")) { WrittenAt = Rows.T0 };

    private static string Hash(string of, int seq) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{of} {seq}")));

    private static string Root(string previous, string day, params (long Seq, string Hash)[] leaves) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
        previous + "\n" + day + "\n" + string.Concat(leaves.OrderBy(static leaf => leaf.Hash, StringComparer.Ordinal).Select(static leaf => $"{leaf.Seq}:{leaf.Hash}\n")))));
}

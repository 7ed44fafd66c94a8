using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using Luxe.Cli.Bench.State;
using Luxe.Contracts.Consent;
using Luxe.Contracts.Customers;
using Luxe.Grains.Consent;
using Luxe.Grains.Customers;
using Luxe.Silo.Hosting;
using Luxe.Storage;

namespace Luxe.Cli.Bench.Consent;

/// <summary>How fast decisions get into the ledger, and how fast a house's ledgers are checked.</summary>
internal static class LedgerBench
{
    private const int Callers = 256;
    private const int EntriesEach = 10;

    /// <summary>Decisions of so many clients, each with its ledger entry; and one event of each, which costs the same append without one. Both a second.</summary>
    public static async Task<(double Entries, double Events)> AppendAsync(int clients, TimeProvider time, CancellationToken cancellation)
    {
        using var folder = new TemporaryFolder();
        await using var app = LuxeHost.Build(new LuxeHostOptions { Url = "http://127.0.0.1:0", DataDirectory = folder.Path, LogLevel = LogLevel.Error });
        await app.StartAsync(cancellation);
        var grains = app.Services.GetRequiredService<IGrainFactory>();
        var now = time.GetUtcNow();

        // Everybody is awake before either is timed.
        await EachAsync(clients, number => grains.GetGrain<ICustomerGrain>(BenchClients.Id(number)).Decide(BenchClients.Decision(now.AddDays(-9))), cancellation);
        var entries = await EachAsync(clients, number => grains.GetGrain<ICustomerGrain>(BenchClients.Id(number)).Decide(BenchClients.Decision(now) with { EventId = "bench-again" }), cancellation);
        var events = await EachAsync(clients, number => grains.GetGrain<ICustomerGrain>(BenchClients.Id(number)).Record([BenchClients.Browse(new Random(number), now)]), cancellation);
        await app.StopAsync(CancellationToken.None);
        return (entries, events);
    }

    /// <summary>Ledgers of ten decisions each, anchored, checked as <c>luxe verify</c> does it; and the bare hashes of the same bytes in memory. Both in entries a second.</summary>
    public static async Task<(double Verified, double Hashed, long Anchors)> VerifyAsync(int entries, TimeProvider time, CancellationToken cancellation)
    {
        using var folder = new TemporaryFolder();
        var now = time.GetUtcNow();
        await using (var app = LuxeHost.Build(new LuxeHostOptions { Url = "http://127.0.0.1:0", DataDirectory = folder.Path, LogLevel = LogLevel.Error }))
        {
            await app.StartAsync(cancellation);
            var journal = app.Services.GetRequiredService<IJournal>();
            await EachAsync(entries / EntriesEach, number => journal.AppendAsync(Life(BenchClients.Id(number), now), cancellation), cancellation);
            await app.Services.GetRequiredService<IAnchors>().MakeAsync(DateOnly.FromDateTime(now.UtcDateTime), now, cancellation);
            await app.StopAsync(CancellationToken.None);
        }

        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        var begun = Stopwatch.GetTimestamp();
        var report = await new HouseVerify(new HouseData(folder.Path, null)).RunAsync(cancellation);
        var seconds = Stopwatch.GetElapsedTime(begun).TotalSeconds;
        if (!report.IsSound || report.Anchors == 0 || report.LedgerEntries != entries / EntriesEach * EntriesEach)
        {
            throw new InvalidDataException(FormattableString.Invariant($"The house of the bench is not sound, or has {report.LedgerEntries} entries of {entries} and {report.Anchors} anchors."));
        }

        return (report.LedgerEntries / seconds, Hashed(Life(BenchClients.Id(0), now), entries), report.Anchors);
    }

    private static JournalAppend Life(string client, DateTimeOffset now)
    {
        var (head, ledger, rows) = (LedgerHead.Start, new List<LedgerRow>(EntriesEach), new List<JournalRow>(EntriesEach));
        for (var seq = 1; seq <= EntriesEach; seq++)
        {
            var decision = BenchClients.Decision(now.AddDays(seq - EntriesEach)) with { EventId = FormattableString.Invariant($"bench-{seq}"), Purposes = (Purposes)(seq * 7 % 512) };
            var row = ConsentLedger.Next(client, head, decision) with { WrittenAt = now };
            head = new LedgerHead(row.Seq, row.Hash);
            var decided = new ConsentDecided(decision, head);
            ledger.Add(row);
            rows.Add(CustomerRows.ToRow(new JournalEntry(seq, CustomerRows.EventIdOf(decided), decided), now));
        }

        return new JournalAppend { Customer = client, ExpectedSeq = 0, Rows = [.. rows], Ledger = [.. ledger] };
    }

    private static double Hashed(JournalAppend life, int entries)
    {
        using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        var begun = Stopwatch.GetTimestamp();
        for (var number = 0; number < entries; number++)
        {
            var row = life.Ledger[number % EntriesEach];
            sha.AppendData(Encoding.ASCII.GetBytes(row.PreviousHash));
            sha.AppendData(row.Payload.Span);
            sha.GetHashAndReset(hash);
        }

        return entries / Stopwatch.GetElapsedTime(begun).TotalSeconds;
    }

    private static async Task<double> EachAsync(int count, Func<int, Task> call, CancellationToken cancellation)
    {
        var begun = Stopwatch.GetTimestamp();
        await Parallel.ForAsync(0, count, new ParallelOptions { MaxDegreeOfParallelism = Callers, CancellationToken = cancellation }, async (number, _) => await call(number));
        return count / Stopwatch.GetElapsedTime(begun).TotalSeconds;
    }
}

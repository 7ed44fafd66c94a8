using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Luxe.Contracts.Customers;
using Luxe.Storage;

namespace Luxe.Cli.Bench.State;

/// <summary>
/// Fills the big store as years of service leave it: journals and ledgers, two identity tokens a client, a snapshot of one client in ten (of those who
/// came since the others were last awake), and a reminder of one client in two, spread over the next month, as dates and carts set them.
/// </summary>
internal static class BigFill
{
    public const int TokensEach = 2;
    private const int SnapshotOfOneIn = 10;
    private const int ReminderOfOneIn = 2;
    private const int Writers = 64;
    private const int PerClaim = 500;

    /// <summary>Seconds that the rows of the journal took.</summary>
    public static async Task<double> RunAsync(BenchDatabase database, LifeTemplates templates, int clients, TimeProvider time, CancellationToken cancellation)
    {
        double seconds;
        await using (var house = await StateHouse.StartAsync(database, null, cancellation, maxBatchRows: 4_096))
        {
            seconds = await JournalsAsync(house, templates, clients, cancellation);
            await Timed("tokens", TokensEach * (long)clients, () => ClaimsAsync(house, clients, cancellation));
            await Timed("reminders", clients / ReminderOfOneIn, () => BenchReminders.WriteAsync(database, house, clients, ReminderOfOneIn, time.GetUtcNow(), cancellation));
        }

        // A snapshot follows every row: whoever is called writes one. Hers is the grain's own, made from her journal.
        await using (var house = await StateHouse.StartAsync(database, snapshotEvery: 1, cancellation))
        {
            await Timed("snapshots", clients / SnapshotOfOneIn, () => Each(clients / SnapshotOfOneIn, "", async number =>
                await house.Grains.GetGrain<ICustomerGrain>(BenchClients.Id(number * SnapshotOfOneIn)).Record([]), cancellation));
        }

        await using var connection = await database.OpenJournalAsync(cancellation);

        // What PostgreSQL's own maintenance would do in the next minutes.
        await BenchDatabase.ExecuteAsync(connection, database.Postgres is null ? "PRAGMA wal_checkpoint(TRUNCATE)" : "VACUUM (ANALYZE)", cancellation);
        return seconds;
    }

    private static async Task<double> JournalsAsync(StateHouse house, LifeTemplates templates, int clients, CancellationToken cancellation)
    {
        var journal = house.Services.GetRequiredService<IJournal>();
        var begun = Stopwatch.GetTimestamp();
        await Each(clients, "filled", number => journal.AppendAsync(templates.For(number), cancellation), cancellation);
        return Stopwatch.GetElapsedTime(begun).TotalSeconds;
    }

    private static async Task ClaimsAsync(StateHouse house, int clients, CancellationToken cancellation)
    {
        var claims = house.Services.GetRequiredService<IClaims>();
        await Each((clients + PerClaim - 1) / PerClaim, "", chunk => claims.ClaimAsync(
            [
                .. Enumerable.Range(chunk * PerClaim, Math.Min(PerClaim, clients - (chunk * PerClaim)))
                    .SelectMany(static number => Enumerable.Range(0, TokensEach).Select(which => new TokenClaim(Token(number, which), BenchClients.Id(number)))),
            ], cancellation), cancellation);
    }

    /// <summary>As long and as random as the keyed hashes that tokens are filed under.</summary>
    private static string Token(int client, int which) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{client}:{which}"))));

    private static async Task Timed(string what, long count, Func<Task> work)
    {
        var begun = Stopwatch.GetTimestamp();
        await work();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {what}: {count:N0} in {Stopwatch.GetElapsedTime(begun).TotalSeconds:0.0} s"));
    }

    private static Task Each(int count, string verb, Func<int, Task> work, CancellationToken cancellation)
    {
        var (next, done) = (-1, 0);
        var begun = Stopwatch.GetTimestamp();
        return Task.WhenAll(Enumerable.Range(0, Writers).Select(_ => Task.Run(
            async () =>
            {
                for (int number; (number = Interlocked.Increment(ref next)) < count;)
                {
                    cancellation.ThrowIfCancellationRequested();
                    await work(number);
                    if (Interlocked.Increment(ref done) is var finished && verb.Length > 0 && finished % Math.Max(1, count / 20) == 0)
                    {
                        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {verb} {finished:N0} of {count:N0} clients, {finished / Stopwatch.GetElapsedTime(begun).TotalSeconds:N0} clients/s"));
                    }
                }
            },
            cancellation)));
    }
}

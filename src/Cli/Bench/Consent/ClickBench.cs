using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using Luxe.Cli.Bench.State;
using Microsoft.Data.Sqlite;

namespace Luxe.Cli.Bench.Consent;

/// <summary>
/// From a client's tap to its last effect: the answer, what a second caller reads, the emptied rows of her journal, and every tablet that held something of hers
/// told anew. Beside it, in the same run, the same decision of clients whom nobody shows.
/// </summary>
internal static class ClickBench
{
    private const int PerSecond = 10;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Both, and how many items on tablets were told anew.</summary>
    public static async Task<(Latencies Shown, Latencies Unseen, int Items)> RunAsync(ConsentBenchSize size, Action<double> progress, TimeProvider time, CancellationToken cancellation)
    {
        await using var house = await ConsentHouse.StartAsync(cancellation);
        await house.OpenAsync(size.Stores, size.Tablets, cancellation);
        var now = time.GetUtcNow();
        await Parallel.ForAsync(0, size.Clicks, new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = cancellation }, async (number, _) =>
        {
            await house.EnterAsync(number, size.Stores, size.Tablets, now);
            await house.LiveAsync(size.Clicks + number, now);
        });
        await AllShownAsync(house, size.Clicks, time, cancellation);

        using var taps = house.Api();
        using var reads = house.Api();
        using var beat = new PeriodicTimer(TimeSpan.FromSeconds(0.5 / PerSecond));
        var under = new List<Task<(long From, long To, int Items)>>();
        var unseen = new List<Task<(long From, long To, int Items)>>();
        for (var number = 0; number < size.Clicks; number++)
        {
            await beat.WaitForNextTickAsync(cancellation);
            under.Add(ShownAsync(house, taps, reads, BenchClients.Id(number), cancellation));
            await beat.WaitForNextTickAsync(cancellation);
            unseen.Add(UnseenAsync(taps, BenchClients.Id(size.Clicks + number), cancellation));
            progress((number + 1.0) / size.Clicks);
        }

        var shown = await Task.WhenAll(under);
        return (Of(shown), Of(await Task.WhenAll(unseen)), shown.Sum(static click => click.Items));
    }

    private static async Task<(long From, long To, int Items)> ShownAsync(ConsentHouse house, HttpClient taps, HttpClient reads, string client, CancellationToken cancellation)
    {
        var click = house.Told.Begin(client);
        var from = Stopwatch.GetTimestamp();
        await TapAsync(taps, client, cancellation);
        await ObeysAsync(reads, client, cancellation);
        Emptied(house.Folder, client);
        var own = Stopwatch.GetTimestamp();
        var told = await click.All.WaitAsync(Patience, cancellation);
        return (from, Math.Max(own, told), click.Items);
    }

    private static async Task<(long From, long To, int Items)> UnseenAsync(HttpClient taps, string client, CancellationToken cancellation)
    {
        var from = Stopwatch.GetTimestamp();
        await TapAsync(taps, client, cancellation);
        return (from, Stopwatch.GetTimestamp(), 0);
    }

    private static async Task TapAsync(HttpClient taps, string client, CancellationToken cancellation)
    {
        using var answer = await taps.PutAsJsonAsync(
            $"api/customers/{client}/consent", new { tier = "category", purposes = new { inStoreRecognition = true }, noticeVersion = "bench-2", channel = "web" }, cancellation);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>What anybody else reads next obeys already; if it does not, there is nothing to measure.</summary>
    private static async Task ObeysAsync(HttpClient reads, string client, CancellationToken cancellation)
    {
        var consent = await reads.GetFromJsonAsync<JsonElement>($"api/customers/{client}/consent", cancellation);
        var brief = await reads.GetFromJsonAsync<JsonElement>($"api/customers/{client}/brief", cancellation);
        if (consent.GetProperty("tier").GetString() != "category" || brief.GetProperty("prompts").GetArrayLength() != 0 || brief.GetProperty("pieces").GetArrayLength() != 0)
        {
            throw new InvalidDataException("A read that followed a withdrawal did not obey it.");
        }
    }

    private static void Emptied(string folder, string client)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = Path.Combine(folder, "luxe.db"), Mode = SqliteOpenMode.ReadOnly }.ToString());
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT COUNT(*) FROM journal WHERE customer = $1 AND tier > 1 AND kind <> 'redacted'";
        command.Parameters.AddWithValue("$1", client);
        if ((long)command.ExecuteScalar()! != 0)
        {
            throw new InvalidDataException("A withdrawal was acknowledged before her journal was emptied.");
        }
    }

    private static async Task AllShownAsync(ConsentHouse house, int clients, TimeProvider time, CancellationToken cancellation)
    {
        var begun = time.GetTimestamp();
        using var beat = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (house.Told.Shown < clients)
        {
            if (time.GetElapsedTime(begun) > Patience)
            {
                throw new InvalidDataException($"Only {house.Told.Shown} of {clients} clients came to a tablet as an arrival and as a prompt.");
            }

            await beat.WaitForNextTickAsync(cancellation);
        }
    }

    private static Latencies Of(IEnumerable<(long From, long To, int Items)> clicks)
    {
        var latencies = new Latencies();
        foreach (var (from, to, _) in clicks)
        {
            latencies.Add(from, to);
        }

        return latencies;
    }
}

using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using Luxe.Contracts.Customers;
using Luxe.Contracts.Identity;

namespace Luxe.Cli.Bench.State;

/// <summary>Events per second through <c>POST /v1/batch</c>: 100 events a batch, each of another client; sender and house share the processors.</summary>
internal static class HttpStep
{
    private const int Clients = 10_000;
    private const int Senders = 32;
    private const int PerBatch = 100;
    private const double Published = 1_700;

    public static async Task<Figure[]> RunAsync(BenchPlace place, StateBenchOptions options, TimeProvider time, CancellationToken cancellation)
    {
        var database = await place.NewAsync("http", cancellation);
        double perSecond;
        await using (var house = await StateHouse.StartAsync(database, null, cancellation))
        {
            await EnrolAsync(house.Grains, time, cancellation);
            using var http = new HttpClient { BaseAddress = house.Url };
            http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String("demo:"u8));
            var warm = await SendAsync(http, TimeSpan.FromSeconds(3), 1, time, cancellation);
            var (events, seconds) = await SendAsync(http, TimeSpan.FromSeconds(options.Seconds), 1_000, time, cancellation);
            await using var connection = await database.OpenJournalAsync(cancellation);
            var rows = await BenchDatabase.NumberAsync(connection, "SELECT COUNT(*) FROM journal WHERE kind = 'interaction'", cancellation);
            if (rows != warm.Events + events)
            {
                throw new InvalidDataException(FormattableString.Invariant($"{warm.Events + events} events were acknowledged, {rows} are in the journal."));
            }

            perSecond = events / seconds;
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  over HTTP: {perSecond:N0} events/s"));
        if (!options.Keep)
        {
            await place.DropAsync(database, cancellation);
        }

        return [new Figure("http-ingest", perSecond, "events/s", Published, "the field's published figure for 2 cores")];
    }

    private static async Task EnrolAsync(IGrainFactory grains, TimeProvider time, CancellationToken cancellation)
    {
        var resolver = grains.GetGrain<IIdentityResolver>(IIdentityResolver.Key);
        await Parallel.ForAsync(0, Clients, new ParallelOptions { MaxDegreeOfParallelism = 256, CancellationToken = cancellation }, async (number, _) =>
        {
            var customer = await resolver.Resolve([new IdentityToken(IdentityKind.UserId, BatchWriter.UserId(number))]);
            await grains.GetGrain<ICustomerGrain>(customer).Decide(BenchClients.Decision(time.GetUtcNow()));
        });
    }

    private static async Task<(long Events, double Seconds)> SendAsync(HttpClient http, TimeSpan duration, int seed, TimeProvider time, CancellationToken cancellation)
    {
        var counts = new long[Senders];
        var begun = Stopwatch.GetTimestamp();
        var end = begun + (long)(duration.TotalSeconds * Stopwatch.Frequency);
        await Task.WhenAll(Enumerable.Range(0, Senders).Select(sender => Task.Run(
            async () =>
            {
                var writer = new BatchWriter(new Random(seed + sender), PerBatch, Clients);
                while (Stopwatch.GetTimestamp() < end)
                {
                    using var body = new ReadOnlyMemoryContent(writer.Next(time.GetUtcNow()));
                    body.Headers.ContentType = new MediaTypeHeaderValue("application/json");
                    using var answer = await http.PostAsync("v1/batch", body, cancellation);
                    answer.EnsureSuccessStatusCode();
                    var text = await answer.Content.ReadAsStringAsync(cancellation);
                    counts[sender] += text.Contains("rejected", StringComparison.Ordinal) ? throw new InvalidDataException("The house put events aside.") : PerBatch;
                }
            },
            cancellation)));
        return (counts.Sum(), Stopwatch.GetElapsedTime(begun).TotalSeconds);
    }
}

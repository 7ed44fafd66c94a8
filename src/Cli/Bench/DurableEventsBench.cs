using System.Collections.Immutable;
using System.Diagnostics;
using Luxe.Contracts.Consent;
using Luxe.Contracts.Customers;
using Luxe.Silo.Hosting;

namespace Luxe.Cli.Bench;

/// <summary>Acknowledged durable events per second through client grains: 256 callers, one event per call.</summary>
internal static class DurableEventsBench
{
    private const int Customers = 2_000;
    private const int Callers = 256;

    /// <summary>Measures a fresh house on a fresh database; <paramref name="maxBatchRows"/> 1 is one commit per event.</summary>
    public static async Task<DurableEventFigures> RunAsync(int maxBatchRows, TimeSpan duration, TimeProvider time, CancellationToken cancellation)
    {
        using var folder = new TemporaryFolder();
        await using var app = LuxeHost.Build(new LuxeHostOptions
        {
            Url = "http://127.0.0.1:0",
            DataDirectory = folder.Path,
            MaxBatchRows = maxBatchRows,
        });
        await app.StartAsync(cancellation);
        var grains = app.Services.GetRequiredService<IGrainFactory>();
        await EnrolAsync(grains, time);

        var counts = new long[Callers];
        var latencies = new Latencies[Callers];
        var begun = Stopwatch.GetTimestamp();
        var end = begun + (long)(duration.TotalSeconds * Stopwatch.Frequency);
        await Task.WhenAll(Enumerable.Range(0, Callers).Select(caller => Task.Run(
            async () =>
            {
                var taken = latencies[caller] = new Latencies();
                for (var i = 0; Stopwatch.GetTimestamp() < end; i++)
                {
                    var customer = grains.GetGrain<ICustomerGrain>(CustomerId((caller + (i * Callers)) % Customers));
                    var started = Stopwatch.GetTimestamp();
                    var outcome = await customer.Record([View($"{caller}-{i}", i, time.GetUtcNow())]);
                    taken.Add(started, Stopwatch.GetTimestamp());
                    counts[caller] += outcome.Recorded;
                }
            },
            cancellation)));
        var seconds = Stopwatch.GetElapsedTime(begun).TotalSeconds;
        await app.StopAsync(cancellation);
        return new DurableEventFigures(counts.Sum() / seconds, Latencies.Merge(latencies));
    }

    private static async Task EnrolAsync(IGrainFactory grains, TimeProvider time)
    {
        await Parallel.ForAsync(0, Customers, new ParallelOptions { MaxDegreeOfParallelism = Callers }, async (i, _) =>
            await grains.GetGrain<ICustomerGrain>(CustomerId(i)).Decide(new ConsentDecision(
                $"consent-{i}", ConsentTier.Behaviour, Purposes.None, "bench", "en", "bench", "bench", time.GetUtcNow())));
    }

    private static string CustomerId(int number) => $"c_bench{number:D6}";

    private static Interaction View(string eventId, int number, DateTimeOffset at) => new()
    {
        EventId = eventId,
        Kind = InteractionKind.ProductViewed,
        OccurredAt = at,
        ReceivedAt = at,
        Channel = Channel.Web,
        Items = [new InteractionItem($"product-{number % 500}", "knitwear")],
    };
}

/// <summary>What <see cref="DurableEventsBench"/> measured.</summary>
internal sealed record DurableEventFigures(double EventsPerSecond, Latencies Acknowledgement);

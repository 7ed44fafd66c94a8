using System.Diagnostics;
using System.Globalization;
using Luxe.Contracts.Customers;

namespace Luxe.Cli.Bench.State;

/// <summary>The first call to a client who was not active: a snapshot and 200 rows after it are read and folded.</summary>
internal static class ActivationStep
{
    private const int Clients = 1_000;
    private const int Before = 100;
    private const int Tail = 200;
    private const int PerCall = 25;

    public static async Task<Figure[]> RunAsync(BenchPlace place, StateBenchOptions options, TimeProvider time, CancellationToken cancellation)
    {
        var database = await place.NewAsync("activation", cancellation);
        await PrepareAsync(database, time, cancellation);
        await using (var house = await StateHouse.StartAsync(database, null, cancellation))
        {
            var latencies = new Latencies();
            for (var number = 0; number < Clients; number++)
            {
                var client = house.Grains.GetGrain<ICustomerViews>(BenchClients.Id(number));
                var begun = Stopwatch.GetTimestamp();
                await client.GetConsent();

                // The first ones compile code and open connections.
                if (number >= Clients / 5)
                {
                    latencies.Add(begun, Stopwatch.GetTimestamp());
                }
            }

            var (p50, p99) = (latencies.Milliseconds(50), latencies.Milliseconds(99));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  activation: p50 {p50:0.00} ms, p99 {p99:0.00} ms"));
            const string What = "snapshot and 200 rows after it, one at a time";
            return [new Figure("activation-p50-ms", p50, "ms", null, What, LowerIsBetter: true), new Figure("activation-p99-ms", p99, "ms", null, What, LowerIsBetter: true)];
        }
    }

    /// <summary>Lives with a snapshot in their middle: the snapshots of the first house are put back after the second went on without.</summary>
    private static async Task PrepareAsync(BenchDatabase database, TimeProvider time, CancellationToken cancellation)
    {
        await using (var house = await StateHouse.StartAsync(database, 100_000, cancellation))
        {
            await BenchClients.EnrolAsync(house.Grains, Clients, time, cancellation);
            await RecordAsync(house.Grains, 0, Before, time, cancellation);
        }

        await using var connection = await database.OpenGrainsAsync(cancellation);
        await BenchDatabase.ExecuteAsync(connection, "CREATE TABLE kept AS SELECT GrainIdHash, GrainIdN0, GrainIdN1, GrainIdExtensionString, GrainTypeHash, PayloadBinary FROM OrleansStorage WHERE GrainTypeString LIKE '%snapshot%'", cancellation);
        await using (var house = await StateHouse.StartAsync(database, 100_000, cancellation))
        {
            await RecordAsync(house.Grains, Before, Tail, time, cancellation);
        }

        await BenchDatabase.ExecuteAsync(
            connection,
            """
            UPDATE OrleansStorage SET PayloadBinary = (
                SELECT kept.PayloadBinary FROM kept WHERE kept.GrainIdHash = OrleansStorage.GrainIdHash AND kept.GrainIdN0 = OrleansStorage.GrainIdN0
                AND kept.GrainIdN1 = OrleansStorage.GrainIdN1 AND kept.GrainTypeHash = OrleansStorage.GrainTypeHash
                AND COALESCE(kept.GrainIdExtensionString, '') = COALESCE(OrleansStorage.GrainIdExtensionString, ''))
            WHERE GrainTypeString LIKE '%snapshot%'
            """,
            cancellation);
    }

    private static Task RecordAsync(IGrainFactory grains, int skip, int count, TimeProvider time, CancellationToken cancellation) => Parallel.ForAsync(
        0, Clients, new ParallelOptions { MaxDegreeOfParallelism = 128, CancellationToken = cancellation }, async (number, _) =>
        {
            var life = BenchClients.Life(number, Before + Tail, time.GetUtcNow(), BenchClients.Browse);
            foreach (var chunk in life.AsSpan(skip, count).ToArray().Chunk(PerCall))
            {
                await grains.GetGrain<ICustomerGrain>(BenchClients.Id(number)).Record([.. chunk]);
            }
        });
}

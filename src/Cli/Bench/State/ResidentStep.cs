using System.Globalization;
using Luxe.Contracts.Customers;

namespace Luxe.Cli.Bench.State;

/// <summary>Managed bytes that one more resident client costs, her activation included, when she has 200 recent interactions.</summary>
internal static class ResidentStep
{
    private const int Clients = 10_000;
    private const int Events = 200;
    private const int PerCall = 25;
    private const double Wanted = 8_192;

    public static async Task<Figure[]> RunAsync(BenchPlace place, StateBenchOptions options, TimeProvider time, CancellationToken cancellation)
    {
        var database = await place.NewAsync("resident", cancellation);
        double folded;
        await using (var house = await StateHouse.StartAsync(database, null, cancellation))
        {
            // What the first clients bring along (pools, compiled code) is not theirs.
            await LiveAsync(house.Grains, Clients, 500, time, cancellation);
            var before = Managed();
            await LiveAsync(house.Grains, 0, Clients, time, cancellation);
            folded = (Managed() - before) / (double)Clients;
        }

        double read;
        await using (var house = await StateHouse.StartAsync(database, null, cancellation))
        {
            await WakeAsync(house.Grains, Clients, 500, cancellation);
            var before = Managed();
            await WakeAsync(house.Grains, 0, Clients, cancellation);
            read = (Managed() - before) / (double)Clients;
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  resident client: {folded:N0} bytes after living, {read:N0} bytes after waking"));
        if (!options.Keep)
        {
            await place.DropAsync(database, cancellation);
        }

        return [new Figure("bytes-per-client", Math.Max(folded, read), "bytes", Wanted, "wanted", LowerIsBetter: true)];
    }

    private static Task LiveAsync(IGrainFactory grains, int first, int count, TimeProvider time, CancellationToken cancellation) => Parallel.ForAsync(
        first, first + count, new ParallelOptions { MaxDegreeOfParallelism = 128, CancellationToken = cancellation }, async (number, _) =>
        {
            var client = grains.GetGrain<ICustomerGrain>(BenchClients.Id(number));
            await client.Decide(BenchClients.Decision(time.GetUtcNow().AddDays(-200)));
            foreach (var chunk in BenchClients.Life(number, Events, time.GetUtcNow(), BenchClients.Live).Chunk(PerCall))
            {
                await client.Record([.. chunk]);
            }
        });

    private static Task WakeAsync(IGrainFactory grains, int first, int count, CancellationToken cancellation) => Parallel.ForAsync(
        first, first + count, new ParallelOptions { MaxDegreeOfParallelism = 64, CancellationToken = cancellation }, async (number, _) =>
            await grains.GetGrain<ICustomerViews>(BenchClients.Id(number)).GetConsent());

    private static long Managed()
    {
        for (var pass = 0; pass < 3; pass++)
        {
            GC.Collect(2, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            GC.WaitForPendingFinalizers();
        }

        return GC.GetTotalMemory(forceFullCollection: true);
    }
}

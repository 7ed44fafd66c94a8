using System.Globalization;
using Luxe.Contracts.Consent;
using Luxe.Contracts.Customers;

namespace Luxe.Cli.Bench.State;

/// <summary>
/// Managed bytes that one more resident client costs, her activation included, when she has 200 recent interactions: those of an ordinary life,
/// and those of a life that is rich in everything. After living, and after waking.
/// </summary>
internal static class ResidentStep
{
    private const int Most = 10_000;
    private const int WarmingUp = 500;
    private const int Events = 200;
    private const int PerCall = 25;
    private const int Nobody = 900_000_000;
    private const double Wanted = 8_192;

    public static async Task<Figure[]> RunAsync(BenchPlace place, StateBenchOptions options, TimeProvider time, CancellationToken cancellation)
    {
        var database = await place.NewAsync("resident", cancellation);
        var now = time.GetUtcNow();
        var clients = Math.Min(Most, options.Clients);
        var lives = new Life[]
        {
            new("a life", number => BenchClients.Life(number, Events, now, BenchClients.Live), BenchClients.Decision(now.AddDays(-200)), clients),
            new("a heavy life", number => HeavyLife.Of(number, now), HeavyLife.Decision(now), clients / 2),
        };
        var empty = 0.0;
        var folded = new double[lives.Length];
        await using (var house = await StateHouse.StartAsync(database, null, cancellation))
        {
            // What the first clients bring along (pools, compiled code) is not theirs.
            await WakeAsync(house.Grains, Nobody, WarmingUp, cancellation);
            var none = Managed();
            await WakeAsync(house.Grains, Nobody + WarmingUp, clients, cancellation);
            empty = (Managed() - none) / (double)clients;
            for (var life = 0; life < lives.Length; life++)
            {
                var first = FirstOf(life);
                await LiveAsync(house.Grains, first + Most, WarmingUp, lives[life], cancellation);
                var before = Managed();
                await LiveAsync(house.Grains, first, lives[life].Clients, lives[life], cancellation);
                folded[life] = (Managed() - before) / (double)lives[life].Clients;
            }
        }

        var read = new double[lives.Length];
        await using (var house = await StateHouse.StartAsync(database, null, cancellation))
        {
            for (var life = 0; life < lives.Length; life++)
            {
                var first = FirstOf(life);
                await WakeAsync(house.Grains, first + Most, WarmingUp, cancellation);
                var before = Managed();
                await WakeAsync(house.Grains, first, lives[life].Clients, cancellation);
                read[life] = (Managed() - before) / (double)lives[life].Clients;
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  resident client with {lives[life].Name}: {folded[life]:N0} bytes after living, {read[life]:N0} bytes after waking"));
            }
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  resident client with nothing in her state: {empty:N0} bytes"));
        if (!options.Keep)
        {
            await place.DropAsync(database, cancellation);
        }

        return
        [
            new Figure("bytes-per-client", Math.Max(folded[0], read[0]), "bytes", Wanted, "wanted", LowerIsBetter: true),
            new Figure("bytes-per-heavy-client", Math.Max(folded[1], read[1]), "bytes", Wanted, "wanted", LowerIsBetter: true),
            new Figure("bytes-per-empty-client", empty, "bytes", null, "activation and grain alone", LowerIsBetter: true),
        ];
    }

    // Clients who were never heard of, then those of one life and of the other, and behind each the few who warm up.
    private static int FirstOf(int life) => life * 10 * Most;

    private static Task LiveAsync(IGrainFactory grains, int first, int count, Life life, CancellationToken cancellation) => Parallel.ForAsync(
        first, first + count, new ParallelOptions { MaxDegreeOfParallelism = 128, CancellationToken = cancellation }, async (number, _) =>
        {
            var client = grains.GetGrain<ICustomerGrain>(BenchClients.Id(number));
            await client.Decide(life.Decision);
            await client.Assign(string.Create(CultureInfo.InvariantCulture, $"associate-{number % 40:D2}"));
            foreach (var chunk in life.Events(number).Chunk(PerCall))
            {
                await client.Record([.. chunk]);
            }
        });

    private static Task WakeAsync(IGrainFactory grains, int first, int count, CancellationToken cancellation) => Parallel.ForAsync(
        first, first + count, new ParallelOptions { MaxDegreeOfParallelism = 64, CancellationToken = cancellation }, async (number, _) =>
            await grains.GetGrain<ICustomerViews>(BenchClients.Id(number)).GetConsent());

    /// <summary>A kind of life, and how many live it.</summary>
    private sealed record Life(string Name, Func<int, Interaction[]> Events, ConsentDecision Decision, int Clients);

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

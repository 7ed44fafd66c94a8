using System.Globalization;
using Luxe.Contracts.Consent;
using Luxe.Contracts.Customers;

namespace Luxe.Cli.Bench.State;

/// <summary>
/// Managed bytes that one more resident client costs, her activation included, when she has 200 recent interactions: those of an ordinary life,
/// and those of a life that is rich in everything. After living, and after waking. The clients come in parts, and the median of the parts counts:
/// what the process takes for itself meanwhile (a pool that grows with the threads that happen to run) falls into one of them.
/// </summary>
internal static class ResidentStep
{
    private const int Most = 10_000;
    private const int WarmingUp = 500;
    private const int Parts = 5;
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
            empty = await EachAsync(Nobody + WarmingUp, clients, (first, count) => WakeAsync(house.Grains, first, count, cancellation));
            for (var life = 0; life < lives.Length; life++)
            {
                var first = FirstOf(life);
                await LiveAsync(house.Grains, first + Most, WarmingUp, lives[life], cancellation);
                var lived = lives[life];
                folded[life] = await EachAsync(first, lived.Clients, (from, count) => LiveAsync(house.Grains, from, count, lived, cancellation));
            }
        }

        var read = new double[lives.Length];
        await using (var house = await StateHouse.StartAsync(database, null, cancellation))
        {
            for (var life = 0; life < lives.Length; life++)
            {
                var first = FirstOf(life);
                await WakeAsync(house.Grains, first + Most, WarmingUp, cancellation);
                read[life] = await EachAsync(first, lives[life].Clients, (from, count) => WakeAsync(house.Grains, from, count, cancellation));
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
            new Figure("bytes-per-woken-client", read[0], "bytes", Wanted, "wanted; after waking alone", LowerIsBetter: true),
            new Figure("bytes-per-woken-heavy-client", read[1], "bytes", Wanted, "wanted; after waking alone", LowerIsBetter: true),
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

    /// <summary>Bytes that each of these clients costs: the median of the parts.</summary>
    private static async Task<double> EachAsync(int first, int count, Func<int, int, Task> come)
    {
        var each = new double[Parts];
        var size = count / Parts;
        for (var part = 0; part < Parts; part++)
        {
            var before = Managed();
            await come(first + (part * size), size);
            each[part] = (Managed() - before) / (double)size;
        }

        Array.Sort(each);
        return each[Parts / 2];
    }

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

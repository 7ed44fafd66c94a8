using System.Diagnostics;
using Luxe.Contracts.Customers;

namespace Luxe.Cli.Bench.State;

/// <summary>Calls <c>ICustomerGrain.Record</c> with one event each, over a fixed set of active clients.</summary>
internal sealed class RecordLoad(IGrainFactory grains, int clients, TimeProvider time)
{
    private const int MostUnderWay = 200_000;

    /// <summary>Each caller calls again when its call was acknowledged. Returns acknowledged events and the seconds they took.</summary>
    public async Task<(long Events, double Seconds)> ClosedAsync(int callers, TimeSpan duration, int seed, CancellationToken cancellation)
    {
        var counts = new long[callers];
        var begun = Stopwatch.GetTimestamp();
        var end = begun + (long)(duration.TotalSeconds * Stopwatch.Frequency);
        await Task.WhenAll(Enumerable.Range(0, callers).Select(caller => Task.Run(
            async () =>
            {
                var chance = new Random(seed + caller);
                while (Stopwatch.GetTimestamp() < end)
                {
                    var outcome = await Client(chance).Record([BenchClients.Browse(chance, time.GetUtcNow())]);
                    counts[caller] += outcome.Recorded;
                }
            },
            cancellation)));
        return (counts.Sum(), Stopwatch.GetElapsedTime(begun).TotalSeconds);
    }

    /// <summary>
    /// Calls at a fixed rate, whether or not the calls before were answered, and measures each from the moment it was due: what waits behind
    /// a slow commit is charged with the wait.
    /// </summary>
    public async Task<Latencies> OpenAsync(double perSecond, TimeSpan duration, int seed, CancellationToken cancellation)
    {
        var chance = new Random(seed);
        var taken = new long[(int)(perSecond * duration.TotalSeconds)];
        var all = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var (sent, left) = (0, taken.Length);
        using var beat = new PeriodicTimer(TimeSpan.FromMilliseconds(1));
        var begun = Stopwatch.GetTimestamp();
        while (sent < taken.Length && !all.Task.IsFaulted && await beat.WaitForNextTickAsync(cancellation))
        {
            var due = Math.Min(taken.Length, (int)(Stopwatch.GetElapsedTime(begun).TotalSeconds * perSecond));
            for (; sent < due; sent++)
            {
                _ = OneAsync(sent, Client(chance), BenchClients.Browse(chance, time.GetUtcNow()));
            }

            if (sent - (taken.Length - Volatile.Read(ref left)) > MostUnderWay)
            {
                throw new InvalidDataException(FormattableString.Invariant($"The house does not keep up with {perSecond:N0} events/s: {MostUnderWay:N0} calls are unanswered."));
            }
        }

        await all.Task.WaitAsync(TimeSpan.FromSeconds(60), time, cancellation);
        var latencies = new Latencies();
        foreach (var ticks in taken)
        {
            latencies.Add(0, ticks);
        }

        return latencies;

        async Task OneAsync(int number, ICustomerGrain client, Interaction interaction)
        {
            try
            {
                await client.Record([interaction]);
                taken[number] = Stopwatch.GetTimestamp() - (begun + (long)(number / perSecond * Stopwatch.Frequency));
                if (Interlocked.Decrement(ref left) == 0)
                {
                    all.TrySetResult();
                }
            }
            catch (Exception fault)
            {
                all.TrySetException(fault);
            }
        }
    }

    private ICustomerGrain Client(Random chance) => grains.GetGrain<ICustomerGrain>(BenchClients.Id(chance.Next(clients)));
}

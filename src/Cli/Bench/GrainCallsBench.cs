using System.Diagnostics;

namespace Luxe.Cli.Bench;

/// <summary>What one grain call costs on this runtime.</summary>
internal static class GrainCallsBench
{
    private const int Grains = 10_000;
    private const int Callers = 128;

    /// <summary>Throughput, sequential latency and cold activations.</summary>
    public static async Task<GrainCallFigures> RunAsync(IGrainFactory grains, CancellationToken cancellation)
    {
        var warm = Enumerable.Range(0, Grains).Select(i => grains.GetGrain<IPingGrain>($"ping-{i}")).ToArray();
        foreach (var grain in warm)
        {
            await grain.Ping();
        }

        await MeasureThroughput(warm, TimeSpan.FromSeconds(1), cancellation);
        var best = 0.0;
        for (var round = 0; round < 3; round++)
        {
            best = Math.Max(best, await MeasureThroughput(warm, TimeSpan.FromSeconds(2), cancellation));
        }

        var sequential = new Latencies();
        for (var i = 0; i < 200_000; i++)
        {
            var started = Stopwatch.GetTimestamp();
            await warm[i % Grains].Ping();
            sequential.Add(started, Stopwatch.GetTimestamp());
        }

        return new GrainCallFigures(best, sequential.Microseconds(50), sequential.Microseconds(99), await MeasureActivations(grains));
    }

    private static async Task<double> MeasureThroughput(IPingGrain[] grains, TimeSpan duration, CancellationToken cancellation)
    {
        var counts = new long[Callers];
        var end = Stopwatch.GetTimestamp() + (long)(duration.TotalSeconds * Stopwatch.Frequency);
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, Callers).Select(caller => Task.Run(
            async () =>
            {
                var next = caller * 7919;
                long calls = 0;
                while (Stopwatch.GetTimestamp() < end)
                {
                    await grains[next % Grains].Ping();
                    next += 31;
                    calls++;
                }

                counts[caller] = calls;
            },
            cancellation)));
        return counts.Sum() / watch.Elapsed.TotalSeconds;
    }

    private static async Task<double> MeasureActivations(IGrainFactory grains)
    {
        const int count = 100_000;
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, Callers).Select(caller => Task.Run(async () =>
        {
            for (var i = caller; i < count; i += Callers)
            {
                await grains.GetGrain<IPingGrain>($"cold-{i}").Ping();
            }
        })));
        return count / watch.Elapsed.TotalSeconds;
    }
}

/// <summary>What <see cref="GrainCallsBench"/> measured.</summary>
/// <param name="CallsPerSecond">No-op calls per second, 128 callers over 10,000 grains, best of three.</param>
/// <param name="P50Microseconds">Sequential call, median.</param>
/// <param name="P99Microseconds">Sequential call, 99th percentile.</param>
/// <param name="ActivationsPerSecond">First calls to grains that were not active.</param>
internal sealed record GrainCallFigures(double CallsPerSecond, double P50Microseconds, double P99Microseconds, double ActivationsPerSecond);

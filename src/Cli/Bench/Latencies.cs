using System.Diagnostics;

namespace Luxe.Cli.Bench;

/// <summary>Collects durations and answers exact percentiles.</summary>
internal sealed class Latencies
{
    private readonly List<long> ticks = [];
    private bool sorted;

    public int Count => ticks.Count;

    public void Add(long startedAt, long endedAt)
    {
        ticks.Add(endedAt - startedAt);
        sorted = false;
    }

    /// <summary>All of them together.</summary>
    public static Latencies Merge(IEnumerable<Latencies> parts)
    {
        var all = new Latencies();
        foreach (var part in parts)
        {
            all.ticks.AddRange(part.ticks);
        }

        return all;
    }

    /// <summary>Nearest-rank percentile in milliseconds.</summary>
    public double Milliseconds(double percentile) => Percentile(percentile) * 1000.0 / Stopwatch.Frequency;

    /// <summary>Nearest-rank percentile in microseconds.</summary>
    public double Microseconds(double percentile) => Percentile(percentile) * 1_000_000.0 / Stopwatch.Frequency;

    private long Percentile(double percentile)
    {
        if (!sorted)
        {
            ticks.Sort();
            sorted = true;
        }

        return ticks[Math.Clamp((int)Math.Ceiling(ticks.Count * percentile / 100.0) - 1, 0, ticks.Count - 1)];
    }
}

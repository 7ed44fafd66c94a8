using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Luxe.Storage.Commit;

/// <summary>Figures of the committer, under the meter <c>Luxe.Storage</c>.</summary>
internal static class StorageMeter
{
    private static readonly Meter Meter = new("Luxe.Storage");
    private static readonly Histogram<int> Batch = Meter.CreateHistogram<int>("luxe.storage.batch", "{write}", "Writes that shared a commit.");
    private static readonly Histogram<double> Commit = Meter.CreateHistogram<double>("luxe.storage.commit", "ms", "Duration of a commit.");
    private static readonly Counter<int> Faults = Meter.CreateCounter<int>("luxe.storage.failed", "{write}", "Writes answered as unavailable.");

    private static readonly Counter<int> Damaged = Meter.CreateCounter<int>("luxe.storage.quarantined", "{row}", "Journal rows found damaged or missing, each once per process.");

    public static long Now() => Stopwatch.GetTimestamp();

    public static TimeSpan Since(long begun) => Stopwatch.GetElapsedTime(begun);

    public static void Committed(int count, long begun)
    {
        Batch.Record(count);
        Commit.Record(Since(begun).TotalMilliseconds);
    }

    public static void Quarantined(int count) => Damaged.Add(count);

    public static void Failed(int count) => Faults.Add(count);
}

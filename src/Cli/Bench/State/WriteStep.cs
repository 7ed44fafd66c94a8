using System.Globalization;

namespace Luxe.Cli.Bench.State;

/// <summary>Durable acknowledged events through the grain, beside a write of the whole state per event and beside the driver alone.</summary>
internal static class WriteStep
{
    private const int Clients = 10_000;
    private const int Callers = 256;

    public static async Task<Figure[]> RunAsync(BenchPlace place, StateBenchOptions options, TimeProvider time, CancellationToken cancellation)
    {
        var duration = TimeSpan.FromSeconds(options.Seconds);
        var ours = await place.NewAsync("ours", cancellation);
        var (perSecond, p50, p99) = await MeasureAsync(ours, duration, time, cancellation);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  through the grain: {perSecond:N0} events/s; at half load p50 {p50:0.00} ms, p99 {p99:0.0} ms"));

        var raw = await place.NewAsync("raw", cancellation);
        var driver = await RawInsertBench.RunAsync(ours, raw, duration, cancellation);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  the driver alone: {driver:N0} rows/s"));

        var states = await WholeStateLoad.SampleAsync(ours, cancellation);
        var whole = await place.NewAsync("whole", cancellation);
        var (writes, bytes) = await WholeStateLoad.RunAsync(whole, states, Clients, Callers, duration, cancellation);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  one WriteStateAsync per event: {writes:N0} events/s of {bytes:N0} bytes"));
        if (!options.Keep)
        {
            foreach (var database in (BenchDatabase[])[ours, raw, whole])
            {
                await place.DropAsync(database, cancellation);
            }
        }

        return
        [
            new Figure("write-state", perSecond, "events/s", writes, string.Create(CultureInfo.InvariantCulture, $"one WriteStateAsync ({bytes / 1024.0:0.0} KB) per event")),
            new Figure("raw-insert", perSecond, "events/s", driver, "the driver alone, 512 rows per commit"),
            new Figure("append-p50-ms", p50, "ms", null, string.Create(CultureInfo.InvariantCulture, $"open loop at {perSecond / 2:N0} events/s"), LowerIsBetter: true),
            new Figure("append-p99-ms", p99, "ms", null, string.Create(CultureInfo.InvariantCulture, $"open loop at {perSecond / 2:N0} events/s"), LowerIsBetter: true),
        ];
    }

    private static async Task<(double PerSecond, double P50, double P99)> MeasureAsync(BenchDatabase database, TimeSpan duration, TimeProvider time, CancellationToken cancellation)
    {
        await using var house = await StateHouse.StartAsync(database, null, cancellation);
        await BenchClients.EnrolAsync(house.Grains, Clients, time, cancellation);
        var load = new RecordLoad(house.Grains, Clients, time);
        var warm = await load.ClosedAsync(Callers, TimeSpan.FromSeconds(6), 1, cancellation);
        var busy = Environment.CpuUsage.TotalTime;
        var measured = await load.ClosedAsync(Callers, duration, 100_000, cancellation);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  processor time of this process: {(Environment.CpuUsage.TotalTime - busy).TotalMicroseconds / measured.Events:0.0} us an event"));
        await ProveAsync(database, warm.Events + measured.Events, cancellation);
        var perSecond = measured.Events / measured.Seconds;
        var latencies = await load.OpenAsync(perSecond / 2, duration, 7, cancellation);
        return (perSecond, latencies.Milliseconds(50), latencies.Milliseconds(99));
    }

    /// <summary>Every event that was acknowledged is a row.</summary>
    private static async Task ProveAsync(BenchDatabase database, long acknowledged, CancellationToken cancellation)
    {
        await using var connection = await database.OpenJournalAsync(cancellation);
        var rows = await BenchDatabase.NumberAsync(connection, "SELECT COUNT(*) FROM journal WHERE kind = 'interaction'", cancellation);
        if (rows != acknowledged)
        {
            throw new InvalidDataException(FormattableString.Invariant($"{acknowledged} events were acknowledged, {rows} are in the journal."));
        }
    }
}

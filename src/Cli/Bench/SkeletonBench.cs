using Luxe.Silo.Hosting;
using Spectre.Console;

namespace Luxe.Cli.Bench;

/// <summary><c>luxe bench skeleton</c>: is the walking skeleton fast enough to stand on?</summary>
internal static class SkeletonBench
{
    public static async Task RunAsync(BenchReport report, IAnsiConsole console, TimeProvider time, CancellationToken cancellation)
    {
        await console.Progress().StartAsync(async progress =>
        {
            var calls = progress.AddTask("grain calls");
            await AddCallsAsync(report, cancellation);
            calls.Value = 100;

            var events = progress.AddTask("durable events");
            var duration = TimeSpan.FromSeconds(8);
            var single = await DurableEventsBench.RunAsync(maxBatchRows: 1, duration, time, cancellation);
            events.Value = 50;
            var grouped = await DurableEventsBench.RunAsync(maxBatchRows: 512, duration, time, cancellation);
            events.Value = 100;
            const string oneCommit = "one commit per event, same run";
            report.Add(new Figure("durable-events-sqlite", grouped.EventsPerSecond, "events/s", single.EventsPerSecond, oneCommit));
            report.Add(new Figure("append-p50-ms", grouped.Acknowledgement.Milliseconds(50), "ms", single.Acknowledgement.Milliseconds(50), oneCommit, LowerIsBetter: true));
            report.Add(new Figure("append-p99-ms", grouped.Acknowledgement.Milliseconds(99), "ms", single.Acknowledgement.Milliseconds(99), oneCommit, LowerIsBetter: true));

            var arrivals = progress.AddTask("arrivals to tablets");
            var latencies = await ArrivalBench.RunAsync(done => arrivals.Value = done * 100, cancellation);
            report.Add(new Figure("arrival-to-tablet-p50-ms", latencies.Milliseconds(50), "ms", null, "", LowerIsBetter: true));
            report.Add(new Figure("arrival-to-tablet-p99-ms", latencies.Milliseconds(99), "ms", 100, "wanted", LowerIsBetter: true));
        });
    }

    /// <summary>Only the runtime's own cost, with real Orleans beside it.</summary>
    public static async Task AddCallsAsync(BenchReport report, CancellationToken cancellation)
    {
        var ours = await RunCallsAsync(cancellation);
        var (orleans, source) = await OrleansBeside.MeasureAsync(cancellation);
        report.Add(new Figure("grain-calls", ours.CallsPerSecond, "calls/s", orleans.CallsPerSecond, source));
        report.Add(new Figure("grain-call-p50-us", ours.P50Microseconds, "us", orleans.P50Microseconds, source, LowerIsBetter: true));
        report.Add(new Figure("grain-call-p99-us", ours.P99Microseconds, "us", orleans.P99Microseconds, source, LowerIsBetter: true));
        report.Add(new Figure("activations", ours.ActivationsPerSecond, "activations/s", orleans.ActivationsPerSecond, source));
    }

    private static async Task<GrainCallFigures> RunCallsAsync(CancellationToken cancellation)
    {
        using var folder = new TemporaryFolder();
        await using var app = LuxeHost.Build(new LuxeHostOptions { Url = "http://127.0.0.1:0", DataDirectory = folder.Path });
        await app.StartAsync(cancellation);
        var figures = await GrainCallsBench.RunAsync(app.Services.GetRequiredService<IGrainFactory>(), cancellation);
        await app.StopAsync(cancellation);
        return figures;
    }
}

using System.CommandLine;
using Luxe.Cli.Bench.Consent;
using Luxe.Cli.Bench.Keys;
using Luxe.Cli.Bench.State;
using Spectre.Console;

namespace Luxe.Cli.Bench;

/// <summary><c>luxe bench NAME</c>.</summary>
internal static class BenchVerb
{
    public static Command Create()
    {
        var json = new Option<FileInfo?>("--json") { Description = "Also write the figures to this file." };
        var skeleton = new Command("skeleton", "Grain calls, durable events, arrival to tablet.") { json };
        skeleton.SetAction((parsed, cancellation) => RunAsync("luxe bench skeleton", Whole(SkeletonBench.RunAsync), parsed.GetValue(json), cancellation));
        var calls = new Command("calls", "Grain calls only: the runtime's own cost.") { json };
        calls.SetAction((parsed, cancellation) => RunAsync("luxe bench calls", Whole((report, _, _, stop) => SkeletonBench.AddCallsAsync(report, stop)), parsed.GetValue(json), cancellation));
        var keys = new Command("keys", "What sealing and opening a journal row costs.") { json };
        keys.SetAction((parsed, cancellation) => RunAsync("luxe bench keys", Whole(static (report, _, _, stop) => KeysBench.RunAsync(report, stop)), parsed.GetValue(json), cancellation));
        return new Command("bench", "Measure, with the baseline beside it in the same run.") { skeleton, calls, StateVerb.Create(json), StateVerb.CreateStep(), ConsentBench.Create(json), keys };
    }

    /// <summary>Runs a bench, which says whether it gave every figure, prints the table and writes the file.</summary>
    public static async Task<int> RunAsync(
        string title,
        Func<BenchReport, IAnsiConsole, TimeProvider, CancellationToken, Task<bool>> bench,
        FileInfo? json,
        CancellationToken cancellation)
    {
        if (json is { Directory.Exists: false })
        {
            await Console.Error.WriteLineAsync($"luxe bench: the folder of --json {json.Name} does not exist.");
            return LuxeCommandLine.BadArguments;
        }

        if (Console.IsOutputRedirected)
        {
            AnsiConsole.Profile.Width = 140; // A log has no width of its own.
        }

        var report = new BenchReport(title);
        var whole = await bench(report, AnsiConsole.Console, TimeProvider.System, cancellation);
        report.Print(AnsiConsole.Console);
        if (json is not null)
        {
            await report.WriteJsonAsync(json.FullName, cancellation);
        }

        return whole ? 0 : 1;
    }

    private static Func<BenchReport, IAnsiConsole, TimeProvider, CancellationToken, Task<bool>> Whole(
        Func<BenchReport, IAnsiConsole, TimeProvider, CancellationToken, Task> bench) => async (report, console, time, cancellation) =>
        {
            await bench(report, console, time, cancellation);
            return true;
        };
}

using System.Diagnostics;
using System.Text.Json;

namespace Luxe.Cli.Bench;

/// <summary>Real Orleans' figures for the same grain: measured in this run where that build is there, else as recorded.</summary>
internal static class OrleansBeside
{
    // Measured once on this kind of machine, 2 cores, real Orleans built privately (see bench/README.md).
    private static readonly GrainCallFigures Recorded = new(646_000, 2.4, 3.6, 95_000);

    // artifacts/embedded/bin/Cli/release -> artifacts/orleans/bin/Cli/release
    private static readonly string Program = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "..", "..", "orleans", "bin", "Cli", "release", "Luxe.Cli.dll"));

    public static async Task<(GrainCallFigures Figures, string Source)> MeasureAsync(CancellationToken cancellation)
    {
        if (Hardware.RuntimeName == "orleans" || !File.Exists(Program))
        {
            return (Recorded, "real Orleans, recorded");
        }

        using var folder = new TemporaryFolder();
        var json = Path.Combine(folder.Path, "calls.json");
        using var bench = Process.Start(new ProcessStartInfo("dotnet", [Program, "bench", "calls", "--json", json]) { RedirectStandardOutput = true })!;
        await bench.StandardOutput.ReadToEndAsync(cancellation);
        await bench.WaitForExitAsync(cancellation);
        if (bench.ExitCode != 0)
        {
            return (Recorded, "real Orleans, recorded");
        }

        using var figures = JsonDocument.Parse(await File.ReadAllTextAsync(json, cancellation));
        double Value(string name) => figures.RootElement.GetProperty(name).GetProperty("value").GetDouble();
        return (new GrainCallFigures(Value("grain-calls"), Value("grain-call-p50-us"), Value("grain-call-p99-us"), Value("activations")), "real Orleans, same run");
    }
}

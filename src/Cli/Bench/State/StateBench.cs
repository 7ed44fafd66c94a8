using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Luxe.Cli.Bench.State;

/// <summary><c>luxe bench state</c>: every step on every database, each in a process of its own, one after the other.</summary>
internal static class StateBench
{
    /// <summary>Measures and adds the figures; true when every step gave its figures.</summary>
    public static async Task<bool> RunAsync(StateBenchOptions options, BenchReport report, TimeProvider time, CancellationToken cancellation)
    {
        var folder = options.Folder is { } given
            ? Directory.CreateDirectory(Path.Combine(given, string.Create(CultureInfo.InvariantCulture, $"luxe-bench-{time.GetUtcNow():yyyyMMdd-HHmmss}"))).FullName
            : Directory.CreateTempSubdirectory("luxe-bench-").FullName;
        var whole = true;
        try
        {
            foreach (var kind in options.Databases)
            {
                if (kind == StateFigures.Postgres && options.PostgresServer is null && BenchPostgres.Missing is { } missing)
                {
                    await Console.Error.WriteLineAsync($"luxe bench state: {missing}; its figures are left out.");
                    whole = false;
                    continue;
                }

                whole &= await RunAsync(kind, folder, options, report, cancellation);
            }
        }
        finally
        {
            if (options.Keep)
            {
                Console.WriteLine($"kept: {folder}");
            }
            else
            {
                Directory.Delete(folder, recursive: true);
            }
        }

        return whole;
    }

    private static async Task<bool> RunAsync(string kind, string folder, StateBenchOptions options, BenchReport report, CancellationToken cancellation)
    {
        // The server's user must be able to walk to its folder, so that lies apart from the one that only its owner may enter.
        var serverFolder = Path.Combine(options.Folder ?? Path.GetTempPath(), Path.GetFileName(folder) + "-pg");
        await using var own = kind == StateFigures.Postgres && options.PostgresServer is null ? await BenchPostgres.StartAsync(serverFolder, options.Keep, cancellation) : null;
        if (own is not null && options.Keep)
        {
            Console.WriteLine($"kept: {serverFolder}");
        }

        var place = new BenchPlace(kind, Directory.CreateDirectory(Path.Combine(folder, kind)).FullName, kind == StateFigures.Postgres ? own?.Server ?? options.PostgresServer : null) { Seals = options.Seals };
        var whole = true;
        foreach (var step in options.Steps)
        {
            Console.WriteLine($"{kind}: {string.Join(", ", StateFigures.Steps[step])}");
            whole &= await StepAsync(step, place, options, report, cancellation);
        }

        return whole;
    }

    private static async Task<bool> StepAsync(string step, BenchPlace place, StateBenchOptions options, BenchReport report, CancellationToken cancellation)
    {
        var figures = Path.Combine(place.Folder, step + ".json");
        string[] arguments =
        [
            Environment.GetCommandLineArgs()[0], "bench", "state-step", step, "--database", place.Kind, "--folder", place.Folder, "--figures", figures,
            "--clients", options.Clients.ToString(CultureInfo.InvariantCulture), "--events", options.Events.ToString(CultureInfo.InvariantCulture),
            "--seconds", options.Seconds.ToString(CultureInfo.InvariantCulture), .. (string[])(options.Keep ? ["--keep"] : []),
            .. (string[])(options.Seals ? [] : ["--unsealed"]),
            .. (string[])(place.Server is { } server ? ["--postgres-server", server] : []),
        ];
        using var child = Process.Start(new ProcessStartInfo("dotnet", arguments))!;
        try
        {
            await child.WaitForExitAsync(cancellation);
        }
        catch (OperationCanceledException)
        {
            child.Kill(entireProcessTree: true);
            throw;
        }

        if (child.ExitCode != 0 || !File.Exists(figures))
        {
            await Console.Error.WriteLineAsync($"luxe bench state: the step '{step}' on {place.Kind} ended with {child.ExitCode}; its figures are missing.");
            return false;
        }

        foreach (var figure in JsonSerializer.Deserialize<Figure[]>(await File.ReadAllBytesAsync(figures, cancellation))!)
        {
            report.Add(figure);
        }

        return true;
    }
}

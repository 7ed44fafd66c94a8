using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Luxe.Storage;

namespace Luxe.Cli.Bench.State;

/// <summary>A store of a million clients (see <see cref="BigFill"/>): filled, started, served, backed up, verified.</summary>
internal static class BigStep
{
    private const double Mebibyte = 1024 * 1024;

    public static async Task<Figure[]> RunAsync(BenchPlace place, StateBenchOptions options, TimeProvider time, CancellationToken cancellation)
    {
        BenchDisk.Ensure(place, options.Events);
        var database = await place.NewAsync("big", cancellation);
        try
        {
            return await MeasureAsync(place, database, options, time, cancellation);
        }
        finally
        {
            // After a fault too: the next step needs the room.
            if (options.Keep)
            {
                Console.WriteLine($"kept: {database.Folder} {(database.Postgres is null ? "" : new Npgsql.NpgsqlConnectionStringBuilder(database.Postgres).Database)}");
            }
            else
            {
                await place.DropAsync(database, CancellationToken.None);
                if (Directory.Exists(BackupOf(place)))
                {
                    Directory.Delete(BackupOf(place), recursive: true);
                }
            }
        }
    }

    private static string BackupOf(BenchPlace place) => Path.Combine(place.Folder, "big-backup");

    private static async Task<Figure[]> MeasureAsync(BenchPlace place, BenchDatabase database, StateBenchOptions options, TimeProvider time, CancellationToken cancellation)
    {
        var perClient = (int)Math.Max(1, options.Events / options.Clients);
        var size = StateFigures.Short(options.Clients);
        var templates = await LifeTemplates.MakeAsync(place, perClient, time, cancellation);
        var filled = await BigFill.RunAsync(database, templates, options.Clients, time, cancellation);
        var store = await database.SizeAsync(cancellation) / Mebibyte;
        var served = await ServeAsync(place, database, options, size, cancellation);

        var house = new HouseData(database.Folder, database.Postgres);
        var backup = BackupOf(place);
        var begun = Stopwatch.GetTimestamp();
        var manifest = await new HouseBackup(house, time, new Said("backup")).TakeAsync(backup, withKeys: false, cancellation);
        var backedUp = Stopwatch.GetElapsedTime(begun).TotalSeconds;
        var backupSize = manifest.Files.Sum(static file => file.Bytes) / Mebibyte;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  backed up in {backedUp:0.0} s: {backupSize:N0} MiB (the store: {store:N0} MiB)"));
        Directory.Delete(backup, recursive: true);

        begun = Stopwatch.GetTimestamp();
        var report = await new HouseVerify(house, new Said("verify")).RunAsync(cancellation);
        var verified = Stopwatch.GetElapsedTime(begun).TotalSeconds;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  verified in {verified:0.0} s: {report.Journals:N0} journals, {report.Rows:N0} rows, {report.FaultCount} faults; {Environment.WorkingSet / Mebibyte:N0} MiB resident here"));
        if (!report.IsSound)
        {
            throw new InvalidDataException($"The store is not sound: {report.Faults[0]}");
        }

        var rows = report.Rows;
        return
        [
            new Figure($"fill-{size}-s", filled, "s", null, string.Create(CultureInfo.InvariantCulture, $"{rows:N0} rows through the journal's appends"), LowerIsBetter: true),
            .. served,
            new Figure($"backup-{size}-s", backedUp, "s", null, string.Create(CultureInfo.InvariantCulture, $"{backupSize:N0} MiB"), LowerIsBetter: true),
            new Figure($"verify-{size}-s", verified, "s", null, "every row, chain and number", LowerIsBetter: true),
            new Figure($"store-{size}-mb", store, "MiB", null, string.Create(CultureInfo.InvariantCulture, $"{rows:N0} rows"), LowerIsBetter: true),
        ];
    }

    /// <summary>Starts the house in a process of its own, timed from the process' start.</summary>
    private static async Task<Figure[]> ServeAsync(BenchPlace place, BenchDatabase database, StateBenchOptions options, string size, CancellationToken cancellation)
    {
        var path = Path.Combine(place.Folder, "serve.json");
        string[] arguments =
        [
            Environment.GetCommandLineArgs()[0], "bench", "state-step", StateFigures.Serve, "--database", place.Kind, "--folder", database.Folder, "--figures", path,
            "--clients", options.Clients.ToString(CultureInfo.InvariantCulture),
            .. (string[])(database.Postgres is { } server ? ["--postgres-server", server] : []),
            .. (string[])(database.Seals ? [] : ["--unsealed"]),
        ];
        var begun = Stopwatch.GetTimestamp();
        using var child = Process.Start(new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true })!;
        var ready = 0.0;
        while (await child.StandardOutput.ReadLineAsync(cancellation) is { } line)
        {
            if (line == ServeStep.Ready)
            {
                ready = Stopwatch.GetElapsedTime(begun).TotalSeconds;
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  ready {ready:0.0} s after the process began"));
            }
            else
            {
                Console.WriteLine(line);
            }
        }

        await child.WaitForExitAsync(cancellation);
        if (child.ExitCode != 0 || ready == 0)
        {
            throw new InvalidDataException($"The house did not serve the big store (exit code {child.ExitCode}).");
        }

        var figures = JsonSerializer.Deserialize<Figure[]>(await File.ReadAllBytesAsync(path, cancellation))!;
        return
        [
            new Figure($"restart-{size}-s", ready, "s", null, "from the process' start to /health/ready", LowerIsBetter: true),
            .. figures.Select(figure => figure with { Name = string.Format(CultureInfo.InvariantCulture, figure.Name, size) }),
        ];
    }

    /// <summary>A line whenever a long work has come another tenth.</summary>
    private sealed class Said(string verb) : IProgress<HouseProgress>
    {
        private string _last = "";

        public void Report(HouseProgress value)
        {
            var line = value.Total == 0 ? value.What : string.Create(CultureInfo.InvariantCulture, $"{value.What} {value.Done * 10 / value.Total * 10}%");
            if (line != _last && (value.Total == 0 || value.Done * 10 / value.Total % 5 == 0))
            {
                _last = line;
                Console.WriteLine($"  {verb}: {line}");
            }
        }
    }
}

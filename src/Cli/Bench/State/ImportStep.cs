using System.Diagnostics;
using System.Globalization;
using Luxe.Cli.Imports;
using Luxe.Storage;

namespace Luxe.Cli.Bench.State;

/// <summary>
/// Lines per second of <c>luxe import events --data</c> on a file of strangers, five lines each, half of them anonymous; beside it the same rows through
/// the journal's own appends, one per client, without parsing, identities, consent, fold or ledger.
/// </summary>
internal static class ImportStep
{
    private const int PerClient = 5;
    private const int LinesPerSecond = 20_000;
    private const int Warm = 2_000;
    private const int Writers = 1_024;

    public static async Task<Figure[]> RunAsync(BenchPlace place, StateBenchOptions options, TimeProvider time, CancellationToken cancellation)
    {
        var lines = options.Seconds * LinesPerSecond;
        var database = await place.NewAsync("import", cancellation);
        var house = new HouseData(database.Folder, database.Postgres);
        double imported;
        TimeSpan processor;
        await using (var silo = await BulkHouse.StartAsync(house, cancellation, database.Seals))
        {
            await ImportAsync(silo, Write(place, "warm", Warm, time), cancellation);
            var file = Write(place, "import", lines, time);
            var (begun, before) = (Stopwatch.GetTimestamp(), Process.GetCurrentProcess().TotalProcessorTime);
            await ImportAsync(silo, file, cancellation);
            imported = lines / Stopwatch.GetElapsedTime(begun).TotalSeconds;
            processor = Process.GetCurrentProcess().TotalProcessorTime - before;
        }

        var appends = await AppendsAsync(database, lines, cancellation);
        var rows = appends.Sum(static append => append.Rows.Length);
        var beside = await place.NewAsync("import-beside", cancellation);
        var appended = rows / await AppendAsync(beside, appends, cancellation);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  imported: {imported:N0} lines/s, {processor.TotalMicroseconds / lines:N0} microseconds of processor a line; the journal alone: {appended:N0} rows/s"));
        if (!options.Keep)
        {
            await place.DropAsync(database, cancellation);
            await place.DropAsync(beside, cancellation);
        }

        return [new Figure("import-events", imported, "events/s", appended, string.Create(CultureInfo.InvariantCulture, $"{lines:N0} lines of {lines / PerClient:N0} strangers; ratio to the journal's own appends of the same rows"))];
    }

    private static async Task ImportAsync(BulkHouse silo, string file, CancellationToken cancellation)
    {
        var options = ImportOptions.For(file, null) with { Consent = new ImportConsent("behaviour", "bench"), ChunkLines = 50_000 };
        var summary = await new BulkImporter(silo.Intake, new SegmentLineParser(), options).RunAsync(null, cancellation);
        if (summary.Bad > 0)
        {
            throw new InvalidDataException($"{summary.Bad} lines were not imported.");
        }
    }

    /// <summary>A file in order of time: every client comes back five times within some thousand lines.</summary>
    private static string Write(BenchPlace place, string name, int lines, TimeProvider time)
    {
        var path = Path.Combine(place.Folder, name + ".jsonl");
        var begin = time.GetUtcNow().AddYears(-2);
        using var file = new StreamWriter(path);
        for (var line = 0; line < lines; line++)
        {
            var client = (line / 5_000 * 1_000) + (line % 1_000);
            var who = client % 2 == 0 ? "anonymousId" : "userId";
            file.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $$$"""{"type":"track","event":"{{{(line % 9 == 0 ? "Product Added" : "Product Viewed")}}}","{{{who}}}":"{{{name}}}-{{{client}}}","messageId":"{{{name}}}-{{{line}}}","timestamp":"{{{begin.AddSeconds(line * 10.0):O}}}","properties":{"product_id":"p-{{{line % 997}}}","category":"coats","price":{{{100 + (line % 900)}}},"currency":"EUR"}}"""));
        }

        return path;
    }

    /// <summary>What the import wrote, as one append per client.</summary>
    private static async Task<List<JournalAppend>> AppendsAsync(BenchDatabase database, int lines, CancellationToken cancellation)
    {
        var customers = new List<string>();
        await using (var connection = await database.OpenJournalAsync(cancellation))
        {
            await using var command = connection.CreateCommand();
            BenchDatabase.SetText(command, "SELECT DISTINCT customer FROM journal");
            await using var reader = await command.ExecuteReaderAsync(cancellation);
            while (await reader.ReadAsync(cancellation))
            {
                customers.Add(reader.GetString(0));
            }
        }

        await using var house = await StateHouse.StartAsync(database, null, cancellation);
        var journal = house.Services.GetRequiredService<IJournal>();
        var appends = new List<JournalAppend>(customers.Count);
        foreach (var customer in customers)
        {
            var rows = new List<JournalRow>();
            await foreach (var row in journal.ReadAsync(customer, 0, cancellationToken: cancellation))
            {
                rows.Add(row);
            }

            appends.Add(new JournalAppend { Customer = customer, ExpectedSeq = 0, Rows = [.. rows] });
        }

        var events = appends.Sum(static append => append.Rows.Count(static row => row.Kind == "interaction"));
        return events == lines + Warm ? appends : throw new InvalidDataException(FormattableString.Invariant($"{lines + Warm} lines were imported, {events} are in the journal."));
    }

    private static async Task<double> AppendAsync(BenchDatabase database, List<JournalAppend> appends, CancellationToken cancellation)
    {
        await using var house = await StateHouse.StartAsync(database, null, cancellation, maxBatchRows: 4_096);
        var journal = house.Services.GetRequiredService<IJournal>();
        var next = -1;
        var begun = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(_ => Task.Run(
            async () =>
            {
                for (int at; (at = Interlocked.Increment(ref next)) < appends.Count;)
                {
                    await journal.AppendAsync(appends[at], cancellation);
                }
            },
            cancellation)));
        return Stopwatch.GetElapsedTime(begun).TotalSeconds;
    }
}

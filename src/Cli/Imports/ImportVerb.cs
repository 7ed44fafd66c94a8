using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Luxe.Cli.Http;
using Luxe.Storage;
using Spectre.Console;

namespace Luxe.Cli.Imports;

/// <summary><c>luxe import events</c> and <c>luxe import hm</c></summary>
internal static class ImportVerb
{
    private static readonly string[] Formats = ["segment", "csv", "retailrocket", "taobao"];
    private static readonly string[] Tiers = ["category", "behaviour", "identity"];

    public static Command Build() => new("import", "Bring events, products and clients in from elsewhere.") { Events(), HmVerb.Build() };

    public static Option<string?> Tier(string? value = null)
    {
        var tier = new Option<string?>("--tier") { Description = "Tier of the consent under which the rows may be held.", HelpName = "TIER", DefaultValueFactory = _ => value };
        tier.AcceptOnlyFromAmong(Tiers);
        return tier;
    }

    public static Option<bool> Resume() => new("--resume") { Description = "Go on where an interrupted import stopped." };

    public static Task<int> ShowAsync(string name, Importer importer, ImportOptions options, CancellationToken cancellation) =>
        ShowAsync(name, importer.RunAsync, options, cancellation);

    private static async Task<int> ShowAsync(string name, Func<Action<long, long>?, CancellationToken, Task<ImportSummary>> import, ImportOptions options, CancellationToken cancellation)
    {
        ImportSummary summary;
        var begun = Stopwatch.GetTimestamp();
        try
        {
            summary = await RunAsync(name, import, cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            await Console.Error.WriteLineAsync($"luxe: {name} was stopped; the same command with --resume goes on.");
            throw;
        }

        if (summary.Nothing)
        {
            Console.WriteLine($"{name}: finished by an earlier run ({summary.Sent.ToString("N0", CultureInfo.InvariantCulture)} events).");
            return 0;
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}: {summary.Lines:N0} lines read, {summary.Sent:N0} events acknowledged, {summary.Bad:N0} lines not imported.{ImportWords.Pace(summary.Lines, Stopwatch.GetElapsedTime(begun))}"));
        if (summary.Clients > 0)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Consent recorded for {summary.Clients:N0} clients who had decided nothing."));
        }

        if (options.Consent is null)
        {
            Console.WriteLine("No --tier was given: clients who have decided nothing keep nothing (their events are counted and dropped).");
        }

        if (summary.Bad > 0)
        {
            Console.WriteLine($"The lines not imported, with their numbers: {options.ErrorPath}");
        }

        return summary.Sent == 0 && summary.Bad > 0 ? 1 : 0;
    }

    private static async Task<ImportSummary> RunAsync(string name, Func<Action<long, long>?, CancellationToken, Task<ImportSummary>> import, CancellationToken cancellation) => Console.IsOutputRedirected
        ? await import(null, cancellation)
        : await AnsiConsole.Progress()
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .StartAsync(context =>
            {
                var task = context.AddTask(Markup.Escape(name), maxValue: 1);
                return import((read, all) => task.Value = all == 0 ? 1 : (double)read / all, cancellation);
            });

    private static Command Events()
    {
        var file = new Argument<FileInfo>("FILE") { Description = "The file, plain or gzip." }.AcceptExistingOnly();
        var format = new Option<string>("--format") { Description = "What the file holds: segment (a call per line), csv (a header; its columns are the fields of a Segment track call), retailrocket, taobao.", Required = true };
        format.AcceptOnlyFromAmong(Formats);
        var (url, writeKey, adminKey, tier, resume) = (Verb.Url(), Verb.WriteKey(), Verb.AdminKey(), Tier(), Resume());
        var notice = new Option<string?>("--notice") { Description = "Version of the notice that the clients were shown (with --tier).", HelpName = "VERSION" };
        var checkpoint = new Option<string?>("--checkpoint") { Description = "Where progress is kept (FILE.checkpoint.json unless told).", HelpName = "PATH" };
        var data = new Option<string?>("--data") { Description = "Import into this data folder directly, several times as fast: Luxe must not run on it.", HelpName = "DIR" };
        var postgres = new Option<string?>("--postgres") { Description = "With --data (for the keys): the house's PostgreSQL database.", HelpName = "CONNECTION" };

        // Enough lines that a client has several among them, few enough for the memory of a laptop.
        var chunk = Verb.Whole("--chunk", "With --data: lines that are settled together", 50_000, 100, 1_000_000);
        var command = new Command("events", "Import events, through a running Luxe (--url) or into its database while it is stopped (--data). A repeated or resumed import changes nothing twice. Ends with 0 when every readable line was acknowledged, 1 otherwise.")
        {
            file, format, url, writeKey, adminKey, data, postgres, chunk, tier, notice, resume, checkpoint,
        };
        command.Validators.Add(result =>
        {
            if (result.GetValue(tier) is null != result.GetValue(notice) is null)
            {
                result.AddError("--tier and --notice go together.");
            }

            if (result.GetValue(postgres) is not null && result.GetValue(data) is null)
            {
                result.AddError("--postgres needs --data, the folder of the house's keys.");
            }
        });
        command.SetAction((parsed, cancellation) => Verb.RunAsync(
            async () =>
            {
                var path = parsed.GetValue(file)!;
                var options = ImportOptions.For(path.FullName, parsed.GetValue(checkpoint)) with
                {
                    Resume = parsed.GetValue(resume),
                    Consent = parsed.GetValue(tier) is { } level ? new ImportConsent(level, parsed.GetValue(notice)!) : null,
                };
                var parser = Parser(parsed.GetValue(format)!);
                if (parsed.GetValue(data) is { } folder)
                {
                    var house = new HouseData(Path.GetFullPath(folder), parsed.GetValue(postgres));
                    return await ShowAsync(path.Name, (progress, stop) => BulkAsync(house, parser, options with { ChunkLines = parsed.GetValue(chunk) }, progress, stop), options, cancellation);
                }

                using var api = new LuxeApi(new LuxeServer(parsed.GetValue(url)!, parsed.GetValue(writeKey)!, parsed.GetValue(adminKey)), TimeProvider.System);
                return await ShowAsync(path.Name, new Importer(api, parser, options), options, cancellation);
            },
            cancellation));
        return command;
    }

    private static async Task<ImportSummary> BulkAsync(HouseData house, ILineParser parser, ImportOptions options, Action<long, long>? progress, CancellationToken cancellation)
    {
        await using var silo = await BulkHouse.StartAsync(house, cancellation);
        return await new BulkImporter(silo.Intake, parser, options).RunAsync(progress, cancellation);
    }

    private static ILineParser Parser(string format) => format switch
    {
        "segment" => new SegmentLineParser(),
        "csv" => new CsvLineParser(),
        "retailrocket" => new RetailrocketParser(),
        _ => new TaobaoParser(),
    };
}

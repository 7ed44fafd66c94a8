using System.CommandLine;
using System.Globalization;
using Luxe.Cli.Http;
using Spectre.Console;

namespace Luxe.Cli.Imports;

/// <summary><c>luxe import events</c> and <c>luxe import hm</c></summary>
internal static class ImportVerb
{
    private static readonly string[] Formats = ["segment", "retailrocket", "taobao"];
    private static readonly string[] Tiers = ["category", "behaviour", "identity"];

    public static Command Build() => new("import", "Bring events, products and clients in from elsewhere.") { Events(), HmVerb.Build() };

    public static Option<string?> Tier(string? value = null)
    {
        var tier = new Option<string?>("--tier") { Description = "Tier of the consent under which the rows may be held.", HelpName = "TIER", DefaultValueFactory = _ => value };
        tier.AcceptOnlyFromAmong(Tiers);
        return tier;
    }

    public static Option<bool> Resume() => new("--resume") { Description = "Go on where an interrupted import stopped." };

    public static async Task<int> ShowAsync(string name, Importer importer, ImportOptions options, CancellationToken cancellation)
    {
        ImportSummary summary;
        try
        {
            summary = await RunAsync(name, importer, cancellation);
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

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}: {summary.Lines:N0} lines read, {summary.Sent:N0} events acknowledged, {summary.Bad:N0} lines not imported."));
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

    private static async Task<ImportSummary> RunAsync(string name, Importer importer, CancellationToken cancellation) => Console.IsOutputRedirected
        ? await importer.RunAsync(null, cancellation)
        : await AnsiConsole.Progress()
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .StartAsync(context =>
            {
                var task = context.AddTask(Markup.Escape(name), maxValue: 1);
                return importer.RunAsync((read, all) => task.Value = all == 0 ? 1 : (double)read / all, cancellation);
            });

    private static Command Events()
    {
        var file = new Argument<FileInfo>("FILE") { Description = "The file, plain or gzip." }.AcceptExistingOnly();
        var format = new Option<string>("--format") { Description = "What the file holds: segment (a call per line), retailrocket, taobao.", Required = true };
        format.AcceptOnlyFromAmong(Formats);
        var (url, writeKey, adminKey, tier, resume) = (Verb.Url(), Verb.WriteKey(), Verb.AdminKey(), Tier(), Resume());
        var notice = new Option<string?>("--notice") { Description = "Version of the notice that the clients were shown (with --tier).", HelpName = "VERSION" };
        var checkpoint = new Option<string?>("--checkpoint") { Description = "Where progress is kept (FILE.checkpoint.json unless told).", HelpName = "PATH" };
        var command = new Command("events", "Import events. A repeated or resumed import changes nothing twice. Ends with 0 when every readable line was acknowledged, 1 otherwise.")
        {
            file, format, url, writeKey, adminKey, tier, notice, resume, checkpoint,
        };
        command.Validators.Add(result =>
        {
            if (result.GetValue(tier) is null != result.GetValue(notice) is null)
            {
                result.AddError("--tier and --notice go together.");
            }
        });
        command.SetAction((parsed, cancellation) => Verb.RunAsync(
            async () =>
            {
                using var api = new LuxeApi(new LuxeServer(parsed.GetValue(url)!, parsed.GetValue(writeKey)!, parsed.GetValue(adminKey)), TimeProvider.System);
                var path = parsed.GetValue(file)!;
                var options = ImportOptions.For(path.FullName, parsed.GetValue(checkpoint)) with
                {
                    Resume = parsed.GetValue(resume),
                    Consent = parsed.GetValue(tier) is { } level ? new ImportConsent(level, parsed.GetValue(notice)!) : null,
                };
                return await ShowAsync(path.Name, new Importer(api, Parser(parsed.GetValue(format)!), options), options, cancellation);
            },
            cancellation));
        return command;
    }

    private static ILineParser Parser(string format) => format switch
    {
        "segment" => new SegmentLineParser(),
        "retailrocket" => new RetailrocketParser(),
        _ => new TaobaoParser(),
    };
}

using System.CommandLine;
using System.Globalization;
using Luxe.Cli.Http;

namespace Luxe.Cli.Imports;

/// <summary><c>luxe import hm DIR</c></summary>
internal static class HmVerb
{
    public static Command Build()
    {
        var folder = new Argument<DirectoryInfo>("DIR") { Description = "Folder with articles*.csv, customers*.csv and transactions*.csv (plain or .gz)." }.AcceptExistingOnly();
        var (url, writeKey, adminKey, tier, resume) = (Verb.Url(), Verb.WriteKey(), Verb.AdminKey(), ImportVerb.Tier("category"), ImportVerb.Resume());
        var notice = new Option<string>("--notice") { Description = "Version of the notice under which clients are held.", DefaultValueFactory = _ => "hm-import", HelpName = "VERSION" };
        var scale = new Option<decimal>("--price-scale") { Description = "The published prices are scaled; they are multiplied by this.", DefaultValueFactory = _ => 590m };
        var currency = new Option<string>("--currency") { Description = "Currency of the prices (ISO 4217).", DefaultValueFactory = _ => "EUR" };
        var command = new Command("hm", "Import an H&M-style folder: articles become pieces, customers clients with a consent, transactions orders.")
        {
            folder, url, writeKey, adminKey, tier, notice, scale, currency, resume,
        };
        command.SetAction((parsed, cancellation) => Verb.RunAsync(
            async () =>
            {
                var found = Find(parsed.GetValue(folder)!.FullName);
                using var api = new LuxeApi(new LuxeServer(parsed.GetValue(url)!, parsed.GetValue(writeKey)!, parsed.GetValue(adminKey)), TimeProvider.System);
                var consent = new ImportConsent(parsed.GetValue(tier)!, parsed.GetValue(notice)!);
                var (put, bad) = await new HmArticles(api, found.Articles).RunAsync(null, cancellation);
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Path.GetFileName(found.Articles)}: {put:N0} pieces put, {bad:N0} lines not imported."));
                var customers = Options(found.Customers);
                var first = await ImportVerb.ShowAsync(Path.GetFileName(found.Customers), new Importer(api, new HmCustomersParser(), customers), customers, cancellation);
                var transactions = Options(found.Transactions);
                var parser = new HmTransactionsParser(parsed.GetValue(scale), parsed.GetValue(currency)!);
                var second = await ImportVerb.ShowAsync(Path.GetFileName(found.Transactions), new Importer(api, parser, transactions), transactions, cancellation);
                return Math.Max(first, second);

                ImportOptions Options(string path) => ImportOptions.For(path, null) with { Resume = parsed.GetValue(resume), Consent = consent };
            },
            cancellation));
        return command;
    }

    private static (string Articles, string Customers, string Transactions) Find(string folder)
    {
        return (One("articles"), One("customers"), One("transactions"));

        string One(string name) => Directory.EnumerateFiles(folder, name + "*.csv*")
            .Where(path => path.EndsWith(".csv", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".csv.gz", StringComparison.OrdinalIgnoreCase))
            .Order(StringComparer.Ordinal).FirstOrDefault() ?? throw new InvalidDataException($"{folder} holds no {name}*.csv.");
    }
}

using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Luxe.Storage;

namespace Luxe.Cli.Backups;

/// <summary><c>luxe verify</c></summary>
internal static class VerifyVerb
{
    private const int Shown = 100;
    private static readonly JsonSerializerOptions Indented = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static Command Build()
    {
        var (data, postgres, json) = (HouseOptions.Data(), HouseOptions.Postgres(), HouseOptions.Json());
        var command = new Command(
            "verify",
            "Check a house, running or not: every journal's numbers and event ids, every row's checksum, every ledger's hash chain against the journal and against the anchors of each day, snapshots, merges, quarantine. "
            + "Names what is wrong by client and number, never what a row holds. Ends with 0 when all is sound, 1 otherwise.")
        {
            data, postgres, json,
        };
        command.SetAction((parsed, cancellation) => HouseOptions.RunAsync(
            progress => new HouseVerify(HouseOptions.House(parsed, data, postgres), progress).RunAsync(cancellation),
            report => Tell(report, parsed.GetValue(json)),
            cancellation));
        return command;
    }

    private static int Tell(VerifyReport report, bool asJson)
    {
        if (asJson)
        {
            Console.WriteLine(JsonSerializer.Serialize(report, Indented));
            return report.IsSound ? 0 : 1;
        }

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{report.Journals:N0} journals, {report.Rows:N0} rows ({report.Redacted:N0} emptied, {report.WithoutChecksum:N0} without checksum), {report.LedgerEntries:N0} ledger entries, {report.Anchors:N0} anchors, {report.Snapshots:N0} snapshots, {report.Merges:N0} merge rows"));
        foreach (var fault in report.Faults.Take(Shown))
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{fault.Check}: {(fault.Customer.Length == 0 ? "house" : fault.Customer)} {fault.Seq}: {fault.What}"));
        }

        Console.WriteLine(report.IsSound
            ? "sound"
            : string.Create(CultureInfo.InvariantCulture, $"{report.FaultCount:N0} faults{(report.FaultCount > Shown ? $" (the first {Shown} are shown; --json gives a thousand)" : "")}"));
        return report.IsSound ? 0 : 1;
    }
}

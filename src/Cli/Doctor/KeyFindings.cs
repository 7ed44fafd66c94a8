using System.Globalization;
using Luxe.Storage;

namespace Luxe.Cli.Doctor;

/// <summary>What doctor says of a house's keys: what stands in the clear, and whether a burnt machine could be read again.</summary>
internal static class KeyFindings
{
    /// <summary>Says it of a house.</summary>
    public static async Task<IReadOnlyList<Finding>> OfAsync(HouseData house, CancellationToken cancellation)
    {
        try
        {
            var report = await new HouseSeals(house).AskAsync(cancellation);
            return report.IsHouse ? [Plain(report), Export(report)] : [];
        }
        catch (StorageException fault)
        {
            return [new("seals", false, false, fault.Message)];
        }
    }

    private static Finding Plain(SealReport report) => report.Plain == 0
        ? new("seals", true, false, Text($"nothing from before there were keys stands in the clear; {report.Keys:N0} keys"))
        : new("seals", false, false, Text($"{(report.Plain >= HouseSeals.Most ? "more than " : "")}{report.Plain:N0} rows from before there were keys stand in the clear: stop Luxe, then luxe keys seal"));

    private static Finding Export(SealReport report) => report switch
    {
        { Keys: 0 } => new("key export", true, false, "there are no keys yet"),
        { KeysAt: null } => new("key export", false, false, "none was made here: backups without the clients' keys can be read by nobody. luxe keys export FILE"),
        { BackupAt: { } backup, KeysAt: { } keys } when keys < backup =>
            new("key export", false, false, Text($"of {keys:u}, older than the newest backup ({backup:u}); {report.KeysSince:N0} keys were made since: luxe keys export FILE")),
        { KeysSince: > 0 } => new("key export", false, false, Text($"of {report.KeysAt:u}; {report.KeysSince:N0} keys were made since: luxe keys export FILE")),
        _ => new("key export", true, false, Text($"of {report.KeysAt:u}, with every key")),
    };

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

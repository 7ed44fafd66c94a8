using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Luxe.Storage;

namespace Luxe.Cli.Backups;

/// <summary><c>luxe backup</c></summary>
internal static class BackupVerb
{
    private static readonly JsonSerializerOptions Indented = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static Command Build()
    {
        var folder = new Argument<string>("FOLDER") { Description = "The backup's folder; it must not exist yet." };
        var (data, postgres, json) = (HouseOptions.Data(), HouseOptions.Postgres(), HouseOptions.Json());
        var withKeys = new Option<bool>("--with-keys")
        {
            Description = "Put the folder keys/ and the clients' keys into the backup too. Without them the backup alone can be read by nobody, and forgets whom the house erases; keep identity.key, master.keys and an export of the clients' keys safe elsewhere, for a house cannot do without them.",
        };
        var command = new Command(
            "backup",
            "Back up a house, running or not, as it is at one moment: journals, ledgers, inboxes, grain state and reminders, with counts and checksums in manifest.json. PostgreSQL by pg_dump.")
        {
            folder, data, postgres, withKeys, json,
        };
        command.SetAction((parsed, cancellation) => HouseOptions.RunAsync(
            progress => new HouseBackup(HouseOptions.House(parsed, data, postgres), TimeProvider.System, progress)
                .TakeAsync(HouseOptions.Named(parsed.GetValue(folder)!), parsed.GetValue(withKeys), cancellation),
            manifest => Tell(manifest, parsed.GetValue(folder)!, parsed.GetValue(json)),
            cancellation));
        return command;
    }

    private static int Tell(BackupManifest manifest, string folder, bool asJson)
    {
        if (asJson)
        {
            Console.WriteLine(JsonSerializer.Serialize(manifest, Indented));
            return 0;
        }

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{folder}: {manifest.Rows.GetValueOrDefault("journal"):N0} journal rows, {manifest.Rows.GetValueOrDefault("ledger"):N0} ledger entries, {manifest.Rows.GetValueOrDefault("orleansstorage"):N0} grain states, {manifest.Files.Sum(static file => file.Bytes) / 1048576.0:N1} MiB, as of {manifest.TakenAt:u}."));
        Console.WriteLine(manifest.HasKeys
            ? "The keys are in it, the clients' too: keep it as you keep them. Who is erased from the house is not erased from it."
            : manifest.IdentityKeyPrint is null ? "The house has no identity key yet." : "The keys are not in it: keep keys/identity.key and keys/master.keys elsewhere, and the clients' keys by 'luxe keys export FILE'; without the first no client of a restored house is recognised, without the others none can be read.");
        return 0;
    }
}

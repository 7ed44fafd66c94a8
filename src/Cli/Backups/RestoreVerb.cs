using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Luxe.Storage;

namespace Luxe.Cli.Backups;

/// <summary><c>luxe restore</c></summary>
internal static class RestoreVerb
{
    private static readonly JsonSerializerOptions Indented = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static Command Build()
    {
        var folder = new Argument<string>("FOLDER") { Description = "The backup." };
        var (data, postgres, json) = (HouseOptions.Data(), HouseOptions.Postgres(), HouseOptions.Json());
        var force = new Option<bool>("--force") { Description = "Replace a house that is there (PostgreSQL: every table of the database's schema). Luxe must be stopped." };
        var command = new Command(
            "restore",
            "Restore a backup into an empty data folder, or with --postgres into an empty database. Checks manifest, checksums and counts; ends with 1 when anything differs. luxe verify checks what it holds.")
        {
            folder, data, postgres, force, json,
        };
        command.SetAction((parsed, cancellation) => HouseOptions.RunAsync(
            progress => new HouseRestore(HouseOptions.House(parsed, data, postgres), progress).RunAsync(HouseOptions.Named(parsed.GetValue(folder)!), parsed.GetValue(force), cancellation),
            done => Tell(done, Path.Combine(parsed.GetValue(data)!, "keys"), parsed.GetValue(json)),
            cancellation));
        return command;
    }

    private static int Tell(RestoreOutcome done, string keys, bool asJson)
    {
        var manifest = done.Manifest;
        if (asJson)
        {
            Console.WriteLine(JsonSerializer.Serialize(new { manifest.Provider, manifest.TakenAt, manifest.SchemaVersion, manifest.Rows, done.HasIdentityKey, LockedClients = done.Locked }, Indented));
        }
        else
        {
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"Restored: {manifest.Rows.GetValueOrDefault("journal"):N0} journal rows, {manifest.Rows.GetValueOrDefault("ledger"):N0} ledger entries, {manifest.Rows.GetValueOrDefault("orleansstorage"):N0} grain states, as of {manifest.TakenAt:u}."));
        }

        if (done.Locked > 0)
        {
            Console.Error.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"luxe: of {done.Locked:N0} clients the keys are not here, neither in the backup nor in a house that it replaced: what is sealed of them cannot be read. Bring them with 'luxe keys import FILE'."));
        }

        if (!done.HasIdentityKey)
        {
            Console.Error.WriteLine($"luxe: put the house's identity.key into {keys} before the first start: a start without it makes a new one, and no client would be recognised.");
        }

        return 0;
    }
}

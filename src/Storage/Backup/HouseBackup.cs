using System.Data;
using Luxe.Storage.Backup;
using Luxe.Storage.Sqlite;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Luxe.Storage;

/// <summary>Takes a backup of a house, running or not: one moment of journals and grain state together.</summary>
public sealed class HouseBackup(HouseData house, TimeProvider time, IProgress<HouseProgress>? progress = null)
{
    private const string Keys = "keys";

    /// <summary>Takes it into a new folder, which gets its name only when everything in it is on the disk.</summary>
    /// <param name="folder">The backup's folder; must not exist.</param>
    /// <param name="withKeys">
    /// Puts the secrets in, and with them the clients' keys (wrapped). Without, the backup alone can be read by nobody, and forgets whoever the house
    /// erases. Whoever holds journals and keys together can read them.
    /// </param>
    /// <param name="cancellation">Stops; nothing remains.</param>
    /// <exception cref="InvalidDataException">There is no house, or the folder is there already.</exception>
    /// <exception cref="StorageUnavailableException">The database cannot be read.</exception>
    public async Task<BackupManifest> TakeAsync(string folder, bool withKeys, CancellationToken cancellation)
    {
        if (Path.Exists(folder))
        {
            throw new InvalidDataException($"{folder} is there already; a backup is never written over.");
        }

        if (!house.Exists)
        {
            throw new InvalidDataException($"{house.Folder} holds no luxe.db: there is no house.");
        }

        var partial = folder.TrimEnd(Path.DirectorySeparatorChar) + ".partial";
        if (Directory.Exists(partial))
        {
            Directory.Delete(partial, recursive: true);
        }

        BackupFiles.CreatePrivate(partial);
        try
        {
            var manifest = house.Postgres is { } postgres ? await DumpAsync(postgres, partial, withKeys, cancellation) : await CopyAsync(partial, withKeys, cancellation);
            manifest = manifest with
            {
                HasKeys = withKeys,
                IdentityKeyPrint = BackupManifest.PrintOf(house.Keys),
                Files = [.. await DescribeAsync(partial, withKeys, cancellation)],
                CompletedAt = time.GetUtcNow(),
            };
            manifest.Write(partial);
            Directory.Move(partial, folder);
            KeepingNotes.HouseWasBackedUp(house, manifest.TakenAt, withKeys);
            return manifest;
        }
        catch (Exception fault) when (fault is SqliteException or SqliteFault)
        {
            Directory.Delete(partial, recursive: true);
            throw new StorageUnavailableException("The database cannot be backed up: " + fault.Message, fault);
        }
        catch
        {
            Directory.Delete(partial, recursive: true);
            throw;
        }
    }

    private async Task<BackupManifest> CopyAsync(string folder, bool withKeys, CancellationToken cancellation)
    {
        using var copy = SqliteCopy.Begin(house);
        var takenAt = time.GetUtcNow();
        await Task.Run(
            () =>
            {
                copy.Journal(Path.Combine(folder, "luxe.db"), (done, all) => progress?.Report(new("luxe.db", done, all)), cancellation);
                copy.Grains(Path.Combine(folder, "grains.db"), (done, all) => progress?.Report(new("grains.db", done, all)), cancellation);
            },
            cancellation);
        await TakeKeysAsync(folder, withKeys, cancellation);
        var rows = new Dictionary<string, long>(StringComparer.Ordinal);
        long version;
        using (var journal = HouseData.Open(Path.Combine(folder, "luxe.db"), SqliteOpenMode.ReadOnly))
        {
            version = await TableCounts.NumberAsync(journal, null, "SELECT MAX(version) FROM schema_version", cancellation);
            Add(rows, await TableCounts.OfAsync(journal, null, isPostgres: false, cancellation));
        }

        if (copy.HasGrains)
        {
            using var grains = HouseData.Open(Path.Combine(folder, "grains.db"), SqliteOpenMode.ReadOnly);
            Add(rows, await TableCounts.OfAsync(grains, null, isPostgres: false, cancellation));
        }

        return Manifest(version, takenAt, rows);
    }

    // Clients' keys leave the copy of the database in any case. Not by way of a rollback file, in which they would lie for a while; and what is deleted is
    // written over, whole pages at once.
    private static async Task TakeKeysAsync(string folder, bool withKeys, CancellationToken cancellation)
    {
        using var copy = HouseData.Open(Path.Combine(folder, "luxe.db"), SqliteOpenMode.ReadWrite);
        if (!await StoredKeys.HasTableAsync(copy, null, cancellation))
        {
            return;
        }

        if (withKeys)
        {
            await WriteKeysAsync(folder, StoredKeys.ReadAsync(copy, null, cancellation), cancellation);
        }

        await TableCounts.RunAsync(copy, null, "PRAGMA journal_mode = MEMORY; PRAGMA secure_delete = ON; PRAGMA synchronous = FULL; DELETE FROM client_key", cancellation);
    }

    private static async Task WriteKeysAsync(string folder, IAsyncEnumerable<StoredKey> keys, CancellationToken cancellation)
    {
        BackupFiles.CreatePrivate(Path.Combine(folder, Keys));
        await StoredKeys.WriteFileAsync(Path.Combine(folder, Keys, StoredKeys.FileName), keys, cancellation);
    }

    // One snapshot for the counts, the clients' keys and pg_dump.
    private async Task<BackupManifest> DumpAsync(string postgres, string folder, bool withKeys, CancellationToken cancellation)
    {
        try
        {
            await using var connection = new NpgsqlConnection(postgres);
            await connection.OpenAsync(cancellation);
            await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellation);
            var snapshot = await TableCounts.TextAsync(connection, transaction, "SELECT pg_export_snapshot()", cancellation);
            var takenAt = time.GetUtcNow();
            progress?.Report(new("pg_dump", 0, 0));
            var dump = PostgresPrograms.RunAsync(
                "pg_dump", postgres, ["--format=custom", "--compress=1", "--no-owner", "--no-privileges", "--exclude-table-data=client_key", $"--snapshot={snapshot}", $"--file={Path.Combine(folder, "luxe.dump")}"], cancellation);
            var version = await TableCounts.NumberAsync(connection, transaction, "SELECT MAX(version) FROM schema_version", cancellation);
            var rows = await TableCounts.OfAsync(connection, transaction, isPostgres: true, cancellation);
            if (rows.ContainsKey("client_key"))
            {
                rows["client_key"] = 0;
                if (withKeys)
                {
                    await WriteKeysAsync(folder, StoredKeys.ReadAsync(connection, transaction, cancellation), cancellation);
                }
            }

            await dump;
            return Manifest(version, takenAt, rows);
        }
        catch (NpgsqlException fault)
        {
            throw new StorageUnavailableException("The database cannot be backed up: " + fault.Message, fault);
        }
    }

    private BackupManifest Manifest(long version, DateTimeOffset takenAt, Dictionary<string, long> rows) => new()
    {
        Format = BackupManifest.CurrentFormat,
        Provider = house.Provider,
        SchemaVersion = version,
        TakenAt = takenAt,
        CompletedAt = takenAt,
        Rows = rows,
        Files = [],
        HasKeys = false,
    };

    private async Task<List<BackupFile>> DescribeAsync(string folder, bool withKeys, CancellationToken cancellation)
    {
        if (withKeys && Directory.Exists(house.Keys))
        {
            foreach (var key in Directory.EnumerateFiles(house.Keys, "*", SearchOption.AllDirectories).Where(static file => !StoredKeys.IsFile(file)))
            {
                var to = Path.Combine(folder, Keys, Path.GetRelativePath(house.Keys, key));
                BackupFiles.CreatePrivate(Path.GetDirectoryName(to)!);
                BackupFiles.Copy(key, to);
            }
        }

        var files = new List<BackupFile>();
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            files.Add(await BackupFiles.DescribeAsync(folder, Path.GetRelativePath(folder, file), progress, cancellation));
        }

        return files;
    }

    private static void Add(Dictionary<string, long> rows, Dictionary<string, long> more)
    {
        foreach (var (table, count) in more)
        {
            rows[table] = count;
        }
    }
}

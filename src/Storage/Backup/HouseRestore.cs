using Luxe.Storage.Backup;
using Luxe.Storage.Schema;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Luxe.Storage;

/// <summary>Puts a backup where a house will start from it.</summary>
public sealed class HouseRestore(HouseData house, IProgress<HouseProgress>? progress = null)
{
    private const string KeysPrefix = "keys/";
    private const int Patience = 30;

    /// <summary>Checks the backup whole, then restores it.</summary>
    /// <param name="folder">The backup.</param>
    /// <param name="force">Replaces a house that is there.</param>
    /// <param name="cancellation">Stops.</param>
    /// <remarks>
    /// Clients' keys come from the backup when they are in it, else from the house that is replaced: restored over it, whoever was erased since has no key
    /// and stays forgotten.
    /// </remarks>
    /// <exception cref="InvalidDataException">The backup is damaged, of the other database, of a newer Luxe, or there is a house already.</exception>
    /// <exception cref="StorageUnavailableException">The database refuses.</exception>
    public async Task<RestoreOutcome> RunAsync(string folder, bool force, CancellationToken cancellation)
    {
        var manifest = BackupManifest.Read(folder);
        if (manifest.Provider != house.Provider)
        {
            throw new InvalidDataException($"The backup is of {manifest.Provider}; it cannot be restored into {house.Provider}.");
        }

        if (manifest.SchemaVersion > Migrations.All[^1].Version)
        {
            throw new InvalidDataException(FormattableString.Invariant($"The backup has schema version {manifest.SchemaVersion}; this Luxe knows versions up to {Migrations.All[^1].Version}."));
        }

        await BackupFiles.CheckAsync(folder, manifest, progress, cancellation);
        RefuseOtherKeys(manifest, force);
        var locked = await (house.Postgres is { } postgres ? LoadAsync(postgres, folder, manifest, force, cancellation) : CopyAsync(folder, manifest, force, cancellation));
        foreach (var key in manifest.Files.Where(static file => file.Name.StartsWith(KeysPrefix, StringComparison.Ordinal) && !StoredKeys.IsFile(file.Name)))
        {
            var to = Path.Combine(house.Folder, key.Name);
            BackupFiles.CreatePrivate(Path.GetDirectoryName(to)!);
            BackupFiles.Copy(Path.Combine(folder, key.Name), to);
        }

        return new RestoreOutcome(manifest, manifest.IdentityKeyPrint is null || BackupManifest.PrintOf(house.Keys) == manifest.IdentityKeyPrint, locked);
    }

    // A secret is not written over by mistake: with the wrong one every client would be a stranger.
    private void RefuseOtherKeys(BackupManifest manifest, bool force)
    {
        if (!force && BackupManifest.PrintOf(house.Keys) is { } there && there != manifest.IdentityKeyPrint)
        {
            throw new InvalidDataException($"{house.Keys} holds the identity key of another house; nothing was restored.");
        }
    }

    private async Task<long> CopyAsync(string folder, BackupManifest manifest, bool force, CancellationToken cancellation)
    {
        RefuseHouse(force);
        BackupFiles.CreatePrivate(house.Folder);
        RestoreFiles.RefuseOpen(house.JournalFile);
        RestoreFiles.RefuseOpen(house.GrainsFile);
        string[] names = [.. manifest.Files.Select(static file => file.Name).Where(static name => name is "luxe.db" or "grains.db")];
        string[] copies = [.. names.Select(name => Path.Combine(house.Folder, name + ".restoring"))];
        long locked;
        try
        {
            await Task.Run(
                () =>
                {
                    foreach (var (name, copy) in names.Zip(copies))
                    {
                        BackupFiles.Copy(Path.Combine(folder, name), copy, (done, all) => progress?.Report(new(name, done, all)));
                    }
                },
                cancellation);

            // Copying took a while, in which a house may have been started or made here.
            RefuseHouse(force);

            // Into the copy: from the moment that it has its name, it has its keys.
            locked = await new RestoredKeys(house, folder, manifest).PutAsync(copies[Array.IndexOf(names, "luxe.db")], cancellation);

            // Both are on the disk; from here on only names change.
            RestoreFiles.Replace([house.JournalFile, house.GrainsFile]);
        }
        finally
        {
            Array.ForEach(copies, File.Delete);
        }

        var rows = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var name in names)
        {
            using var connection = HouseData.Open(Path.Combine(house.Folder, name), SqliteOpenMode.ReadWrite);
            foreach (var (table, count) in await TableCounts.OfAsync(connection, null, isPostgres: false, cancellation))
            {
                rows[table] = count;
            }
        }

        Compare(manifest, rows);
        return locked;
    }

    private void RefuseHouse(bool force)
    {
        if (house.Exists && !force)
        {
            throw new InvalidDataException($"{house.Folder} holds a house already; only --force replaces it.");
        }
    }

    private async Task<long> LoadAsync(string postgres, string folder, BackupManifest manifest, bool force, CancellationToken cancellation)
    {
        try
        {
            await using var connection = new NpgsqlConnection(postgres);
            await connection.OpenAsync(cancellation);
            var there = await TableCounts.NamesAsync(connection, null, isPostgres: true, cancellation);
            if (there.Count > 0)
            {
                await RefuseOpenAsync(connection, force, cancellation);
            }

            var keys = new RestoredKeys(house, folder, manifest);
            await keys.TakeAsync(connection, cancellation);
            progress?.Report(new("pg_restore", 0, 0));

            // What was there goes in the transaction that brings the backup: until it commits, the house is as it was.
            string[] replace = there.Count > 0 ? ["--clean", "--if-exists"] : [];
            await keys.GuardAsync(connection, PostgresPrograms.RunAsync(
                "pg_restore",
                postgres,
                [$"--dbname={new NpgsqlConnectionStringBuilder(postgres).Database}", "--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction", .. replace, Path.Combine(folder, "luxe.dump")],
                cancellation));
            await DropOthersAsync(connection, there, manifest, cancellation);
            var locked = await keys.PutAsync(connection, cancellation);
            await TableCounts.RunAsync(connection, null, "ANALYZE", cancellation);
            Compare(manifest, await TableCounts.OfAsync(connection, null, isPostgres: true, cancellation));
            return locked;
        }
        catch (NpgsqlException fault)
        {
            throw new StorageUnavailableException("The backup cannot be restored: " + fault.Message, fault);
        }
    }

    private static async Task RefuseOpenAsync(NpgsqlConnection connection, bool force, CancellationToken cancellation)
    {
        if (!force)
        {
            throw new InvalidDataException("The database holds tables already; only --force replaces them.");
        }

        const string Others = "SELECT COUNT(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'";

        // The server notices a moment later that the connections of a house that was just stopped are gone.
        for (var asked = 1; await TableCounts.NumberAsync(connection, null, Others, cancellation) > 0; asked++)
        {
            if (asked == Patience)
            {
                throw new InvalidDataException("The database is in use: stop Luxe first.");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(100), cancellation);
        }

    }

    // Tables that a newer Luxe had made and the backup does not know: what brings them again would find them.
    private static async Task DropOthersAsync(NpgsqlConnection connection, List<string> former, BackupManifest manifest, CancellationToken cancellation)
    {
        foreach (var table in former.Where(name => !manifest.Rows.ContainsKey(name.ToLowerInvariant())))
        {
            await TableCounts.RunAsync(connection, null, $"DROP TABLE IF EXISTS \"{table}\" CASCADE", cancellation);
        }
    }

    private static void Compare(BackupManifest manifest, Dictionary<string, long> rows)
    {
        // Clients' keys are not among the backup's rows, and what they are wrapped under came with them.
        foreach (var (table, count) in manifest.Rows.Where(static rows => rows.Key is not ("client_key" or "master_key")))
        {
            if (rows.GetValueOrDefault(table) != count)
            {
                throw new InvalidDataException(FormattableString.Invariant($"The table {table} has {rows.GetValueOrDefault(table)} rows; the backup was of {count}."));
            }
        }
    }
}

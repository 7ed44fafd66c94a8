using System.Data.Common;
using Luxe.Storage.Sqlite;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Luxe.Storage.Backup;

/// <summary>The clients' keys of a house that is restored: those of the backup, and those of the house that it replaces.</summary>
internal sealed class RestoredKeys(HouseData house, string backup, BackupManifest manifest)
{
    // PostgreSQL's tables are replaced in a transaction of another program: what was read before lies here until it is back.
    private string Aside => Path.Combine(house.Keys, StoredKeys.RestoringName);

    /// <summary>SQLite: puts them into the copy that will take the house's place. Returns of how many clients something stays locked.</summary>
    /// <exception cref="InvalidDataException">The house's cannot be read, and without them somebody could never be read again.</exception>
    public async Task<long> PutAsync(string copy, CancellationToken cancellation)
    {
        using var target = HouseData.Open(copy, SqliteOpenMode.ReadWrite);
        if (!await StoredKeys.HasTableAsync(target, null, cancellation))
        {
            return 0;
        }

        SqliteCopy.Run(target, "PRAGMA synchronous = FULL");
        await OwnAsync(target, cancellation);
        try
        {
            if (File.Exists(house.JournalFile))
            {
                using var former = HouseData.Open(house.JournalFile, SqliteOpenMode.ReadOnly);
                if (await StoredKeys.HasTableAsync(former, null, cancellation))
                {
                    await BringAsync(target, StoredKeys.ReadAsync(former, null, cancellation), cancellation);
                }
            }
        }
        catch (Exception fault) when (fault is SqliteException or SqliteFault)
        {
            if (await StoredKeys.CountLockedAsync(target, cancellation) > 0)
            {
                throw new InvalidDataException(
                    $"The clients' keys of the house that is there cannot be read ({fault.Message}), and the backup has none: nobody could be read any more. "
                    + "Move the damaged house away and keep it, restore into an empty folder, and bring the keys with 'luxe keys import'.");
            }
        }

        return await StoredKeys.CountLockedAsync(target, cancellation);
    }

    /// <summary>PostgreSQL: reads the keys that are there, before their table goes.</summary>
    public async Task TakeAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        if (!await StoredKeys.HasTableAsync(connection, null, cancellation) || await CountAsync(connection, cancellation) == 0)
        {
            // Nobody's, or those of a restore that was cut off behind the replacement: they lie aside.
            return;
        }

        BackupFiles.CreatePrivate(house.Keys);
        File.Delete(Aside);
        await StoredKeys.WriteFileAsync(Aside, StoredKeys.ReadAsync(connection, null, cancellation), cancellation);
    }

    /// <summary>PostgreSQL: a replacement that failed left the house as it was, keys and all.</summary>
    public async Task GuardAsync(NpgsqlConnection connection, Task replacement)
    {
        try
        {
            await replacement;
        }
        catch
        {
            if (await StoredKeys.HasTableAsync(connection, null, CancellationToken.None) && await CountAsync(connection, CancellationToken.None) > 0)
            {
                File.Delete(Aside);
            }

            throw;
        }
    }

    /// <summary>PostgreSQL: puts them back. Returns of how many clients something stays locked.</summary>
    public async Task<long> PutAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        if (!await StoredKeys.HasTableAsync(connection, null, cancellation))
        {
            return 0;
        }

        await OwnAsync(connection, cancellation);
        if (File.Exists(Aside))
        {
            await BringAsync(connection, StoredKeys.ReadFileAsync(Aside, cancellation), cancellation);
            File.Delete(Aside);
        }

        return await StoredKeys.CountLockedAsync(connection, cancellation);
    }

    private static Task<long> CountAsync(NpgsqlConnection connection, CancellationToken cancellation) =>
        TableCounts.NumberAsync(connection, null, "SELECT COUNT(*) FROM client_key", cancellation);

    // Of a house that is replaced by another one nothing is wanted: its keys open nothing here.
    private static async Task BringAsync(DbConnection target, IAsyncEnumerable<StoredKey> former, CancellationToken cancellation)
    {
        try
        {
            await StoredKeys.InsertAsync(target, former, onlyKnown: false, cancellation);
        }
        catch (OtherHouseException)
        {
        }
    }

    private async Task OwnAsync(DbConnection target, CancellationToken cancellation)
    {
        if (manifest.Files.FirstOrDefault(static file => StoredKeys.IsFile(file.Name)) is { } own)
        {
            await StoredKeys.InsertAsync(target, StoredKeys.ReadFileAsync(Path.Combine(backup, own.Name), cancellation), onlyKnown: false, cancellation);
        }
    }
}

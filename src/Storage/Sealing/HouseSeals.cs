using System.Data.Common;
using Luxe.Storage.Backup;
using Luxe.Storage.Commit;
using Luxe.Storage.Sealing;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Luxe.Storage;

/// <summary>Asks a house, running or not and without any key of it, what an operator must know of its keys.</summary>
public sealed class HouseSeals(HouseData house)
{
    /// <summary>Where counting ends: of a house with more in the clear it is enough to know that.</summary>
    public const int Most = 1_000_000;

    private const string Plain = """
        SELECT (SELECT COUNT(*) FROM (SELECT 1 FROM journal WHERE tier > 0 AND length(payload) > 0 AND substr(payload, 1, 1) <> $1 LIMIT 1000000) AS rows)
            + (SELECT COUNT(*) FROM (SELECT 1 FROM inbox WHERE length(payload) > 0 AND substr(payload, 1, 1) <> $1 LIMIT 1000000) AS items)
            + (SELECT COUNT(*) FROM (SELECT 1 FROM dead_letter WHERE length(payload) > 0 AND substr(payload, 1, 1) <> $1 LIMIT 1000000) AS letters)
        """;

    /// <summary>Asks.</summary>
    /// <exception cref="StorageUnavailableException">The database cannot be read.</exception>
    public async Task<SealReport> AskAsync(CancellationToken cancellation)
    {
        if (!house.Exists)
        {
            return new(IsHouse: false, 0, 0, 0, null, null);
        }

        try
        {
            await using var connection = await OpenAsync(cancellation);
            var tables = await TableCounts.NamesAsync(connection, null, house.Postgres is not null, cancellation);
            var notes = KeepingNotes.Of(house);
            if (!tables.Contains("journal"))
            {
                return new(IsHouse: false, 0, 0, 0, null, null);
            }

            if (!tables.Contains("client_key"))
            {
                return new(IsHouse: true, await NumberAsync(connection, Plain, cancellation, KeyRows.Mark), 0, 0, notes.BackupAt, notes.KeysAt);
            }

            var isSealed = await NumberAsync(connection, "SELECT COUNT(*) FROM meta WHERE name = $1", cancellation, KeyRing.AllSealed) > 0;
            return new(
                IsHouse: true,
                isSealed ? 0 : await NumberAsync(connection, Plain, cancellation, KeyRows.Mark),
                await NumberAsync(connection, "SELECT COUNT(*) FROM client_key", cancellation),
                notes.KeysAt is { } at ? await NumberAsync(connection, "SELECT COUNT(*) FROM client_key WHERE made_at > $1", cancellation, Micros.From(at)) : 0,
                notes.BackupAt,
                notes.KeysAt);
        }
        catch (DbException fault)
        {
            throw new StorageUnavailableException("The database cannot be read: " + fault.Message, fault);
        }
    }

    private async Task<DbConnection> OpenAsync(CancellationToken cancellation)
    {
        if (house.Postgres is not { } postgres)
        {
            return Sqlite.SqliteGlance.TryOpen(new StorageOptions { DataDirectory = house.Folder }) ?? HouseData.Open(house.JournalFile, SqliteOpenMode.ReadOnly);
        }

        var connection = new NpgsqlConnection(postgres);
        await connection.OpenAsync(cancellation);
        return connection;
    }

    private static async Task<long> NumberAsync(DbConnection connection, string sql, CancellationToken cancellation, params object[] values)
    {
        await using var command = connection.CreateCommand();
        command.CommandTimeout = 0;
        Databases.Database.SetText(command, sql);
        StoredKeys.Bind(command, values);
        return Convert.ToInt64(await command.ExecuteScalarAsync(cancellation), System.Globalization.CultureInfo.InvariantCulture);
    }
}

/// <summary>What an operator must know of a house's keys.</summary>
/// <param name="IsHouse">Whether there is a house.</param>
/// <param name="Plain">Journal rows, inbox items and dead letters from before there were keys that still stand in the clear; each counted up to <see cref="HouseSeals.Most"/>.</param>
/// <param name="Keys">Clients' keys.</param>
/// <param name="KeysSince">Those that were made after the newest export.</param>
/// <param name="BackupAt">The moment of the newest backup without keys, if one was taken here.</param>
/// <param name="KeysAt">The moment of the newest export of keys, or backup with keys, if one was made here.</param>
public sealed record SealReport(bool IsHouse, long Plain, long Keys, long KeysSince, DateTimeOffset? BackupAt, DateTimeOffset? KeysAt);

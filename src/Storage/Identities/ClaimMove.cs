using System.Data.Common;
using Luxe.Storage.Databases;
using Luxe.Storage.OrleansTables;
using Microsoft.Extensions.Logging;

namespace Luxe.Storage.Identities;

/// <summary>
/// Brings claims and standings from where they stood before schema version 5, grain state, to their tables: once, in one transaction, before
/// any grain asks. What stands in the tables already is newer and stays. The old rows go when all of them could be read.
/// </summary>
public sealed partial class ClaimMove
{
    private const string Marker = "identity.claims";

    // In the tables, and to be deleted where they stood; that too; or not all of them could be read, so that nothing is deleted.
    private const string Moved = "moved";
    private const string Done = "done";
    private const string Kept = "kept";

    private const int PerInsert = 200;

    private readonly Database _database;
    private readonly StorageOptions _options;
    private readonly ILogger _logger;

    internal ClaimMove(Database database, StorageOptions options, ILogger logger) => (_database, _options, _logger) = (database, options, logger);

    /// <summary>Moves what is still to be moved. Run it when both schemas stand and before the silo starts; any number of processes may run it at once.</summary>
    /// <param name="grainConnectionString">The database of Orleans' tables, of the same provider.</param>
    /// <param name="cancellationToken">Gives up; nothing is moved then.</param>
    /// <exception cref="StorageUnavailableException">A database cannot be reached or refuses.</exception>
    public async Task RunAsync(string grainConnectionString, CancellationToken cancellationToken = default)
    {
        try
        {
            await using var grains = OrleansSchema.Connect(OrleansSchema.Invariant(_options.Provider), grainConnectionString);
            await grains.OpenAsync(cancellationToken);
            await using var connection = await _database.OpenForSchemaAsync(cancellationToken);
            if (await MoveOnceAsync(connection, grains, cancellationToken) == Moved)
            {
                await ForgetAsync(grains, cancellationToken);
                await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
                await RunAsync(transaction, "UPDATE meta SET value = $1 WHERE name = $2", [Done, Marker], cancellationToken);
                await transaction.CommitAsync(cancellationToken);
            }
        }
        catch (DbException fault)
        {
            throw new StorageUnavailableException("The claims of identities cannot be moved: " + fault.Message, fault);
        }
    }

    /// <summary>How far it came, now or at an earlier start.</summary>
    private async Task<string> MoveOnceAsync(DbConnection connection, DbConnection grains, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await RunAsync(transaction, _database.SchemaLock, [], cancellationToken);
        if (await TextAsync(transaction, "SELECT value FROM meta WHERE name = $1", Marker, cancellationToken) is { } told)
        {
            return told;
        }

        var outcome = await MoveAsync(grains, transaction, cancellationToken) ? Moved : Kept;
        await RunAsync(transaction, "INSERT INTO meta (name, value) VALUES ($1, $2)", [Marker, outcome], cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return outcome;
    }

    /// <summary>False when some could not be read; they stay where they are.</summary>
    private async Task<bool> MoveAsync(DbConnection grains, DbTransaction transaction, CancellationToken cancellationToken)
    {
        var (claims, standings) = (new List<object?[]>(), new List<object?[]>());
        var (moved, unreadable) = (0L, 0L);
        await using var command = grains.CreateCommand();
        command.CommandTimeout = 0;
        command.CommandText = "SELECT GrainTypeString, GrainIdExtensionString, PayloadBinary FROM OrleansStorage WHERE GrainTypeString IN ('identity', 'standing') AND PayloadBinary IS NOT NULL";
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
        {
            var payload = rows.GetFieldValue<byte[]>(2);
            var isRead = rows.GetString(0) == "identity"
                ? OldGrainState.TryReadClaim(rows.Text(1), payload, claims)
                : OldGrainState.TryReadStanding(rows.Text(1), payload, standings);
            (moved, unreadable) = isRead ? (moved + 1, unreadable) : (moved, unreadable + 1);
            await WriteAsync(transaction, claims, standings, PerInsert, cancellationToken);
        }

        await WriteAsync(transaction, claims, standings, 1, cancellationToken);
        if (moved + unreadable > 0)
        {
            LogMoved(unreadable == 0 ? LogLevel.Information : LogLevel.Error, moved, unreadable);
        }

        return unreadable == 0;
    }

    private async Task WriteAsync(DbTransaction transaction, List<object?[]> claims, List<object?[]> standings, int from, CancellationToken cancellationToken)
    {
        if (claims.Count >= from)
        {
            await InsertAsync(transaction, "identity_claim (token, customer)", claims, cancellationToken);
        }

        if (standings.Count >= from)
        {
            await InsertAsync(transaction, "standing (customer, standing, into_customer, namings)", standings, cancellationToken);
        }
    }

    private async Task InsertAsync(DbTransaction transaction, string into, List<object?[]> rows, CancellationToken cancellationToken)
    {
        var next = 0;
        var values = string.Join(", ", rows.Select(row => $"({string.Join(", ", row.Select(_ => FormattableString.Invariant($"${++next}")))})"));
        await RunAsync(transaction, $"INSERT INTO {into} VALUES {values} ON CONFLICT DO NOTHING", [.. rows.SelectMany(static row => row)], cancellationToken);
        rows.Clear();
    }

    private static async Task ForgetAsync(DbConnection grains, CancellationToken cancellationToken)
    {
        await using var command = grains.CreateCommand();
        command.CommandTimeout = 0;
        command.CommandText = "DELETE FROM OrleansStorage WHERE GrainTypeString IN ('identity', 'standing')";
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private async Task<string?> TextAsync(DbTransaction transaction, string sql, string value, CancellationToken cancellationToken)
    {
        await using var command = Command(transaction, sql, [value]);
        return await command.ExecuteScalarAsync(cancellationToken) as string;
    }

    private async Task RunAsync(DbTransaction transaction, string sql, object?[] values, CancellationToken cancellationToken)
    {
        await using var command = Command(transaction, sql, values);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private DbCommand Command(DbTransaction transaction, string sql, object?[] values)
    {
        var command = transaction.Connection!.CreateCommand();
        command.Transaction = transaction;
        command.CommandTimeout = 0;
        Database.SetText(command, sql);
        for (var at = 0; at < values.Length; at++)
        {
            _database.Bind(command, at + 1, values[at] ?? DBNull.Value);
        }

        return command;
    }

    [LoggerMessage(EventId = 1012, Message = "{Moved} claims and standings were moved out of grain state; {Unreadable} could not be read and stay there.")]
    private partial void LogMoved(LogLevel level, long moved, long unreadable);
}

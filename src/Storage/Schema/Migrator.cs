using System.Data.Common;
using System.Globalization;
using Luxe.Storage.Commit;
using Luxe.Storage.Databases;
using Microsoft.Extensions.Logging;

namespace Luxe.Storage.Schema;

/// <summary>Brings the database to this binary's schema: forward only, each step in one transaction, harmless when there is nothing to do.</summary>
internal sealed partial class Migrator(Database database, TimeProvider time, ILogger<Migrator> logger)
{
    public Task RunAsync(CancellationToken cancellationToken) => RunAsync(Migrations.All, cancellationToken);

    internal async Task RunAsync(IReadOnlyList<Migration> migrations, CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = await database.OpenForSchemaAsync(cancellationToken);
            await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
            await ExecuteAsync(transaction, database.SchemaLock, cancellationToken);
            var current = await VersionAsync(transaction, cancellationToken);
            var newest = migrations[^1].Version;
            if (current > newest)
            {
                throw new SchemaException(FormattableString.Invariant($"The database has schema version {current}; this Luxe knows versions up to {newest}. Start a newer Luxe."));
            }

            foreach (var migration in migrations.Where(m => m.Version > current))
            {
                await ExecuteAsync(transaction, database.Translate(migration.Ddl), cancellationToken);
                await RecordAsync(transaction, migration, cancellationToken);
                LogMigrated(migration.Version, migration.Name);
            }

            await transaction.CommitAsync(cancellationToken);
        }
        catch (DbException fault)
        {
            throw new StorageUnavailableException("The database's schema cannot be prepared: " + fault.Message, fault);
        }
    }

    private async Task<long> VersionAsync(DbTransaction transaction, CancellationToken cancellationToken)
    {
        await ExecuteAsync(
            transaction,
            database.Translate("CREATE TABLE IF NOT EXISTS schema_version (version {int} NOT NULL PRIMARY KEY, name {text} NOT NULL, applied_at {long} NOT NULL)"),
            cancellationToken);
        await using var command = Command(transaction, "SELECT COALESCE(MAX(version), 0) FROM schema_version");
        return Convert.ToInt64(await command.ExecuteScalarAsync(cancellationToken), CultureInfo.InvariantCulture);
    }

    private async Task RecordAsync(DbTransaction transaction, Migration migration, CancellationToken cancellationToken)
    {
        await using var command = Command(transaction, "INSERT INTO schema_version (version, name, applied_at) VALUES ($1, $2, $3)");
        database.Bind(command, 1, (long)migration.Version);
        database.Bind(command, 2, migration.Name);
        database.Bind(command, 3, Micros.From(time.GetUtcNow()));
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static async Task ExecuteAsync(DbTransaction transaction, string sql, CancellationToken cancellationToken)
    {
        await using var command = Command(transaction, sql);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static DbCommand Command(DbTransaction transaction, string sql)
    {
        var command = transaction.Connection!.CreateCommand();
        command.Transaction = transaction;

        // An index over twenty million rows takes longer than any driver's default: a step ends when it is done.
        command.CommandTimeout = 0;
        Database.SetText(command, sql);
        return command;
    }

    [LoggerMessage(1010, LogLevel.Information, "Database schema is now at version {Version}: {Name}.")]
    private partial void LogMigrated(int version, string name);
}

using System.Data.Common;
using System.Globalization;

namespace Luxe.Storage.Backup;

/// <summary>How many rows every table has.</summary>
internal static class TableCounts
{
    private const string SqliteTables = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name";
    private const string PostgresTables = "SELECT tablename FROM pg_tables WHERE schemaname = current_schema() ORDER BY tablename";

    public static async Task<Dictionary<string, long>> OfAsync(DbConnection connection, DbTransaction? transaction, bool isPostgres, CancellationToken cancellation)
    {
        var counts = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var name in await NamesAsync(connection, transaction, isPostgres, cancellation))
        {
            // The two databases write Orleans' tables in different letters.
            counts[name.ToLowerInvariant()] = await NumberAsync(connection, transaction, $"SELECT COUNT(*) FROM \"{name}\"", cancellation);
        }

        return counts;
    }

    public static async Task<List<string>> NamesAsync(DbConnection connection, DbTransaction? transaction, bool isPostgres, CancellationToken cancellation)
    {
        var names = new List<string>();
        await using (var list = Command(connection, transaction, isPostgres ? PostgresTables : SqliteTables))
        {
            await using var reader = await list.ExecuteReaderAsync(cancellation);
            while (await reader.ReadAsync(cancellation))
            {
                names.Add(reader.GetString(0));
            }
        }

        return names;
    }

    public static async Task<long> NumberAsync(DbConnection connection, DbTransaction? transaction, string sql, CancellationToken cancellation)
    {
        await using var command = Command(connection, transaction, sql);
        return Convert.ToInt64(await command.ExecuteScalarAsync(cancellation), CultureInfo.InvariantCulture);
    }

    public static async Task<string> TextAsync(DbConnection connection, DbTransaction? transaction, string sql, CancellationToken cancellation)
    {
        await using var command = Command(connection, transaction, sql);
        return (string)(await command.ExecuteScalarAsync(cancellation))!;
    }

    public static async Task RunAsync(DbConnection connection, DbTransaction? transaction, string sql, CancellationToken cancellation)
    {
        await using var command = Command(connection, transaction, sql);
        await command.ExecuteNonQueryAsync(cancellation);
    }

    private static DbCommand Command(DbConnection connection, DbTransaction? transaction, string sql)
    {
        var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandTimeout = 0;
        Databases.Database.SetText(command, sql);
        return command;
    }
}

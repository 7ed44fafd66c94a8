using System.Data;
using System.Data.Common;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Luxe.Storage.Verify;

/// <summary>
/// The database as it was at one moment, for several readers side by side, while the house goes on. SQLite: one connection in one read
/// transaction. PostgreSQL: a connection per reader, all of them on the first one's exported snapshot.
/// </summary>
internal sealed class VerifyView : IAsyncDisposable
{
    // Rows are walked in the order of their key: by its index, never by sorting a copy of the table.
    private const string Ordered = "SET LOCAL enable_sort = off; SET LOCAL jit = off; SET LOCAL max_parallel_workers_per_gather = 0; SET LOCAL statement_timeout = 0";
    private readonly List<(DbConnection Connection, DbTransaction? Transaction)> _open = [];
    private readonly HouseData _house;
    private string? _snapshot;

    private VerifyView(HouseData house) => _house = house;

    public static async Task<VerifyView> OpenAsync(HouseData house, CancellationToken cancellation)
    {
        var view = new VerifyView(house);
        if (house.Postgres is not null)
        {
            var first = await view.ConnectAsync(cancellation);
            view._snapshot = (string)(await ScalarAsync(first, "SELECT pg_export_snapshot()", [], cancellation))!;
            return view;
        }

        var connection = HouseData.Open(house.JournalFile, SqliteOpenMode.ReadOnly);
        view._open.Add((connection, null));
        Backup.SqliteCopy.Run(connection, "PRAGMA mmap_size = 17179869184; PRAGMA cache_size = -65536; BEGIN; SELECT COUNT(*) FROM sqlite_master");
        return view;
    }

    /// <summary>Rows of a query; parameters are <c>$1</c>, <c>$2</c>.</summary>
    public async Task<DbDataReader> ReadAsync(string sql, CancellationToken cancellation, params object[] values)
    {
        var link = await ConnectAsync(cancellation);
        var command = Command(link, sql, values);
        return await command.ExecuteReaderAsync(_house.Postgres is null ? CommandBehavior.Default : CommandBehavior.SequentialAccess, cancellation);
    }

    /// <summary>Rows of a short query, to be read to their end before the next such one.</summary>
    public Task<DbDataReader> ReadBesideAsync(string sql, CancellationToken cancellation, params object[] values) => Command(_open[0], sql, values).ExecuteReaderAsync(cancellation);

    public async Task<long> NumberAsync(string sql, CancellationToken cancellation, params object[] values) =>
        await ScalarAsync(_open[0], sql, values, cancellation) is { } value and not DBNull ? Convert.ToInt64(value, CultureInfo.InvariantCulture) : 0;

    /// <summary>All rows of the journal's table, counted without any index.</summary>
    public Task<long> CountTableAsync(CancellationToken cancellation) => NumberAsync(
        _house.Postgres is null
            ? "SELECT COUNT(*) FROM journal NOT INDEXED"
            : "SET LOCAL enable_indexonlyscan = off; SELECT COUNT(*) FROM journal",
        cancellation);

    public async ValueTask DisposeAsync()
    {
        foreach (var (connection, transaction) in Enumerable.Reverse(_open))
        {
            if (transaction is not null)
            {
                await transaction.DisposeAsync();
            }

            await connection.DisposeAsync();
        }
    }

    private async Task<(DbConnection Connection, DbTransaction? Transaction)> ConnectAsync(CancellationToken cancellation)
    {
        if (_house.Postgres is null)
        {
            return _open[0];
        }

        var connection = new NpgsqlConnection(_house.Postgres);
        await connection.OpenAsync(cancellation);
        var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellation);
        var link = (connection, transaction);
        _open.Add(link);
        await using var command = Command(link, _snapshot is null ? Ordered : $"SET TRANSACTION SNAPSHOT '{_snapshot}'; {Ordered}", []);
        await command.ExecuteNonQueryAsync(cancellation);
        return link;
    }

    private static async Task<object?> ScalarAsync((DbConnection Connection, DbTransaction? Transaction) link, string sql, object[] values, CancellationToken cancellation)
    {
        await using var command = Command(link, sql, values);
        return await command.ExecuteScalarAsync(cancellation);
    }

    private static DbCommand Command((DbConnection Connection, DbTransaction? Transaction) link, string sql, object[] values)
    {
        var command = link.Connection.CreateCommand();
        command.Transaction = link.Transaction;
        command.CommandTimeout = 0;
        Databases.Database.SetText(command, sql);
        for (var place = 0; place < values.Length; place++)
        {
            if (command is SqliteCommand sqlite)
            {
                sqlite.Parameters.AddWithValue(string.Create(CultureInfo.InvariantCulture, $"${place + 1}"), values[place]);
            }
            else
            {
                ((NpgsqlCommand)command).Parameters.Add(new NpgsqlParameter { Value = values[place] });
            }
        }

        return command;
    }
}

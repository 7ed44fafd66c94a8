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
    private readonly HouseData _house;
    private (DbConnection Connection, DbTransaction? Transaction) _first;
    private string? _snapshot;

    private VerifyView(HouseData house) => _house = house;

    public static async Task<VerifyView> OpenAsync(HouseData house, CancellationToken cancellation)
    {
        var view = new VerifyView(house);
        if (house.Postgres is not null)
        {
            view._first = await view.ConnectAsync(cancellation);
            view._snapshot = (string)(await ScalarAsync(view._first, "SELECT pg_export_snapshot()", [], cancellation))!;
            return view;
        }

        var connection = HouseData.Open(house.JournalFile, SqliteOpenMode.ReadOnly);
        view._first = (connection, null);
        Backup.SqliteCopy.Run(connection, "PRAGMA cache_size = -65536; BEGIN; SELECT COUNT(*) FROM sqlite_master");
        return view;
    }

    /// <summary>Rows of a query, to be disposed; parameters are <c>$1</c>, <c>$2</c>. On PostgreSQL its connection ends with it: a house that runs needs them.</summary>
    public async Task<DbDataReader> ReadAsync(string sql, CancellationToken cancellation, params object[] values)
    {
        if (_house.Postgres is null)
        {
            return await Command(_first, sql, values).ExecuteReaderAsync(cancellation);
        }

        var link = await ConnectAsync(cancellation);
        try
        {
            return await Command(link, sql, values).ExecuteReaderAsync(CommandBehavior.SequentialAccess | CommandBehavior.CloseConnection, cancellation);
        }
        catch
        {
            await link.Connection.DisposeAsync();
            throw;
        }
    }

    public async Task<long> NumberAsync(string sql, CancellationToken cancellation, params object[] values) =>
        await ScalarAsync(_first, sql, values, cancellation) is { } value and not DBNull ? Convert.ToInt64(value, CultureInfo.InvariantCulture) : 0;

    /// <summary>All rows of the journal's table, counted without any index.</summary>
    public async Task<long> CountTableAsync(CancellationToken cancellation)
    {
        // Not on the first connection: the view would end with its transaction, if the table cannot be read whole.
        var sql = _house.Postgres is null ? "SELECT COUNT(*) FROM journal NOT INDEXED" : "SET LOCAL enable_indexonlyscan = off; SELECT COUNT(*) FROM journal";
        await using var reader = await ReadAsync(sql, cancellation);
        await reader.ReadAsync(cancellation);
        return reader.GetInt64(0);
    }

    public async ValueTask DisposeAsync()
    {
        if (_first.Transaction is not null)
        {
            await _first.Transaction.DisposeAsync();
        }

        await _first.Connection.DisposeAsync();
    }

    private async Task<(DbConnection Connection, DbTransaction? Transaction)> ConnectAsync(CancellationToken cancellation)
    {
        var connection = new NpgsqlConnection(_house.Postgres);
        try
        {
            await connection.OpenAsync(cancellation);
            var link = (connection, await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellation));
            await using var command = Command(link, _snapshot is null ? Ordered : $"SET TRANSACTION SNAPSHOT '{_snapshot}'; {Ordered}", []);
            await command.ExecuteNonQueryAsync(cancellation);
            return link;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
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

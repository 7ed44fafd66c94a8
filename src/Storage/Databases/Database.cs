using System.Data.Common;
using Luxe.Storage.Commit;

namespace Luxe.Storage.Databases;

/// <summary>The few places where the two databases differ; everything else is written once.</summary>
internal abstract class Database : IAsyncDisposable
{
    /// <summary>A connection for reading.</summary>
    public abstract Task<DbConnection> OpenAsync(CancellationToken cancellationToken);

    /// <summary>A connection that may change the schema.</summary>
    public abstract Task<DbConnection> OpenForSchemaAsync(CancellationToken cancellationToken);

    /// <summary>How many transactions of one silo it can use at a time.</summary>
    public abstract int Writers { get; }

    public abstract IBatchWriter CreateWriter();

    /// <summary>Renders a migration's types in this database's words.</summary>
    public abstract string Translate(string ddl);

    /// <summary>Keeps other processes out of the schema until the transaction ends.</summary>
    public abstract string SchemaLock { get; }

    /// <summary>
    /// The rows whose column has one of the parameter's values, found by the column's index however little the planner knows of the table;
    /// the parameter is made by <c>List</c>, and the condition may go on with <c>AND</c>.
    /// </summary>
    public abstract string SelectAmong(string columns, string table, string column, string parameter, string and = "");

    /// <summary>The parameter's values, as a question with one column; the parameter is made by <c>List</c>. For few values beside an index that is not theirs.</summary>
    public abstract string SelectValues(string parameter);

    public abstract object List(IReadOnlyCollection<string> values);

    public abstract object List(IReadOnlyCollection<long> values);

    /// <summary>Whether the database says that it cannot return what was stored, for that very row or page.</summary>
    public abstract bool IsDamage(DbException fault);

    /// <summary>
    /// Lets go of what was deleted or overwritten before now and still lies in a log. As far as nobody reads it at this moment; what is left goes as the log comes round.
    /// </summary>
    public virtual Task EmptyLogAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public abstract void Bind(DbCommand command, int position, object value);

    public abstract ValueTask DisposeAsync();

    /// <summary>Runs a query to its end; the connection is back before the rows are used.</summary>
    public async Task<List<T>> QueryAsync<T>(string sql, Func<DbDataReader, T> read, CancellationToken cancellationToken, params object[] values)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await QueryOnceAsync(sql, read, values, cancellationToken);
            }
            catch (DbException fault) when (fault.IsTransient && attempt == 1)
            {
                // A pooled connection that outlived its server; the pool was cleared by this failure.
            }
            catch (DbException fault)
            {
                throw new StorageUnavailableException("The database cannot be read.", fault);
            }
        }
    }

    /// <summary>The first row, or the default.</summary>
    public async Task<T?> FirstAsync<T>(string sql, Func<DbDataReader, T> read, CancellationToken cancellationToken, params object[] values)
    {
        var rows = await QueryAsync(sql, read, cancellationToken, values);
        return rows.Count == 0 ? default : rows[0];
    }

    /// <summary>The first column of the first row; 0 when there is none or it is null.</summary>
    public Task<long> NumberAsync(string sql, CancellationToken cancellationToken, params object[] values) =>
        FirstAsync(sql, static r => r.IsDBNull(0) ? 0 : r.GetInt64(0), cancellationToken, values);

    private async Task<List<T>> QueryOnceAsync<T>(string sql, Func<DbDataReader, T> read, object[] values, CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        SetText(command, sql);
        for (var i = 0; i < values.Length; i++)
        {
            Bind(command, i + 1, values[i]);
        }

        var rows = new List<T>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            rows.Add(read(reader));
        }

        return rows;
    }

    // Every text is a constant of this assembly with positional parameters.
#pragma warning disable CA2100
    public static void SetText(DbCommand command, string sql) => command.CommandText = sql;
#pragma warning restore CA2100
}

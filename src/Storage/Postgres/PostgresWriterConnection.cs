using System.Globalization;
using System.Security.Cryptography;
using Luxe.Storage.Commit;
using Npgsql;

namespace Luxe.Storage.Postgres;

/// <summary>
/// The writer's connection and its mark: a row of its own whose number grows with every transaction, in the same transaction.
/// When the answer to a commit is lost, the mark tells whether it happened, for every kind of write alike.
/// </summary>
internal sealed class PostgresWriterConnection : IProbe, IDisposable
{
    private const string Update = "UPDATE commit_mark SET batch = $1, started_at = $2 WHERE writer = $3";
    private const string PlainPlans =
        "SELECT set_config(name, 'off', false) FROM unnest('{enable_seqscan,enable_bitmapscan,enable_hashjoin,enable_mergejoin,jit}'::text[]) AS name";
    private const long StaleMicros = 7L * 24 * 3600 * 1_000_000;
    private readonly string _writer = RandomNumberGenerator.GetHexString(32);
    private readonly PostgresDatabase _database;
    private NpgsqlConnection? _connection;
    private long _mark;

    public PostgresWriterConnection(PostgresDatabase database) => _database = database;

    /// <summary>The open connection; opened when there is none.</summary>
    public NpgsqlConnection Open()
    {
        if (_connection is not null)
        {
            return _connection;
        }

        var connection = new NpgsqlConnection(_database.WriterSettings);
        try
        {
            connection.Open();
            Prepare(connection);
            return _connection = connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    public void Close()
    {
        _connection?.Dispose();
        _connection = null;
    }

    public void Dispose() => Close();

    /// <summary>The statement that moves the mark on; the last of its transaction.</summary>
    public NpgsqlBatchCommand NextMark()
    {
        var command = new NpgsqlBatchCommand(Update);
        Bind(command.Parameters, [++_mark, _database.Time.GetUtcNow(), _writer]);
        return command;
    }

    /// <summary>
    /// Whether the last transaction was committed. Waits for the row's lock, so that a transaction which the server has not
    /// finished yet is waited for instead of being taken for lost.
    /// </summary>
    public bool WasCommitted()
    {
        using var command = new NpgsqlCommand("SELECT batch FROM commit_mark WHERE writer = $1 FOR UPDATE", Open());
        Bind(command.Parameters, [_writer]);
        return command.ExecuteScalar() is long mark && mark >= _mark;
    }

    public long? Number(Sql sql, ReadOnlySpan<SqlValue> values)
    {
        using var command = Open().CreateCommand();
        Databases.Database.SetText(command, sql.Text);
        Bind(command.Parameters, values);
        return command.ExecuteScalar() is { } value and not DBNull ? Convert.ToInt64(value, CultureInfo.InvariantCulture) : null;
    }

    private static void Bind(NpgsqlParameterCollection parameters, ReadOnlySpan<SqlValue> values)
    {
        foreach (ref readonly var value in values)
        {
            parameters.Add(PostgresStatements.Parameter(value));
        }
    }

    // A server whose default is not to wait for the disk would acknowledge what it may lose.
    // The idle timeout frees the locks of a transaction whose silo has vanished.
    private void Prepare(NpgsqlConnection connection)
    {
        var milliseconds = (long)_database.Options.LockTimeout.TotalMilliseconds;
        // Half, so that a transaction whose connection hangs is ended by the server while its outcome is still being asked for.
        var idle = Math.Max(1, (long)_database.Options.OutcomeTimeout.TotalMilliseconds / 2);
        var now = _database.Time.GetUtcNow();
        using var batch = new NpgsqlBatch(connection);
        Add(batch, "SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off'", []);
        Add(batch, "SELECT set_config('lock_timeout', $1, false), set_config('statement_timeout', $1, false)", [milliseconds.ToString(CultureInfo.InvariantCulture)]);
        // Whatever this connection does finds its rows by key. On a table without statistics the planner thinks of thousands of rows, or of none, and
        // keeps the plan: a bitmap for each look-up, a whole table for each batch, machine code for each statement.
        Add(batch, PlainPlans, []);
        Add(batch, "SELECT set_config('idle_in_transaction_session_timeout', $1, false)", [idle.ToString(CultureInfo.InvariantCulture)]);
        Add(batch, "DELETE FROM commit_mark WHERE started_at < $1", [Micros.From(now) - StaleMicros]);
        Add(batch, "INSERT INTO commit_mark (writer, batch, started_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING", [_writer, 0L, now]);
        batch.ExecuteNonQuery();
    }

    private static void Add(NpgsqlBatch batch, string sql, ReadOnlySpan<SqlValue> values)
    {
        var command = new NpgsqlBatchCommand(sql);
        Bind(command.Parameters, values);
        batch.BatchCommands.Add(command);
    }
}

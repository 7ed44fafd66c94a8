using System.Text;
using Luxe.Storage.Commit;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Luxe.Storage.Sqlite;

/// <summary>The one writer of a SQLite file: prepared statements inside one transaction per batch, a savepoint around writes of several statements.</summary>
internal sealed class SqliteBatchWriter(SqliteDatabase database) : IBatchWriter, IStatements, IProbe
{
    private readonly Dictionary<Sql, SqliteStatement> _prepared = [];
    private readonly Dictionary<string, SqliteStatement> _control = [];
    private SqliteConnection? _connection;
    private PendingWrite? _current;
    private bool _refused;

    public void Commit(IReadOnlyList<PendingWrite> batch, CancellationToken abandon)
    {
        try
        {
            Control("BEGIN IMMEDIATE");
            foreach (var pending in batch)
            {
                Apply(pending);
            }

            Control("COMMIT");
        }
        catch (Exception fault) when (fault is SqliteFault or SqliteException)
        {
            // After a failed write or flush the connection's view of the file is not to be trusted; a fresh one recovers from the log.
            Close();
            throw new StorageUnavailableException("The database file cannot be written: " + fault.Message, fault);
        }

        foreach (var pending in batch)
        {
            pending.Complete();
        }
    }

    public void Run(Sql sql, ReadOnlySpan<SqlValue> values)
    {
        if (_refused)
        {
            return;
        }

        var affected = Prepared(sql).Run(values);
        _current!.Affected += affected;
        _refused = affected == 0 && sql.MustAffect;
    }

    public long? Number(Sql sql, ReadOnlySpan<SqlValue> values) => Prepared(sql).Number(values);

    public void Dispose() => Close();

    private void Apply(PendingWrite pending)
    {
        _current = pending;
        _refused = false;
        pending.Affected = 0;
        // A single statement undoes itself when it fails.
        var guarded = pending.Write.Rows != 1;
        if (guarded)
        {
            Control("SAVEPOINT write");
        }

        try
        {
            pending.Write.Render(this);
        }
        catch (SqliteFault fault) when (fault.IsOfTheRow)
        {
            pending.Refusal = new RowRejectedException(fault.Message, fault);
        }
        catch (EncoderFallbackException fault)
        {
            pending.Refusal = new RowRejectedException("A text is not valid Unicode.", fault);
        }

        var failed = _refused || pending.Refusal is not null;
        if (guarded)
        {
            if (failed)
            {
                Control("ROLLBACK TO write");
            }

            Control("RELEASE write");
        }

        if (_refused)
        {
            pending.Refusal ??= pending.Write.Refuse(this);
        }
    }

    private SqliteStatement Prepared(Sql sql)
    {
        if (!_prepared.TryGetValue(sql, out var statement))
        {
            _prepared[sql] = statement = new SqliteStatement(Handle(), sql.Text);
        }

        return statement;
    }

    private void Control(string sql)
    {
        if (!_control.TryGetValue(sql, out var statement))
        {
            _control[sql] = statement = new SqliteStatement(Handle(), sql);
        }

        statement.Run([]);
    }

    private sqlite3 Handle() => (_connection ??= database.OpenWriter()).Handle!;

    private void Close()
    {
        foreach (var statement in _prepared.Values.Concat(_control.Values))
        {
            statement.Dispose();
        }

        _prepared.Clear();
        _control.Clear();
        _connection?.Dispose();
        _connection = null;
    }
}

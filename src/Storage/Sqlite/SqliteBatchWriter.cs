using System.Text;
using Luxe.Storage.Commit;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Luxe.Storage.Sqlite;

/// <summary>The one writer of a SQLite file: prepared statements inside one transaction per batch.</summary>
internal sealed class SqliteBatchWriter(SqliteDatabase database) : IBatchWriter, IStatements, IProbe
{
    private readonly Dictionary<Sql, SqliteStatement> _prepared = [];
    private readonly Dictionary<string, SqliteStatement> _control = [];
    private SqliteConnection? _connection;
    private PendingWrite? _current;
    private bool _refused;
    private bool _changed;

    public void Commit(IReadOnlyList<PendingWrite> batch, CancellationToken abandon)
    {
        try
        {
            // Savepoints cost a copy of every page touched, and refusals are rare: only a batch that was spoilt is written again with them.
            if (!TryCommit(batch, guarded: false))
            {
                TryCommit(batch, guarded: true);
            }
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
        _changed |= !_refused;
    }

    public long? Number(Sql sql, ReadOnlySpan<SqlValue> values) => Prepared(sql).Number(values);

    public void Dispose() => Close();

    /// <summary>False when the batch was undone because a write was refused after it had changed something.</summary>
    private bool TryCommit(IReadOnlyList<PendingWrite> batch, bool guarded)
    {
        Control("BEGIN IMMEDIATE");
        foreach (var pending in batch)
        {
            var guard = guarded && pending.Write.Rows > 1;
            if (guard)
            {
                Control("SAVEPOINT write");
            }

            var refused = !Apply(pending);
            if (refused && guard)
            {
                Control("ROLLBACK TO write");
            }
            else if (refused && _changed)
            {
                Control("ROLLBACK");
                return false;
            }

            if (guard)
            {
                Control("RELEASE write");
            }

            if (refused)
            {
                pending.Refusal ??= pending.Write.Refuse(this);
            }
        }

        Control("COMMIT");
        return true;
    }

    /// <summary>False when the write is refused; what it changed before is still there.</summary>
    private bool Apply(PendingWrite pending)
    {
        _current = pending;
        _refused = _changed = false;
        pending.Affected = 0;
        pending.Refusal = null;
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

        return !_refused && pending.Refusal is null;
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

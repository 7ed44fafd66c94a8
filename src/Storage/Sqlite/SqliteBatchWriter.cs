using System.Text;
using Luxe.Storage.Commit;
using Microsoft.Data.Sqlite;
using Microsoft.Win32.SafeHandles;
using SQLitePCL;

namespace Luxe.Storage.Sqlite;

/// <summary>The one writer of a SQLite file: prepared statements inside one transaction per batch.</summary>
/// <param name="database">The file.</param>
/// <param name="flush">Makes the log durable, or throws; the disk does unless told otherwise.</param>
/// <param name="checkpointer">Copies the log back into the file; disposed of with the writer.</param>
internal sealed class SqliteBatchWriter(SqliteDatabase database, Action<SafeFileHandle>? flush = null, SqliteCheckpointer? checkpointer = null) : IBatchWriter, IStatements, IProbe
{
    private readonly SqliteCheckpointer _checkpointer = checkpointer ?? new(database);
    private readonly SqliteLogFile _log = new(flush ?? RandomAccess.FlushToDisk);
    private readonly Dictionary<Sql, SqliteStatement> _prepared = [];
    private readonly Dictionary<string, SqliteStatement> _control = [];
    private SqliteConnection? _connection;
    private PendingWrite? _current;
    private bool _refused;
    private bool _changed;
    private Stage _stage;
    private bool _suspect;

    private enum Stage
    {
        Beginning,
        Applying,
        Committing,
    }

    /// <summary>A commit only writes the log (synchronous = NORMAL): the next batch is written while the disk takes it.</summary>
    public bool FlushesApart => true;

    public void Commit(IReadOnlyList<PendingWrite> batch, CancellationToken abandon)
    {
        if (database.Loss.IsNoted)
        {
            throw new StorageUnavailableException("The database file could not be flushed. What it may lack is in its log: start the house again, which copies the log once more.");
        }

        if (_log.IsLost)
        {
            Close();
        }

        _stage = Stage.Beginning;
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
            Close();
            var code = fault is SqliteFault own ? own.Code : ((SqliteException)fault).SqliteErrorCode;
            if (code is raw.SQLITE_CORRUPT && _stage is Stage.Applying)
            {
                Divide(batch, fault, abandon);
                return;
            }

            _suspect |= code is not raw.SQLITE_BUSY;
            throw new StorageUnavailableException("The database file cannot be written: " + fault.Message, fault)
            {
                // The log may hold the whole transaction when its flush fails; then it counts after all.
                OutcomeUnknown = _stage is Stage.Committing && code is raw.SQLITE_IOERR,
            };
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

    public void Dispose()
    {
        // Last, for the last connection to close copies the whole log back and removes it, and a reader could not.
        _checkpointer.Dispose();
        database.CloseReaders();
        Close();
        _log.Dispose();
    }

    /// <summary>Copies the log back if it has grown enough.</summary>
    public void Rest()
    {
        if (_connection is { Handle: { } handle })
        {
            _checkpointer.Committed(handle);
        }
    }

    // Somebody's page is damaged: hers fail, and those of everybody else, on other pages, must not. The log is not: nothing of it was written.
    private void Divide(IReadOnlyList<PendingWrite> batch, Exception fault, CancellationToken abandon)
    {
        if (batch is [var hers])
        {
            hers.Refusal = new StorageUnavailableException("The database holds damaged data where this write leads.", fault);
            hers.Complete();
            return;
        }

        foreach (var half in batch.Chunk((batch.Count + 1) / 2))
        {
            Commit(half, abandon);
        }
    }

    /// <summary>False when the batch was undone because a write was refused after it had changed something.</summary>
    private bool TryCommit(IReadOnlyList<PendingWrite> batch, bool guarded)
    {
        _stage = Stage.Beginning;
        Control("BEGIN IMMEDIATE");
        HoldLog();
        _stage = Stage.Applying;
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

        _stage = Stage.Committing;
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

    private sqlite3 Handle()
    {
        if (_connection is null)
        {
            _connection = database.OpenWriter();
            if (_suspect || _log.IsLost)
            {
                Distrust(_connection.Handle!);
            }
        }

        return _connection.Handle!;
    }

    /// <summary>From the flusher's thread: makes the log durable, and with it all that was committed before.</summary>
    public void Flush()
    {
        try
        {
            _log.Flush();
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new StorageUnavailableException("The database's log cannot be flushed.", fault) { OutcomeUnknown = true };
        }
    }

    private void HoldLog()
    {
        if (_log.IsOpen)
        {
            return;
        }

        try
        {
            _log.Open(SqliteDatabase.LogOf(Handle()));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new SqliteFault(raw.SQLITE_CANTOPEN, "The database's log is not there to be flushed.");
        }
    }

    // What a failed flush left in the log may be in memory only, and later commits would stand on it: nothing is acknowledged
    // before the whole log has gone to the file, has been flushed, and is empty.
    private void Distrust(sqlite3 handle)
    {
        _checkpointer.Empty(handle);
        _suspect = false;
        _log.CopiedBack();
    }

    private void Close()
    {
        foreach (var statement in _prepared.Values.Concat(_control.Values))
        {
            statement.Dispose();
        }

        _prepared.Clear();
        _control.Clear();
        if (_connection is not null)
        {
            database.Loss.Leave(_connection.Handle!);
            _connection.Dispose();
            _connection = null;
        }

        _log.Leave();
    }
}

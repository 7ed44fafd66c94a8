using SQLitePCL;

namespace Luxe.Storage.Sqlite;

/// <summary>
/// Whether the disk has lost some of what was copied into a file. It says so once and forgets it, so that a later flush means nothing; the log has it
/// all, is copied no more, by nobody, and therefore stays as it is, and whoever opens the house anew begins by copying all of it.
/// </summary>
internal sealed class SqliteLoss
{
    private volatile bool _noted;

    public bool IsNoted => _noted;

    public void Note() => _noted = true;

    /// <summary>Copies the log back; a disk that refuses has lost what was copied.</summary>
    /// <param name="handle">A connection that may write.</param>
    /// <param name="mode">One of <c>SQLITE_CHECKPOINT_*</c>.</param>
    /// <returns>What SQLite answers.</returns>
    public int Copy(sqlite3 handle, int mode)
    {
        var code = raw.sqlite3_wal_checkpoint_v2(handle, "main", mode, out _, out _);
        _noted |= (code & 0xff) == raw.SQLITE_IOERR;
        return code;
    }

    /// <summary>To be called before a connection is closed: the last to close would copy the log back and remove it.</summary>
    public void Leave(sqlite3 connection)
    {
        if (_noted)
        {
            const int NoCheckpointOnClose = 1006;
            raw.sqlite3_db_config(connection, NoCheckpointOnClose, 1, out _);
        }
    }
}

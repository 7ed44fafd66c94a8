using Luxe.Storage.Sqlite;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Luxe.Storage.Backup;

/// <summary>
/// Both files of a house as they were at one moment, while the house goes on: the journal's write lock is held while both reads begin, a
/// millisecond, so that no row can be committed between them. Then each copy reads its own unmoving view of the file, as long as it takes.
/// </summary>
internal sealed class SqliteCopy : IDisposable
{
    private const int PagesPerStep = 2_048;
    private readonly SqliteConnection _journal;
    private readonly SqliteConnection? _grains;

    private SqliteCopy(SqliteConnection journal, SqliteConnection? grains) => (_journal, _grains) = (journal, grains);

    /// <summary>Takes hold of the moment.</summary>
    public static SqliteCopy Begin(HouseData house)
    {
        var journal = HouseData.Open(house.JournalFile, SqliteOpenMode.ReadWrite);
        SqliteConnection? grains = null;
        try
        {
            grains = File.Exists(house.GrainsFile) ? HouseData.Open(house.GrainsFile, SqliteOpenMode.ReadWrite) : null;
            using var writer = HouseData.Open(house.JournalFile, SqliteOpenMode.ReadWrite);
            Run(writer, "PRAGMA busy_timeout = 30000; BEGIN IMMEDIATE");
            Pin(journal);
            if (grains is not null)
            {
                Pin(grains);
            }

            Run(writer, "ROLLBACK");
            return new SqliteCopy(journal, grains);
        }
        catch
        {
            journal.Dispose();
            grains?.Dispose();
            throw;
        }
    }

    public void Journal(string to, Action<long, long> progress, CancellationToken cancellation) => Copy(_journal, to, progress, cancellation);

    public void Grains(string to, Action<long, long> progress, CancellationToken cancellation)
    {
        if (_grains is not null)
        {
            Copy(_grains, to, progress, cancellation);
        }
    }

    public bool HasGrains => _grains is not null;

    public void Dispose()
    {
        _journal.Dispose();
        _grains?.Dispose();
    }

    // A copy in steps keeps to its view because the source's own connection has a read open; without, any write would start it anew.
    private static void Copy(SqliteConnection source, string to, Action<long, long> progress, CancellationToken cancellation)
    {
        using (var target = HouseData.Open(to, SqliteOpenMode.ReadWriteCreate))
        {
            Run(target, "PRAGMA synchronous = OFF");
            var backup = raw.sqlite3_backup_init(target.Handle!, "main", source.Handle!, "main");
            if (backup.IsInvalid)
            {
                SqliteFault.Check(target.Handle!, raw.sqlite3_errcode(target.Handle!));
            }

            var code = raw.SQLITE_OK;
            while (code == raw.SQLITE_OK)
            {
                cancellation.ThrowIfCancellationRequested();
                code = raw.sqlite3_backup_step(backup, PagesPerStep);
                var total = raw.sqlite3_backup_pagecount(backup);
                progress(total - raw.sqlite3_backup_remaining(backup), total);
            }

            raw.sqlite3_backup_finish(backup);
            SqliteFault.Check(target.Handle!, code == raw.SQLITE_DONE ? raw.SQLITE_OK : code);

            // The copy stands alone, as one file.
            Run(target, "PRAGMA journal_mode = DELETE");
        }

        using var file = new FileStream(to, FileMode.Open, FileAccess.ReadWrite);
        file.Flush(flushToDisk: true);
    }

    private static void Pin(SqliteConnection connection) => Run(connection, "BEGIN; SELECT COUNT(*) FROM sqlite_master");

    internal static void Run(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        Databases.Database.SetText(command, sql);
        command.ExecuteNonQuery();
    }
}

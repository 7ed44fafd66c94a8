using Microsoft.Data.Sqlite;
using Microsoft.Win32.SafeHandles;
using SQLitePCL;

namespace Luxe.Storage.Sqlite;

/// <summary>
/// Copies the log back into the file beside the writer, who otherwise would stand still for all of it. While it copies, the log goes on growing:
/// the writer copies what came meanwhile itself, between two batches, so that the log is all copied at that moment and starts anew.
/// </summary>
/// <param name="database">The file.</param>
/// <param name="flush">Makes the file durable, or throws; the disk does unless told otherwise.</param>
/// <param name="logBytes">The log goes back when it has grown by as much.</param>
internal sealed class SqliteCheckpointer(SqliteDatabase database, Action<SafeFileHandle>? flush = null, long logBytes = SqliteCheckpointer.LogBytes) : IDisposable
{
    /// <summary>
    /// 256 MiB of log before its pages go back to the file. A commit logs two pages a row, and the same pages again and again: the longer the log, the
    /// fewer of them are copied, and the writer stands still once in two seconds of full load instead of three times a second.
    /// </summary>
    private const int LogBytes = 256 * 1024 * 1024;

    /// <summary>Passes beside the writer: the second takes what the log grew by during the first, so that little is left to him.</summary>
    private const int Passes = 2;

    private readonly AutoResetEvent _wanted = new(initialState: false);
    private readonly ManualResetEventSlim _idle = new(initialState: true);
    private Thread? _thread;
    private long _grown;
    private int _page;
    private bool _copied;
    private volatile bool _ending;

    private SqliteLoss Loss => database.Loss;

    /// <summary>To be called by the writer after each commit, with its connection.</summary>
    public void Committed(sqlite3 writer)
    {
        _grown += Written(writer);
        if (Loss.IsNoted || !_idle.IsSet || _grown * Page(writer) < logBytes)
        {
            return;
        }

        if (_copied)
        {
            Copy(writer);
            (_copied, _grown) = (false, 0);
        }
        else
        {
            _copied = true;
            _idle.Reset();
            StartOnce();
            _wanted.Set();
        }
    }

    /// <summary>Waits until nothing is copied beside the writer.</summary>
    public void Rest() => _idle.Wait();

    /// <summary>Copies the whole log back, with nobody else at it, and empties it.</summary>
    /// <exception cref="SqliteFault">Somebody reads from it still, or the disk refuses.</exception>
    public void Empty(sqlite3 writer)
    {
        Rest();
        SqliteFault.Check(writer, Loss.Copy(writer, raw.SQLITE_CHECKPOINT_TRUNCATE));
    }

    public void Dispose()
    {
        if (_ending)
        {
            return;
        }

        _ending = true;
        _wanted.Set();
        _thread?.Join();
        _wanted.Dispose();
        _idle.Dispose();
    }

    private void StartOnce()
    {
        if (_thread is null)
        {
            _thread = new Thread(Run) { IsBackground = true, Name = "luxe-checkpointer" };
            _thread.Start();
        }
    }

    private void Run()
    {
        SqliteConnection? connection = null;
        while (_wanted.WaitOne() && !_ending)
        {
            try
            {
                connection ??= database.OpenWriter();
                for (var pass = 0; pass < Passes && !Loss.IsNoted; pass++)
                {
                    Copy(connection.Handle!);
                    SqliteWriteback.Run(SqliteDatabase.FileOf(connection.Handle!), flush ?? RandomAccess.FlushToDisk);
                }
            }
            catch (SqliteException)
            {
                // It could not be opened, so nothing was copied: the next commit meets the same trouble and reports it.
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
            {
                Loss.Note();
            }

            _idle.Set();
        }

        if (connection is not null)
        {
            Loss.Leave(connection.Handle!);
            connection.Dispose();
        }

        _idle.Set();
    }

    // Waits for nobody: what readers still need stays in the log.
    private void Copy(sqlite3 handle) => Loss.Copy(handle, raw.SQLITE_CHECKPOINT_PASSIVE);

    private static long Written(sqlite3 handle)
    {
        const int PagesWritten = 9;
        const int AndReset = 1;
        return raw.sqlite3_db_status(handle, PagesWritten, out var pages, out _, AndReset) == raw.SQLITE_OK ? pages : 0;
    }

    private int Page(sqlite3 handle)
    {
        if (_page == 0)
        {
            using var ask = new SqliteStatement(handle, "PRAGMA page_size");
            _page = (int)(ask.Number([]) ?? 4096);
        }

        return _page;
    }
}

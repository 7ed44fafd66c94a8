using Microsoft.Win32.SafeHandles;

namespace Luxe.Storage.Sqlite;

/// <summary>
/// The write-ahead log as a file to be flushed, beside SQLite's own handle. SQLite locks the database and its index file, never the log, so that
/// closing this handle drops no lock of its (POSIX releases all of a process's locks on a file when any handle to it is closed).
/// </summary>
/// <param name="flush">Makes a file durable, or throws.</param>
internal sealed class SqliteLogFile(Action<SafeFileHandle> flush) : IDisposable
{
    private readonly Lock _gate = new();
    private SafeFileHandle? _handle;
    private bool _lost;

    /// <summary>Whether there is a log that belongs to an open connection.</summary>
    public bool IsOpen => _handle is not null;

    /// <summary>A flush has failed, and the log has not been copied back since.</summary>
    public bool IsLost
    {
        get
        {
            lock (_gate)
            {
                return _lost;
            }
        }
    }

    /// <summary>Takes hold of the log of a connection that has a transaction open, so that it is there.</summary>
    /// <exception cref="IOException">It is not: what the connection writes could not be flushed.</exception>
    public void Open(string path)
    {
        lock (_gate)
        {
            _handle ??= File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
        }
    }

    /// <summary>Makes all that was written durable. What a connection wrote that is closed was flushed when its log was left.</summary>
    /// <exception cref="IOException">The disk did not take it, now or before: it says once that it lost something, and a later success means nothing.</exception>
    public void Flush()
    {
        lock (_gate)
        {
            if (_lost)
            {
                throw new IOException("The log could not be flushed before.");
            }

            FlushOrLose();
        }
    }

    /// <summary>The connection was closed, and the log may be another file from now on: what was written to this one is flushed first.</summary>
    public void Leave()
    {
        lock (_gate)
        {
            try
            {
                FlushOrLose();
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
            {
                // Kept: whoever waits for it is told.
            }
            finally
            {
                _handle?.Dispose();
                _handle = null;
            }
        }
    }

    /// <summary>The whole log has gone to the file, which was flushed.</summary>
    public void CopiedBack()
    {
        lock (_gate)
        {
            _lost = false;
        }
    }

    public void Dispose() => _handle?.Dispose();

    private void FlushOrLose()
    {
        try
        {
            if (_handle is not null)
            {
                flush(_handle);
            }
        }
        catch
        {
            _lost = true;
            throw;
        }
    }
}

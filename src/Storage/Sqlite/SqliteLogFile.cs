using Microsoft.Win32.SafeHandles;

namespace Luxe.Storage.Sqlite;

/// <summary>
/// The write-ahead log as a file to be flushed, beside SQLite's own handle. SQLite locks the database and its index file, never the log, so that
/// closing this handle drops no lock of its (POSIX releases all of a process's locks on a file when any handle to it is closed).
/// </summary>
internal sealed class SqliteLogFile(string path) : IDisposable
{
    private readonly Lock _gate = new();
    private SafeFileHandle? _handle;

    /// <summary>Makes all that was written durable. A log that is not there was copied back and flushed by whoever closed last.</summary>
    /// <exception cref="IOException">The disk did not take it.</exception>
    public void Flush()
    {
        lock (_gate)
        {
            try
            {
                _handle ??= File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
            }
            catch (FileNotFoundException)
            {
                return;
            }

            RandomAccess.FlushToDisk(_handle);
        }
    }

    /// <summary>The connection was closed, and the log may be another file from now on: what was written to this one is flushed first.</summary>
    public void Leave()
    {
        lock (_gate)
        {
            if (_handle is not null)
            {
                try
                {
                    RandomAccess.FlushToDisk(_handle);
                }
                finally
                {
                    _handle.Dispose();
                    _handle = null;
                }
            }
        }
    }

    public void Dispose() => _handle?.Dispose();
}

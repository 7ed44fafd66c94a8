using System.Globalization;
using Microsoft.Win32.SafeHandles;

namespace Luxe.Storage.Sqlite;

/// <summary>
/// Has the disk take the pages that were copied into a database file, beside the writer: the checkpoint that empties the log flushes the file
/// while nobody can write, and finds little left to do. That flush is what durability rests on; this one only comes before it.
/// </summary>
internal static class SqliteWriteback
{
    private const string Descriptors = "/proc/self/fd";

    /// <summary>Linux; elsewhere nothing happens. Throws <see cref="IOException"/> when the disk has lost something, and it says so only once.</summary>
    /// <remarks>
    /// Through a descriptor that SQLite holds: closing one of our own would drop every lock that this process has on the file
    /// (sqlite.org/howtocorrupt.html, 2.2). Should SQLite close it meanwhile, another file is flushed, or none; what that one has lost is thrown all the same.
    /// </remarks>
    public static void Run(string file, Action<SafeFileHandle> flush)
    {
        if (Held(file) is { } descriptor)
        {
            using var borrowed = new SafeFileHandle(descriptor, ownsHandle: false);
            flush(borrowed);
        }
    }

    private static nint? Held(string file)
    {
        if (!Directory.Exists(Descriptors))
        {
            return null;
        }

        foreach (var link in Directory.EnumerateFileSystemEntries(Descriptors))
        {
            if (new FileInfo(link).LinkTarget == file)
            {
                return nint.Parse(Path.GetFileName(link), CultureInfo.InvariantCulture);
            }
        }

        return null;
    }
}

using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Luxe.Storage.Backup;

/// <summary>Puts SQLite files in the place of others, of which nobody may be using one, nor begin to while their names change.</summary>
internal static class RestoreFiles
{
    /// <summary>What a file is overwritten with when its name has gone to another: whoever opened it just before must not write to where nobody will look.</summary>
    private static readonly byte[] Void = [.. "This house was replaced by a restore.".PadRight(100).Select(static letter => (byte)letter)];

    /// <summary>Refuses a file that somebody has open.</summary>
    /// <exception cref="InvalidDataException">Somebody has.</exception>
    public static void RefuseOpen(string file) => Hold(file)?.Dispose();

    /// <summary>Gives each file what lies beside it as <c>FILE.restoring</c>; one beside which nothing lies is removed.</summary>
    /// <exception cref="InvalidDataException">Somebody has one of them open; nothing was replaced.</exception>
    public static void Replace(IReadOnlyList<string> files)
    {
        var held = new List<HeldFile>();
        try
        {
            // All are held before the first is touched. Windows renames no file that somebody has open: there it is enough to ask.
            foreach (var file in files)
            {
                if (OperatingSystem.IsWindows())
                {
                    RefuseOpen(file);
                }
                else if (Hold(file) is { } connection)
                {
                    held.Add(new HeldFile(connection, File.Open(file, FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete)));
                }
            }

            foreach (var file in files)
            {
                File.Delete(file + "-wal");
                File.Delete(file + "-shm");
                if (File.Exists(file + ".restoring"))
                {
                    File.Move(file + ".restoring", file, overwrite: true);
                }
                else
                {
                    File.Delete(file);
                }
            }

            held.ForEach(static each => each.Replaced = true);
        }
        finally
        {
            held.ForEach(static each => each.Dispose());
        }
    }

    /// <summary>The file with a lock that lets nobody else in, or null when there is none or it is no database any more: that is what restoring is for.</summary>
    private static SqliteConnection? Hold(string file)
    {
        if (!File.Exists(file))
        {
            return null;
        }

        SqliteConnection? connection = null;
        try
        {
            connection = HouseData.Open(file, SqliteOpenMode.ReadWrite);

            // Only when nobody else has the file open does SQLite leave its log. Who came in between, and took it up again, is seen by the second look.
            if (Ask(connection, "PRAGMA journal_mode = DELETE") is "delete" && Ask(connection, "BEGIN EXCLUSIVE; PRAGMA journal_mode") is "delete")
            {
                return connection;
            }
        }
        catch (SqliteException fault) when (fault.SqliteErrorCode is not (raw.SQLITE_BUSY or raw.SQLITE_LOCKED))
        {
            connection?.Dispose();
            return null;
        }
        catch (SqliteException)
        {
            // As below.
        }

        connection?.Dispose();
        throw new InvalidDataException($"{file} is in use: stop Luxe first.");
    }

    private static object? Ask(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandTimeout = 1;
        Databases.Database.SetText(command, sql);
        return command.ExecuteScalar();
    }

    private sealed class HeldFile(SqliteConnection connection, FileStream file) : IDisposable
    {
        public bool Replaced { get; set; }

        // The void first: closing any handle of this process to the file gives up its locks, and those who wait for them would come in.
        public void Dispose()
        {
            if (Replaced)
            {
                file.Write(Void);
                file.Flush();
            }

            file.Dispose();
            connection.Dispose();
        }
    }
}

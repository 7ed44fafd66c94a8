using Microsoft.Data.Sqlite;

namespace Luxe.Storage.Sqlite;

/// <summary>A look into a SQLite file that leaves no trace beside it.</summary>
internal static class SqliteGlance
{
    /// <summary>An open connection, or null when there is no file.</summary>
    public static SqliteConnection? TryOpen(StorageOptions options)
    {
        var settings = options.ConnectionString is { Length: > 0 } given
            ? new SqliteConnectionStringBuilder(given)
            : new SqliteConnectionStringBuilder { DataSource = Path.Combine(options.DataDirectory!, "luxe.db") };
        settings.Mode = SqliteOpenMode.ReadOnly;
        settings.Pooling = false;
        if (!settings.DataSource.StartsWith("file:", StringComparison.OrdinalIgnoreCase))
        {
            var file = Path.GetFullPath(settings.DataSource);
            if (!File.Exists(file) || new FileInfo(file).Length == 0)
            {
                return null;
            }

            // A file without a log is at rest: taken as unmoving, SQLite makes neither log nor index beside it. One with a log is read as any reader does.
            if (!File.Exists(file + "-wal"))
            {
                settings.DataSource = new Uri(file).AbsoluteUri + "?immutable=1";
            }
        }

        SQLitePCL.Batteries_V2.Init();
        var connection = new SqliteConnection(settings.ToString());
        try
        {
            connection.Open();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }
}

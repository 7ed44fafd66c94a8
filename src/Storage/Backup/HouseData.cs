using Microsoft.Data.Sqlite;

namespace Luxe.Storage;

/// <summary>Where a house keeps everything: a folder with two SQLite files and the keys, or a PostgreSQL database and the folder of the keys.</summary>
/// <param name="Folder">The data folder.</param>
/// <param name="Postgres">Connection string; null when the two SQLite files are the database.</param>
public sealed record HouseData(string Folder, string? Postgres)
{
    /// <summary>The secret under which identities are filed.</summary>
    public const string IdentityKey = "identity.key";

    /// <summary>The SQLite file of journals, ledgers, inboxes and lists.</summary>
    public string JournalFile => Path.Combine(Folder, "luxe.db");

    /// <summary>The SQLite file of grain state and reminders.</summary>
    public string GrainsFile => Path.Combine(Folder, "grains.db");

    /// <summary>The folder of the secrets.</summary>
    public string Keys => Path.Combine(Folder, "keys");

    /// <summary>Whether there is a house.</summary>
    public bool Exists => Postgres is not null || File.Exists(JournalFile);

    internal string Provider => Postgres is null ? StorageOptions.Sqlite : StorageOptions.Postgres;

    internal static SqliteConnection Open(string file, SqliteOpenMode mode)
    {
        SQLitePCL.Batteries_V2.Init();
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Mode = mode, Pooling = false, DefaultTimeout = 30 }.ToString());
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

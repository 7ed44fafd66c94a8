using Luxe.Storage;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Luxe.Cli.Imports;

/// <summary>A house has one process that writes to a client at a time; what works on its database directly must be that one.</summary>
internal static class HouseInUse
{
    private const int Looks = 20;
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(500);

    /// <summary>Throws when another process has the house's database open.</summary>
    /// <param name="house">The house.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <param name="advice">What to do then.</param>
    /// <exception cref="InvalidDataException">One has.</exception>
    public static async Task RefuseAsync(HouseData house, CancellationToken cancellation, string advice = "import through it (--url), or stop it first")
    {
        if (house.Postgres is { } postgres ? await IsServedAsync(postgres, cancellation) : IsOpen(house.JournalFile))
        {
            throw new InvalidDataException($"Luxe is running on this database: {advice}.");
        }
    }

    // SQLite lets the last one who has a file open, and only her, leave its log.
    private static bool IsOpen(string file)
    {
        if (!File.Exists(file))
        {
            return false;
        }

        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false, DefaultTimeout = 1 }.ToString());
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA journal_mode = DELETE";
        try
        {
            return command.ExecuteScalar() is not "delete";
        }
        catch (SqliteException fault) when (fault.SqliteErrorCode is SQLitePCL.raw.SQLITE_BUSY or SQLitePCL.raw.SQLITE_LOCKED)
        {
            return true;
        }
    }

    // The server notices only after a moment that a process was killed: such connections are given the time to go.
    private static async Task<bool> IsServedAsync(string postgres, CancellationToken cancellation)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(postgres) { Pooling = false }.ToString());
        await connection.OpenAsync(cancellation);
        for (var look = 0; await CountAsync(connection, cancellation) > 0; look++)
        {
            if (look == Looks)
            {
                return true;
            }

            await Task.Delay(BetweenLooks, TimeProvider.System, cancellation);
        }

        return false;
    }

    private static async Task<long> CountAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT COUNT(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend' AND application_name LIKE 'luxe%'";
        return (long)(await command.ExecuteScalarAsync(cancellation))!;
    }
}

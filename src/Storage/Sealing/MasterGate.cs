using System.Data.Common;
using Luxe.Storage.Commit;
using Luxe.Storage.Databases;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Luxe.Storage;

/// <summary>
/// Whether the master keys that are here are those of the house. Asked before anything else is opened, with a connection of its own that changes
/// nothing: the database keeps a print of each master key, which tells it from another and tells nothing of it.
/// </summary>
public static class MasterGate
{
    private const string Prints = "SELECT id, print FROM master_key WHERE retired_at IS NULL ORDER BY id";

    /// <summary>The prints of the master keys that the house is sealed under, by number; none when it never was.</summary>
    /// <exception cref="StorageUnavailableException">The database cannot be read.</exception>
    public static IReadOnlyDictionary<int, string> ReadPrints(StorageOptions options)
    {
        try
        {
            using var connection = Open(options);
            return connection is null || !HasTable(connection) ? new Dictionary<int, string>() : Read(connection);
        }
        catch (DbException fault)
        {
            throw new StorageUnavailableException("The database cannot be read.", fault);
        }
    }

    /// <summary>Refuses a start without the master keys that something here may be wrapped under.</summary>
    /// <param name="prints">What the database knows.</param>
    /// <param name="masters">What is here.</param>
    /// <param name="where">Where they came from, in words.</param>
    /// <exception cref="MasterKeyException">One is missing, or is another.</exception>
    public static void Check(IReadOnlyDictionary<int, string> prints, MasterKeys? masters, string where)
    {
        foreach (var (number, print) in prints.OrderByDescending(static known => known.Key))
        {
            if (masters is null || !masters.Has(number))
            {
                throw new MasterKeyException(FormattableString.Invariant(
                    $"The master key {number} (print {print}) is not in {where}. Restore it: without it no client can be read. Nothing was changed."));
            }

            if (masters.PrintOf(number) != print)
            {
                throw new MasterKeyException(FormattableString.Invariant(
                    $"The master key {number} in {where} is another than the one this house is sealed under (print {print}). Restore that one. Nothing was changed."));
            }
        }
    }

    private static Dictionary<int, string> Read(DbConnection connection)
    {
        using var command = connection.CreateCommand();
        Database.SetText(command, Prints);
        using var reader = command.ExecuteReader();
        var prints = new Dictionary<int, string>();
        while (reader.Read())
        {
            prints.Add(reader.GetInt32(0), reader.GetString(1));
        }

        return prints;
    }

    // A database from before there were keys has no such table.
    private static bool HasTable(DbConnection connection)
    {
        using var command = connection.CreateCommand();
        Database.SetText(command, connection is NpgsqlConnection ? "SELECT COUNT(*) FROM pg_tables WHERE schemaname = current_schema() AND tablename = 'master_key'" : "SELECT COUNT(*) FROM sqlite_master WHERE name = 'master_key'");
        return Convert.ToInt64(command.ExecuteScalar(), System.Globalization.CultureInfo.InvariantCulture) > 0;
    }

    private static DbConnection? Open(StorageOptions options)
    {
        if (options.Provider == StorageOptions.Postgres)
        {
            var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(options.ConnectionString) { Pooling = false }.ToString());
            connection.Open();
            return connection;
        }

        return Sqlite.SqliteGlance.TryOpen(options);
    }
}

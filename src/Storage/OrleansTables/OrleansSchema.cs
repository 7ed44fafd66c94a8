using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Luxe.Storage.OrleansTables;

/// <summary>
/// The tables of Orleans' ADO.NET providers (grain state, reminders, membership) and the queries that the providers read from <c>OrleansQuery</c>.
/// Both actor runtimes use them, so a database that one has filled serves the other.
/// A database set up from Orleans' own scripts is left as it is.
/// </summary>
public static class OrleansSchema
{
    /// <summary>The providers' invariant for PostgreSQL.</summary>
    public const string PostgresInvariant = "Npgsql";

    /// <summary>The providers' invariant for SQLite. The name is historic: behind it Orleans loads Microsoft.Data.Sqlite.</summary>
    public const string SqliteInvariant = "System.Data.SQLite";

    /// <summary>The invariant to give to Orleans' ADO.NET providers.</summary>
    /// <param name="provider"><see cref="StorageOptions.Sqlite"/> or <see cref="StorageOptions.Postgres"/>.</param>
    public static string Invariant(string provider) => provider switch
    {
        StorageOptions.Sqlite => SqliteInvariant,
        StorageOptions.Postgres => PostgresInvariant,
        _ => throw new ArgumentOutOfRangeException(nameof(provider), provider, "It must be 'sqlite' or 'postgres'."),
    };

    /// <summary>Creates what is missing. Run it before the silo starts; any number of processes may run it at once.</summary>
    /// <param name="provider"><see cref="StorageOptions.Sqlite"/> or <see cref="StorageOptions.Postgres"/>.</param>
    /// <param name="connectionString">An ADO.NET connection string of that provider.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="StorageUnavailableException">The database cannot be reached or refuses.</exception>
    public static async Task EnsureCreatedAsync(string provider, string connectionString, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(connectionString);
        await using var connection = Connect(Invariant(provider), connectionString);
        await EnsureCreatedAsync(connection, cancellationToken);
    }

    /// <summary>Creates what is missing through a connection to SQLite or PostgreSQL; opens it when it is closed.</summary>
    /// <exception cref="StorageUnavailableException">The database cannot be reached or refuses.</exception>
    public static async Task EnsureCreatedAsync(DbConnection connection, CancellationToken cancellationToken = default)
    {
        var dialect = connection switch
        {
            SqliteConnection => OrleansDialect.Sqlite,
            NpgsqlConnection => OrleansDialect.Postgres,
            _ => throw new ArgumentException($"{connection?.GetType().Name ?? "null"} is neither a SQLite nor a PostgreSQL connection.", nameof(connection)),
        };
        try
        {
            if (connection.State != System.Data.ConnectionState.Open)
            {
                await connection.OpenAsync(cancellationToken);
            }

            await CreateAsync(connection, dialect, cancellationToken);
        }
        catch (DbException fault)
        {
            throw new StorageUnavailableException("The tables of Orleans' providers cannot be prepared: " + fault.Message, fault);
        }
    }

    private static async Task CreateAsync(DbConnection connection, OrleansDialect dialect, CancellationToken cancellationToken)
    {
        await ExecuteAsync(connection, null, dialect.Prepare, cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await ExecuteAsync(connection, transaction, dialect.Lock, cancellationToken);
        await ExecuteAsync(connection, transaction, dialect.Render(OrleansDdl.Queries), cancellationToken);
        foreach (var part in OrleansPart.All.Where(part => part.OnSqlite || dialect != OrleansDialect.Sqlite))
        {
            if (!await HasAsync(connection, transaction, part.Marker, cancellationToken))
            {
                await ExecuteAsync(connection, transaction, dialect.Render(part.Tables), cancellationToken);
                foreach (var (key, text) in part.Queries)
                {
                    await InsertAsync(connection, transaction, key, dialect.Render(text), cancellationToken);
                }
            }
        }

        await transaction.CommitAsync(cancellationToken);
    }

    private static async Task<bool> HasAsync(DbConnection connection, DbTransaction transaction, string key, CancellationToken cancellationToken)
    {
        await using var command = Command(connection, transaction, "SELECT COUNT(*) FROM OrleansQuery WHERE QueryKey = @key");
        Add(command, "@key", key);
        return Convert.ToInt64(await command.ExecuteScalarAsync(cancellationToken), System.Globalization.CultureInfo.InvariantCulture) > 0;
    }

    private static async Task InsertAsync(DbConnection connection, DbTransaction transaction, string key, string text, CancellationToken cancellationToken)
    {
        await using var command = Command(connection, transaction, "INSERT INTO OrleansQuery (QueryKey, QueryText) VALUES (@key, @text)");
        Add(command, "@key", key);
        Add(command, "@text", text);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static async Task ExecuteAsync(DbConnection connection, DbTransaction? transaction, string sql, CancellationToken cancellationToken)
    {
        if (sql.Length > 0)
        {
            await using var command = Command(connection, transaction, sql);
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    internal static DbConnection Connect(string invariant, string connectionString)
    {
        if (invariant == PostgresInvariant)
        {
            return new NpgsqlConnection(connectionString);
        }

        SQLitePCL.Batteries_V2.Init();
        return new SqliteConnection(connectionString);
    }

    private static void Add(DbCommand command, string name, string value)
    {
        var parameter = command.CreateParameter();
        parameter.ParameterName = name;
        parameter.Value = value;
        command.Parameters.Add(parameter);
    }

    private static DbCommand Command(DbConnection connection, DbTransaction? transaction, string sql)
    {
        var command = connection.CreateCommand();
        command.Transaction = transaction;
#pragma warning disable CA2100 // Every text is a constant of this assembly.
        command.CommandText = sql;
#pragma warning restore CA2100
        return command;
    }
}

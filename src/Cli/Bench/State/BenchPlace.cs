using System.Data.Common;
using Luxe.Silo.Hosting;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Luxe.Cli.Bench.State;

/// <summary>Where a step makes its databases: a folder, and for PostgreSQL a server beside it.</summary>
/// <param name="Kind">sqlite or postgres.</param>
/// <param name="Folder">A folder that exists.</param>
/// <param name="Server">The server's connection string; null on SQLite.</param>
internal sealed record BenchPlace(string Kind, string Folder, string? Server)
{
    /// <summary>Whether its houses seal what is personal, as every house does.</summary>
    public bool Seals { get; init; } = true;

    /// <summary>A database that nobody has used yet.</summary>
    public async Task<BenchDatabase> NewAsync(string name, CancellationToken cancellation)
    {
        var folder = Directory.CreateDirectory(Path.Combine(Folder, name)).FullName;
        if (Server is null)
        {
            return new BenchDatabase(Kind, folder, null) { Seals = Seals };
        }

        var own = "luxe_bench_" + name.Replace('-', '_');
        await using var connection = new NpgsqlConnection(Server);
        await connection.OpenAsync(cancellation);
        await ExecuteAsync(connection, $"DROP DATABASE IF EXISTS {own}", cancellation);
        await ExecuteAsync(connection, $"CREATE DATABASE {own}", cancellation);
        return new BenchDatabase(Kind, folder, new NpgsqlConnectionStringBuilder(Server) { Database = own }.ToString()) { Seals = Seals };
    }

    /// <summary>Takes it away again.</summary>
    public async Task DropAsync(BenchDatabase database, CancellationToken cancellation)
    {
        if (database.Postgres is { } own)
        {
            NpgsqlConnection.ClearAllPools();
            await using var connection = new NpgsqlConnection(Server);
            await connection.OpenAsync(cancellation);
            await ExecuteAsync(connection, $"DROP DATABASE IF EXISTS {new NpgsqlConnectionStringBuilder(own).Database} WITH (FORCE)", cancellation);
        }

        SqliteConnection.ClearAllPools();
        Directory.Delete(database.Folder, recursive: true);
    }

    private static async Task ExecuteAsync(DbConnection connection, string sql, CancellationToken cancellation)
    {
        await using var command = connection.CreateCommand();
        BenchDatabase.SetText(command, sql);
        await command.ExecuteNonQueryAsync(cancellation);
    }
}

/// <summary>One house's database.</summary>
internal sealed record BenchDatabase(string Kind, string Folder, string? Postgres)
{
    /// <summary>Whether its house seals what is personal.</summary>
    public bool Seals { get; init; } = true;

    public LuxeHostOptions HostOptions => new() { Seals = Seals, Url = "http://127.0.0.1:0", DataDirectory = Folder, Postgres = Postgres, Demo = true, LogLevel = LogLevel.Error };

    /// <summary>The journal's database, beside the house.</summary>
    public Task<DbConnection> OpenJournalAsync(CancellationToken cancellation) => OpenAsync("luxe.db", cancellation);

    /// <summary>The database of Orleans' tables.</summary>
    public Task<DbConnection> OpenGrainsAsync(CancellationToken cancellation) => OpenAsync("grains.db", cancellation);

    /// <summary>Bytes on disk of all of it.</summary>
    public async Task<long> SizeAsync(CancellationToken cancellation)
    {
        if (Postgres is null)
        {
            return new DirectoryInfo(Folder).EnumerateFiles("*.db*").Sum(static file => file.Length);
        }

        await using var connection = await OpenJournalAsync(cancellation);
        return await NumberAsync(connection, "SELECT pg_database_size(current_database())", cancellation);
    }

    public static async Task<long> NumberAsync(DbConnection connection, string sql, CancellationToken cancellation)
    {
        await using var command = connection.CreateCommand();
        SetText(command, sql);
        command.CommandTimeout = 0;
        return Convert.ToInt64(await command.ExecuteScalarAsync(cancellation), System.Globalization.CultureInfo.InvariantCulture);
    }

    public static async Task ExecuteAsync(DbConnection connection, string sql, CancellationToken cancellation)
    {
        await using var command = connection.CreateCommand();
        SetText(command, sql);
        command.CommandTimeout = 0;
        await command.ExecuteNonQueryAsync(cancellation);
    }

#pragma warning disable CA2100 // Every text is made of this assembly's own words.
    public static void SetText(DbCommand command, string sql) => command.CommandText = sql;
#pragma warning restore CA2100

    private async Task<DbConnection> OpenAsync(string file, CancellationToken cancellation)
    {
        DbConnection connection = Postgres is null
            ? new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = Path.Combine(Folder, file), DefaultTimeout = 60 }.ToString())
            : new NpgsqlConnection(Postgres);
        await connection.OpenAsync(cancellation);
        return connection;
    }
}

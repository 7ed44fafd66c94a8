using System.Collections.Concurrent;
using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace Luxe.Embedded;

/// <summary>Runs the queries that the database itself holds (table <c>OrleansQuery</c>). The driver is found by its invariant, so none is referenced here.</summary>
internal sealed class AdoNetDatabase
{
    internal const string Postgres = "Npgsql";

    // Historic name: behind it Orleans, too, loads Microsoft.Data.Sqlite.
    internal const string Sqlite = "System.Data.SQLite";

    // SQLite has one writer. Callers queue here in order, rather than at the file's lock, where they would poll.
    private static readonly ConcurrentDictionary<string, SemaphoreSlim> Writers = new();

    private readonly DbProviderFactory _factory;
    private readonly string _connectionString;
    private readonly SemaphoreSlim? _writer;

    internal AdoNetDatabase(string invariant, string connectionString)
    {
        _factory = Load(invariant);
        _connectionString = connectionString;
        _writer = invariant == Sqlite ? Writers.GetOrAdd(connectionString, static _ => new SemaphoreSlim(1, 1)) : null;
    }

    /// <summary>The query texts by key.</summary>
    internal async Task<IReadOnlyDictionary<string, string>> QueriesAsync(CancellationToken cancellationToken) => new Dictionary<string, string>(
        await ReadAsync(
            "SELECT QueryKey, QueryText FROM OrleansQuery",
            static _ => { },
            static row => KeyValuePair.Create(row.GetString(0), row.GetString(1)),
            cancellationToken),
        StringComparer.Ordinal);

    internal Task<List<T>> ReadAsync<T>(string query, Action<DbCommand> bind, Func<DbDataReader, T> read, CancellationToken cancellationToken = default) =>
        _writer is null ? RunAsync(query, bind, read, cancellationToken) : Task.Run(() => RunAsync(query, bind, read, cancellationToken), cancellationToken);

    /// <summary>Like <see cref="ReadAsync"/>, for a query that changes something.</summary>
    internal async Task<List<T>> WriteAsync<T>(string query, Action<DbCommand> bind, Func<DbDataReader, T> read, CancellationToken cancellationToken = default)
    {
        if (_writer is null)
        {
            return await RunAsync(query, bind, read, cancellationToken).ConfigureAwait(false);
        }

        await _writer.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            // SQLite's driver waits for the disk on the calling thread; that must not be a grain's.
            return await Task.Run(() => RunAsync(query, bind, read, cancellationToken), cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _writer.Release();
        }
    }

    [SuppressMessage("Security", "CA2100", Justification = "The text is the database owner's own.")]
    private async Task<List<T>> RunAsync<T>(string query, Action<DbCommand> bind, Func<DbDataReader, T> read, CancellationToken cancellationToken)
    {
        await using var connection = _factory.CreateConnection()!;
        connection.ConnectionString = _connectionString;
        await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
        if (_writer is not null)
        {
            // Another process may hold the lock for a moment: let SQLite wait for it, in steps far shorter than the driver's own.
            // A commit is on the disk when it returns, however this copy of SQLite was compiled.
            await using var settings = connection.CreateCommand();
            settings.CommandText = "PRAGMA busy_timeout = 5000; PRAGMA synchronous = FULL";
            await settings.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        }

        await using var command = connection.CreateCommand();
        command.CommandText = query;
        bind(command);
        var rows = new List<T>();
        await using var reader = await command.ExecuteReaderAsync(CommandBehavior.Default, cancellationToken).ConfigureAwait(false);
        do
        {
            while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
            {
                rows.Add(read(reader));
            }
        }
        while (await reader.NextResultAsync(cancellationToken).ConfigureAwait(false));
        return rows;
    }

    private static DbProviderFactory Load(string invariant)
    {
        var (assembly, type) = invariant switch
        {
            Postgres => ("Npgsql", "Npgsql.NpgsqlFactory"),
            Sqlite => ("Microsoft.Data.Sqlite", "Microsoft.Data.Sqlite.SqliteFactory"),
            _ => throw new OrleansConfigurationException($"The embedded runtime knows the ADO.NET invariants \"{Postgres}\" and \"{Sqlite}\" (which is Microsoft.Data.Sqlite); \"{invariant}\" needs Microsoft Orleans."),
        };
        try
        {
            return (DbProviderFactory)Assembly.Load(assembly).GetType(type, throwOnError: true)!.GetField("Instance", BindingFlags.Public | BindingFlags.Static)!.GetValue(null)!;
        }
        catch (Exception missing) when (missing is FileNotFoundException or FileLoadException or TypeLoadException)
        {
            throw new OrleansConfigurationException($"The ADO.NET invariant \"{invariant}\" needs the package {assembly}: add a reference to it.", missing);
        }
    }
}

using Luxe.Contracts.Customers;
using Luxe.Storage;
using Luxe.Tests;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Orleans.TestingHost;

namespace Luxe.Grains.Tests.Hosting;

/// <summary>A silo of one fact's own on a database of its own, which the fact may damage by SQL behind the silo's back.</summary>
internal sealed class DatabaseSilo : IAsyncDisposable
{
    // The builder makes configurators by their type; facts of one collection run one after the other.
    private static StorageOptions? _next;

    private readonly TestCluster _cluster;
    private readonly StorageOptions _storage;

    private DatabaseSilo(TestCluster cluster, StorageOptions storage) => (_cluster, _storage) = (cluster, storage);

    // A busy machine's disk is slow, and no fact here is about that.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    public static async Task<DatabaseSilo> StartAsync(string provider)
    {
        _next = provider == StorageOptions.Sqlite
            ? new StorageOptions { DataDirectory = Directory.CreateTempSubdirectory("luxe-grains-").FullName }
            : new StorageOptions { Provider = provider, ConnectionString = await (await PostgresServer.SharedAsync()).CreateDatabaseAsync() };
        _next = _next with { LockTimeout = Patience, OutcomeTimeout = Patience };
        var builder = new TestClusterBuilder(1);
        builder.AddSiloBuilderConfigurator<Silo>();
        var cluster = builder.Build();
        await cluster.DeployAsync();
        return new DatabaseSilo(cluster, _next);
    }

    public T Service<T>()
        where T : notnull => ((InProcessSiloHandle)_cluster.Primary!).ServiceProvider.GetRequiredService<T>();

    public ICustomerGrain Customer(string id) => Service<IGrainFactory>().GetGrain<ICustomerGrain>(id);

    public ICustomerViews Views(string id) => Service<IGrainFactory>().GetGrain<ICustomerViews>(id);

    /// <summary>Changes rows as no code of Luxe would.</summary>
    public async Task<int> Damage(string sql)
    {
        await using System.Data.Common.DbConnection connection = _storage.Provider == StorageOptions.Sqlite
            ? new SqliteConnection($"Data Source={Path.Combine(_storage.DataDirectory!, "luxe.db")}")
            : new NpgsqlConnection(_storage.ConnectionString);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Facts write their own SQL.
        command.CommandText = sql;
#pragma warning restore CA2100
        return await command.ExecuteNonQueryAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _cluster.StopAllSilosAsync();
        await _cluster.DisposeAsync();
    }

    private sealed class Silo : ISiloConfigurator
    {
        public void Configure(ISiloBuilder siloBuilder) => GrainsCluster.Configure(siloBuilder, _next!);
    }
}

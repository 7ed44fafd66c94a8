using Luxe.Tests;

namespace Luxe.Storage.Tests;

/// <summary>Gives tests a started storage on either database: one shared by all (tests use their own ids), or a fresh one.</summary>
public sealed class Databases : IAsyncLifetime
{
    private readonly string _folder = System.IO.Directory.CreateTempSubdirectory("luxe-storage-").FullName;
    private readonly Lazy<Task<StorageHost>> _sqlite;
    private readonly Lazy<Task<StorageHost>> _postgres;
    private readonly List<StorageHost> _fresh = [];
    private int _files;

    public Databases()
    {
        _sqlite = new(async () => await StorageHost.StartAsync(await NewAsync(StorageOptions.Sqlite)));
        _postgres = new(async () => await StorageHost.StartAsync(await NewAsync(StorageOptions.Postgres)));
    }

    public Task<StorageHost> SharedAsync(string provider) => provider == StorageOptions.Sqlite ? _sqlite.Value : _postgres.Value;

    /// <summary>Options for an empty database of its own.</summary>
    public async Task<StorageOptions> NewAsync(string provider) => provider == StorageOptions.Sqlite
        ? new StorageOptions { DataDirectory = Path.Combine(_folder, FormattableString.Invariant($"db{Interlocked.Increment(ref _files)}")) }
        : new StorageOptions { Provider = provider, ConnectionString = await (await PostgresServer.SharedAsync()).CreateDatabaseAsync() };

    /// <summary>A started storage on an empty database, ended with the others.</summary>
    public async Task<StorageHost> FreshAsync(string provider)
    {
        var host = await StorageHost.StartAsync(await NewAsync(provider));
        EndWithOthers(host);
        return host;
    }

    public void EndWithOthers(StorageHost host) => _fresh.Add(host);

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        foreach (var host in new[] { _sqlite, _postgres }.Where(static h => h.IsValueCreated))
        {
            await (await host.Value).DisposeAsync();
        }

        foreach (var host in _fresh)
        {
            await host.DisposeAsync();
        }

        System.IO.Directory.Delete(_folder, recursive: true);
    }
}

/// <summary>All tests share the databases; they run one class after the other on two small cores anyway.</summary>
[CollectionDefinition(Name)]
public sealed class DatabaseTests : ICollectionFixture<Databases>
{
    public const string Name = "databases";
}

using System.Reflection;
using System.Text.Json;
using Luxe.Conformance.Tests.Hosting;
using Luxe.Storage.OrleansTables;
using Luxe.Tests;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Storage;
using Orleans.TestingHost;
using Xunit.Sdk;

namespace Luxe.Conformance.Tests.State;

/// <summary>Runs a theory on memory storage: passes <c>"memory"</c>.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OnMemoryAttribute : DataAttribute
{
    public override IEnumerable<object[]> GetData(MethodInfo testMethod) => [["memory"]];
}

/// <summary>JSON of System.Text.Json, as the house stores its states.</summary>
public sealed class JsonStateSerializer : IGrainStorageSerializer
{
    public BinaryData Serialize<T>(T? input) => new(JsonSerializer.SerializeToUtf8Bytes(input));

    public T? Deserialize<T>(BinaryData input) => JsonSerializer.Deserialize<T>(input);
}

/// <summary>State and reminders in the database that the cluster's properties name.</summary>
public sealed class DatabaseSilo : ISiloConfigurator
{
    public const string Provider = "Conformance:Provider";
    public const string Connection = "Conformance:Connection";
    public const string Service = "conformance";

    public void Configure(ISiloBuilder siloBuilder)
    {
        ArgumentNullException.ThrowIfNull(siloBuilder);
        var invariant = OrleansSchema.Invariant(siloBuilder.Configuration[Provider]!);
        var connection = siloBuilder.Configuration[Connection]!;
        foreach (var name in (string[])["Default", "other"])
        {
            siloBuilder.AddAdoNetGrainStorage(name, options =>
            {
                options.Invariant = invariant;
                options.ConnectionString = connection;
                options.GrainStorageSerializer = new JsonStateSerializer();
            });
        }

        siloBuilder.UseAdoNetReminderService(options =>
        {
            options.Invariant = invariant;
            options.ConnectionString = connection;
        });
        siloBuilder.Services.Configure<ReminderOptions>(o => o.MinimumReminderPeriod = TimeSpan.FromMilliseconds(100));
    }

    /// <summary>Starts a silo over a database; silos over one database are one service.</summary>
    public static async Task<TestCluster> StartAsync(string provider, string connection)
    {
        var builder = new TestClusterBuilder(1);
        builder.Options.ServiceId = Service;
        builder.Properties[Provider] = provider;
        builder.Properties[Connection] = connection;
        builder.AddSiloBuilderConfigurator<DatabaseSilo>();
        var cluster = builder.Build();
        await cluster.DeployAsync();
        return cluster;
    }
}

/// <summary>Makes databases and starts silos over them, one shared silo for each provider.</summary>
public sealed class StateClusters : IAsyncLifetime
{
    private readonly Dictionary<string, TestCluster> _shared = [];
    private readonly string _folder = Directory.CreateTempSubdirectory("luxe-conformance-").FullName;

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task<IGrainFactory> GrainsAsync(string provider)
    {
        if (!_shared.TryGetValue(provider, out var cluster))
        {
            cluster = provider == "memory" ? await StartMemoryAsync() : await DatabaseSilo.StartAsync(provider, await CreateDatabaseAsync(provider));
            _shared[provider] = cluster;
        }

        return cluster.GrainFactory;
    }

    public async Task<string> CreateDatabaseAsync(string provider)
    {
        var connection = provider == "postgres"
            ? await (await PostgresServer.SharedAsync()).CreateDatabaseAsync()
            : $"Data Source={Path.Combine(_folder, Unique.Key("state"))}.db";
        await OrleansSchema.EnsureCreatedAsync(provider, connection);
        return connection;
    }

    public async Task DisposeAsync()
    {
        foreach (var cluster in _shared.Values)
        {
            await StopAsync(cluster);
        }

        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    public static async Task StopAsync(TestCluster cluster)
    {
        ArgumentNullException.ThrowIfNull(cluster);
        await cluster.StopAllSilosAsync();
        await cluster.DisposeAsync();
    }

    private static async Task<TestCluster> StartMemoryAsync()
    {
        var builder = new TestClusterBuilder(1);
        builder.AddSiloBuilderConfigurator<PlainSilo>();
        var cluster = builder.Build();
        await cluster.DeployAsync();
        return cluster;
    }
}

using Luxe.Contracts.Associates;
using Luxe.Contracts.Consent;
using Luxe.Contracts.Customers;
using Luxe.Contracts.Stores;
using Luxe.Grains.Tests.Customers;
using Luxe.Storage;
using Microsoft.Extensions.DependencyInjection;
using Orleans.TestingHost;

namespace Luxe.Grains.Tests.Hosting;

/// <summary>One silo with the real grains over a real SQLite journal in a folder of its own. Proves nothing about a second silo or a killed process.</summary>
public sealed class GrainsCluster : IAsyncLifetime
{
    private const string RetireKey = "test.retire";
    private TestCluster? _cluster;

    /// <summary>The client inside the silo's host, which is the one that Luxe uses.</summary>
    public IGrainFactory Grains => Service<IGrainFactory>();

    public T Service<T>()
        where T : notnull => ((InProcessSiloHandle)_cluster!.Primary!).ServiceProvider.GetRequiredService<T>();

    /// <summary>A service of the silo that goes by a name.</summary>
    public T Keyed<T>(string name)
        where T : notnull => ((InProcessSiloHandle)_cluster!.Primary!).ServiceProvider.GetRequiredKeyedService<T>(name);

    public async Task InitializeAsync()
    {
        var builder = new TestClusterBuilder(1);
        builder.AddSiloBuilderConfigurator<Silo>();
        _cluster = builder.Build();
        await _cluster.DeployAsync();
    }

    public async Task DisposeAsync()
    {
        var folder = Service<StorageOptions>().DataDirectory!;
        await _cluster!.StopAllSilosAsync();
        await _cluster.DisposeAsync();
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (IOException)
        {
            // A pooled connection may hold the file a moment longer; the system's temporary folder is swept anyway.
        }
    }

    /// <summary>Makes the call the activation's last: whatever comes next meets a new activation.</summary>
    public static async Task<T> Last<T>(Func<Task<T>> call)
    {
        RequestContext.Set(RetireKey, true);
        try
        {
            return await call();
        }
        finally
        {
            RequestContext.Remove(RetireKey);
        }
    }

    /// <summary>Ids that no other fact uses.</summary>
    public static string New(string about) => $"{about}-{Guid.NewGuid():N}";

    /// <summary>A client who allows that much.</summary>
    public async Task<string> Client(ConsentTier tier, Purposes purposes = Purposes.InStoreRecognition)
    {
        var id = New("c");
        await Customer(id).Decide(Lives.Decision(New("d"), tier, DateTimeOffset.UtcNow, purposes));
        return id;
    }

    /// <summary>A store with these associates on shift.</summary>
    public async Task<string> Store(TimeSpan respondWithin, params string[] associates)
    {
        var id = New("s");
        await Grains.GetGrain<IStoreGrain>(id).Put(new StoreRecord(id, "Rue de la Paix", "Paris", "FR", "Europe/Paris", "EUR", respondWithin));
        foreach (var associate in associates)
        {
            await Grains.GetGrain<IAssociateGrain>(associate).Put(new AssociateRecord(associate, associate, id, ["fr"]));
            await Grains.GetGrain<IStoreGrain>(id).SetShift(associate, true);
        }

        return id;
    }

    public ICustomerGrain Customer(string id) => Grains.GetGrain<ICustomerGrain>(id);

    public ICustomerMerges Merges(string id) => Grains.GetGrain<ICustomerMerges>(id);

    public ICustomerViews Views(string id) => Grains.GetGrain<ICustomerViews>(id);

    public IInbox Inbox(string id) => Grains.GetGrain<IInbox>(id);

    /// <summary>The silo of these facts, on a storage of their choice.</summary>
    internal static void Configure(ISiloBuilder siloBuilder, StorageOptions storage)
    {
        BrokenStorage.Add(siloBuilder, "luxe");
        siloBuilder.UseInMemoryReminderService();
        siloBuilder.AddIncomingGrainCallFilter(static async context =>
        {
            await context.Invoke();

            // Only Luxe's own: memory storage is a grain too, and would forget.
            if (RequestContext.Get(RetireKey) is true && context.Grain is IGrainBase grain && grain.GetType().Assembly == typeof(LuxeGrainsOptions).Assembly)
            {
                grain.DeactivateOnIdle();
            }
        });
        siloBuilder.Services.AddLuxeStorage(storage);
        siloBuilder.Services.AddLuxeGrains(new LuxeGrainsOptions { IdentitySalt = "a salt for tests only", SnapshotEvery = 10 });
        BrokenJournal.Decorate(siloBuilder.Services);
        BrokenInbox.Decorate(siloBuilder.Services);
    }

    private sealed class Silo : ISiloConfigurator
    {
        public void Configure(ISiloBuilder siloBuilder) =>
            GrainsCluster.Configure(siloBuilder, new StorageOptions { DataDirectory = Directory.CreateTempSubdirectory("luxe-grains-").FullName });
    }
}

/// <summary>The facts that share one silo.</summary>
[CollectionDefinition(Name)]
public sealed class ClusterTests : ICollectionFixture<GrainsCluster>
{
    public const string Name = "grains cluster";
}

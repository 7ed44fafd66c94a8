using Luxe.Silo.Hosting;
using Luxe.Silo.Ingest;
using Luxe.Silo.Keys;
using Luxe.Storage;
using Orleans.Configuration;

namespace Luxe.Cli.Imports;

/// <summary>A silo of this process's own on a house's database, for as long as an import lasts. Nobody else can reach it.</summary>
internal sealed class BulkHouse : IAsyncDisposable
{
    private readonly WebApplication _app;

    private BulkHouse(WebApplication app) => _app = app;

    public BulkIntake Intake => _app.Services.GetRequiredService<BulkIntake>();

    /// <summary>Starts it, if nobody else has the house.</summary>
    /// <param name="house">The house.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <param name="seals">Without: a bench's house that seals nothing.</param>
    public static async Task<BulkHouse> StartAsync(HouseData house, CancellationToken cancellation, bool seals = true)
    {
        HouseSealer.Ask(new LuxeHostOptions { DataDirectory = house.Folder, Postgres = house.Postgres });
        await HouseInUse.RefuseAsync(house, cancellation);
        var app = LuxeHost.Build(new LuxeHostOptions
        {
            Url = "http://127.0.0.1:0",
            DataDirectory = house.Folder,
            Postgres = house.Postgres,
            Seals = seals,
            MaxBatchRows = 4_096,

            // A snapshot per client when she is put down, not one for every hundred rows of her past.
            SnapshotEvery = 100_000,

            // Whoever brought less than this is replayed as fast as she is read from a snapshot.
            SnapshotFrom = 64,

            // Who is done with is put down soon: a file sorted by client never has more than a few of them in memory.
            Configure = static builder =>
            {
                NewbornReads.AddTo(builder.Services, LuxeHost.GrainStorage);

                // A hundred thousand clients may be awake at the end; cutting them off would only cost their next visit, but it would look like a failure.
                builder.Services.PostConfigure<HostOptions>(static host => host.ShutdownTimeout = TimeSpan.FromMinutes(30));
                builder.Services.PostConfigure<GrainCollectionOptions>(static collection =>
                {
                    collection.CollectionAge = TimeSpan.FromSeconds(20);
                    collection.CollectionQuantum = TimeSpan.FromSeconds(5);
                });
            },
        });
        await app.StartAsync(cancellation);
        return new BulkHouse(app);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
    }
}

using Luxe.Silo.Hosting;

namespace Luxe.Cli.Bench.State;

/// <summary>A whole house on a bench's database.</summary>
internal sealed class StateHouse : IAsyncDisposable
{
    private readonly WebApplication _app;

    private StateHouse(WebApplication app) => _app = app;

    public IGrainFactory Grains => _app.Services.GetRequiredService<IGrainFactory>();

    public IServiceProvider Services => _app.Services;

    public Uri Url => new(_app.Urls.First());

    /// <summary>Starts it.</summary>
    /// <param name="database">Its database.</param>
    /// <param name="snapshotEvery">Rows between two snapshots, where a step needs other than the house's own.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <param name="maxBatchRows">Rows that share a commit, where a step needs other than the house's own.</param>
    public static async Task<StateHouse> StartAsync(BenchDatabase database, int? snapshotEvery, CancellationToken cancellation, int? maxBatchRows = null)
    {
        var options = maxBatchRows is { } most ? database.HostOptions with { MaxBatchRows = most } : database.HostOptions;
        var app = LuxeHost.Build(snapshotEvery is { } every ? options with { SnapshotEvery = every } : options);
        await app.StartAsync(cancellation);
        return new StateHouse(app);
    }

    /// <summary>Deactivates every grain, as a shutdown does, and closes the database.</summary>
    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
    }
}

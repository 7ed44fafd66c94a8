using Luxe.Contracts.Access;

namespace Luxe.Silo.Api;

/// <summary>The demo's two keys. Their texts are public: a start without the demo ends them, whatever an earlier one left.</summary>
internal sealed class DemoKeys(KeyRegister keys, bool demo) : IHostedLifecycleService
{
    /// <summary>The write key of the tracking API; also its id.</summary>
    public const string WriteKey = "demo";

    /// <summary>The key of the management API; also its id.</summary>
    public const string ManagementKey = "demo-admin";

    // Once the silo takes calls; the server has not announced itself as ready before this is done.
    public async Task StartedAsync(CancellationToken cancellationToken)
    {
        if (!demo)
        {
            await keys.RevokeAsync(WriteKey);
            await keys.RevokeAsync(ManagementKey);
            return;
        }

        await keys.PutAsync(new ApiKeyRecord(WriteKey, ApiScopes.Ingest), WriteKey);
        await keys.PutAsync(new ApiKeyRecord(ManagementKey, ApiScopes.Ingest | ApiScopes.Arrivals | ApiScopes.Read | ApiScopes.Manage), ManagementKey);
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

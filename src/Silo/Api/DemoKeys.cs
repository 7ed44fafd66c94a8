using Luxe.Contracts.Access;

namespace Luxe.Silo.Api;

/// <summary>The demo's two keys, with the demo only: their texts are public.</summary>
internal sealed class DemoKeys(KeyRegister keys) : IHostedLifecycleService
{
    /// <summary>The write key of the tracking API.</summary>
    public const string WriteKey = "demo";

    /// <summary>The key of the management API.</summary>
    public const string ManagementKey = "demo-admin";

    // Once the silo takes calls; the server has not announced itself as ready before this is done.
    public async Task StartedAsync(CancellationToken cancellationToken)
    {
        await keys.PutAsync(new ApiKeyRecord("demo", ApiScopes.Ingest), WriteKey);
        await keys.PutAsync(new ApiKeyRecord("demo-admin", ApiScopes.Ingest | ApiScopes.Arrivals | ApiScopes.Read | ApiScopes.Manage), ManagementKey);
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

using Luxe.Storage.Commit;
using Luxe.Storage.Schema;
using Microsoft.Extensions.Hosting;

namespace Luxe.Storage.Hosting;

/// <summary>First to start and last to stop: grains write while their silo starts and while it deactivates them.</summary>
internal sealed class StorageLifetime(Migrator migrator, Committer committer) : IHostedLifecycleService
{
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        await migrator.RunAsync(cancellationToken);
        committer.Start();
    }

    public Task StoppedAsync(CancellationToken cancellationToken) => committer.StopAsync(cancellationToken);

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

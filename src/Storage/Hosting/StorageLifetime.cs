using Luxe.Storage.Commit;
using Luxe.Storage.Journal;
using Luxe.Storage.Schema;
using Microsoft.Extensions.Hosting;

namespace Luxe.Storage.Hosting;

/// <summary>First to start and last to stop: grains write while their silo starts and while it deactivates them.</summary>
internal sealed class StorageLifetime(Migrator migrator, KeylessRows keyless, Committer committer) : IHostedLifecycleService
{
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        await migrator.RunAsync(cancellationToken);
        await keyless.AskAsync(cancellationToken);
        committer.Start();
    }

    public Task StoppedAsync(CancellationToken cancellationToken) => committer.StopAsync(cancellationToken);

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

using Luxe.Storage.Commit;
using Luxe.Storage.Journal;
using Luxe.Storage.Schema;
using Luxe.Storage.Sealing;
using Microsoft.Extensions.Hosting;

namespace Luxe.Storage.Hosting;

/// <summary>First to start and last to stop: grains write while their silo starts and while it deactivates them.</summary>
internal sealed class StorageLifetime(StorageOptions options, Migrator migrator, KeylessRows keyless, Committer committer, IEnumerable<MasterRotation> masters) : IHostedLifecycleService
{
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        if (options.Sealing is { } sealing)
        {
            // Before the schema is touched: without its master keys a house stays as it is.
            MasterGate.Check(MasterGate.ReadPrints(options), sealing.Masters, sealing.Where);
        }

        await migrator.RunAsync(cancellationToken);
        await keyless.AskAsync(cancellationToken);
        committer.Start();
        foreach (var master in masters)
        {
            await master.OpenAsync(cancellationToken);
        }
    }

    public Task StoppedAsync(CancellationToken cancellationToken) => committer.StopAsync(cancellationToken);

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

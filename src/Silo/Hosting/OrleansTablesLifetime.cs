using Luxe.Storage.Identities;
using Luxe.Storage.OrleansTables;

namespace Luxe.Silo.Hosting;

/// <summary>Prepares the tables of Orleans' ADO.NET providers before the silo starts, and takes out of them what stands elsewhere by now.</summary>
internal sealed class OrleansTablesLifetime(string provider, string connectionString, ClaimMove move) : IHostedLifecycleService
{
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        await OrleansSchema.EnsureCreatedAsync(provider, connectionString, cancellationToken);
        await move.RunAsync(connectionString, cancellationToken);
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

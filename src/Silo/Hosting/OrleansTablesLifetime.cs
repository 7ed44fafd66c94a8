using Luxe.Storage.OrleansTables;

namespace Luxe.Silo.Hosting;

/// <summary>Prepares the tables of Orleans' ADO.NET providers before the silo starts.</summary>
internal sealed class OrleansTablesLifetime(string provider, string connectionString) : IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken cancellationToken) =>
        OrleansSchema.EnsureCreatedAsync(provider, connectionString, cancellationToken);

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

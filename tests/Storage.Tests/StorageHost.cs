using System.Data.Common;
using Luxe.Storage.Databases;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;

namespace Luxe.Storage.Tests;

/// <summary>A started storage, through the same registration that hosts use.</summary>
public sealed class StorageHost : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private bool _stopped;

    private StorageHost(ServiceProvider services) => _services = services;

    public IJournal Journal => Get<IJournal>();

    public ILedger Ledger => Get<ILedger>();

    public IInboxStore Inbox => Get<IInboxStore>();

    public IAccessLog AccessLog => Get<IAccessLog>();

    public IDeadLetters DeadLetters => Get<IDeadLetters>();

    public IDirectory Directory => Get<IDirectory>();

    public IMeta Meta => Get<IMeta>();

    public StorageHealth Health => Get<StorageHealth>();

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    /// <summary>Registers without starting: what is appended waits in the queue.</summary>
    public static StorageHost Create(StorageOptions options) =>
        new(new ServiceCollection().AddLuxeStorage(options).BuildServiceProvider());

    public static async Task<StorageHost> StartAsync(StorageOptions options)
    {
        var host = Create(options);
        try
        {
            await host.StartAsync();
            return host;
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    public async Task StartAsync()
    {
        foreach (var service in _services.GetServices<IHostedService>().Cast<IHostedLifecycleService>())
        {
            await service.StartingAsync(CancellationToken.None);
        }
    }

    public async Task StopAsync(CancellationToken deadline = default)
    {
        _stopped = true;
        foreach (var service in _services.GetServices<IHostedService>().Cast<IHostedLifecycleService>())
        {
            await service.StoppedAsync(deadline);
        }
    }

    /// <summary>Another process in the middle of a write: the committer's next transaction waits behind it until this is disposed.</summary>
    public async Task<DbConnection> HoldLockAsync()
    {
        var connection = await Get<Database>().OpenForSchemaAsync(default);
        await using var command = connection.CreateCommand();
        command.CommandText = connection is Npgsql.NpgsqlConnection
            ? "BEGIN; LOCK TABLE journal, meta IN EXCLUSIVE MODE"
            : "BEGIN IMMEDIATE";
        await command.ExecuteNonQueryAsync();
        return connection;
    }

    /// <summary>Asks for its health until it is well: a probe on a busy machine may take longer than a lock's patience.</summary>
    public async Task UntilHealthyAsync()
    {
        while ((await Health.CheckHealthAsync(new HealthCheckContext())).Status != HealthStatus.Healthy)
        {
            await Task.Yield();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!_stopped)
        {
            await StopAsync();
        }

        await _services.DisposeAsync();
    }
}

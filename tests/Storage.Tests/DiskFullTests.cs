using Luxe.Tests;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Luxe.Storage.Tests;

[Collection(DatabaseTests.Name)]
public sealed class DiskFullTests
{
    [SmallDiskFact]
    public async Task Append_DiskFull_IsUnavailableAndRecoversOnceThereIsRoom()
    {
        await using var disk = await SmallDisk.MountAsync("2m");
        await using var host = await StorageHost.StartAsync(new StorageOptions { DataDirectory = disk.Folder });
        var payload = new byte[20_000];
        new Random(1).NextBytes(payload);
        var acknowledged = 0L;
        var fault = await Assert.ThrowsAsync<StorageUnavailableException>(async () =>
        {
            while (true)
            {
                await host.Journal.AppendAsync(Rows.Append("c", acknowledged, Rows.Journal(acknowledged + 1) with { Payload = payload }));
                acknowledged++;
            }
        });

        Assert.False(fault.OutcomeUnknown);
        Assert.True(acknowledged > 10);
        Assert.Equal(acknowledged, await host.Journal.GetHeadAsync("c"));
        await Assert.ThrowsAsync<StorageUnavailableException>(() => host.Journal.AppendAsync(Rows.Append("d", 0, Rows.Journal(1) with { Payload = new byte[500_000] })));

        await disk.ResizeAsync("64m");
        Assert.Equal(HealthStatus.Healthy, (await host.Health.CheckHealthAsync(new())).Status);
        await host.Journal.AppendAsync(Rows.Append("c", acknowledged, Rows.Journal(acknowledged + 1)));
        Assert.Equal(acknowledged + 1, (await host.Journal.ReadAsync("c", 0).ListAsync()).Count);
    }

    [SmallDiskFact]
    public async Task Append_DiskFullUnderLoad_KeepsWhatWasAcknowledgedAndGoesOn()
    {
        await using var disk = await SmallDisk.MountAsync("4m");
        await FillUnderLoadAsync(disk, new StorageOptions { DataDirectory = disk.Folder });
    }

    /// <summary>The tables' disk, not the one with the server's log: without that a server stops, which other tests do.</summary>
    [SmallDiskFact(NeedsPostgres = true)]
    public async Task Append_PostgresDiskFullUnderLoad_KeepsWhatWasAcknowledgedAndGoesOn()
    {
        await using var disk = await SmallDisk.MountAsync("24m");
        await using var server = await PostgresServer.StartNewAsync();
        await FillUnderLoadAsync(disk, new StorageOptions { Provider = StorageOptions.Postgres, ConnectionString = await server.CreateDatabaseAsync(disk.Folder) });
    }

    private static async Task FillUnderLoadAsync(SmallDisk disk, StorageOptions options)
    {
        await using var host = await StorageHost.StartAsync(options);
        using var end = new CancellationTokenSource();
        using var load = new Load(host.Journal, end.Token);
        var callers = load.Start(16);
        await load.ReachAsync(acknowledged: 50);
        load.WaitOnFaults();
        var filled = await FillAsync(host.Journal);

        await disk.ResizeAsync("256m");
        load.GoOn();
        await load.ReachAsync(load.Acknowledged.Count + 400);
        await end.CancelAsync();
        await Task.WhenAll(callers);

        await load.ProveAsync();
        Assert.Equal(filled, await host.Journal.GetHeadAsync("filler"));
    }

    /// <summary>Rows that were acknowledged before the disk was full.</summary>
    private static async Task<long> FillAsync(IJournal journal)
    {
        var payload = new byte[50_000];
        new Random(1).NextBytes(payload);
        for (var acknowledged = 0L; ; acknowledged++)
        {
            try
            {
                await journal.AppendAsync(Rows.Append("filler", acknowledged, Rows.Journal(acknowledged + 1) with { Payload = payload }));
            }
            catch (StorageUnavailableException fault)
            {
                Assert.False(fault.OutcomeUnknown);
                return acknowledged;
            }
        }
    }
}

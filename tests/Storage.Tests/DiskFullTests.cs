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
}

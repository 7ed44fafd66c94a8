using Luxe.Storage.Commit;
using Luxe.Tests;

namespace Luxe.Storage.Tests;

/// <summary>A database that stands still for a while: callers wait in a queue that does not grow, or are told; nobody is told wrongly.</summary>
[Collection(DatabaseTests.Name)]
public sealed class SlowDatabaseTests(Databases databases)
{
    private const int Capacity = 8;
    private const int MostRows = 4;
    private const int Callers = 32;

    [Theory, OnSqlite, OnPostgres]
    public async Task Commit_Stalls_QueueStaysBoundedAndEverybodyGetsThrough(string provider)
    {
        await using var host = await StartAsync(provider, TimeSpan.FromSeconds(60));
        using var end = new CancellationTokenSource();
        using var load = new Load(host.Journal, end.Token);
        IReadOnlyList<Task> callers;
        await using (await host.HoldLockAsync())
        {
            callers = load.Start(Callers);
            while (host.Get<Committer>().QueueLength < Capacity)
            {
                await Task.Yield();
            }

            Assert.Equal(Capacity, host.Get<Committer>().QueueLength);
            Assert.Empty(load.Acknowledged);
        }

        await load.ReachAsync(acknowledged: 400);
        await end.CancelAsync();
        await Task.WhenAll(callers);
        await load.ProveAsync();
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Commit_StallsForTooLong_CallersAreToldAndGoOnAfterwards(string provider)
    {
        await using var host = await StartAsync(provider, TimeSpan.FromSeconds(1));
        using var end = new CancellationTokenSource();
        using var load = new Load(host.Journal, end.Token);
        IReadOnlyList<Task> callers;
        await using (await host.HoldLockAsync())
        {
            callers = load.Start(Callers);
            await load.ReachAllWaitingAsync();
            Assert.InRange(host.Get<Committer>().QueueLength, 0, Capacity);
        }

        Assert.Empty(load.Acknowledged);
        load.GoOn();
        await load.ReachAsync(acknowledged: 400);
        await end.CancelAsync();
        await Task.WhenAll(callers);
        await load.ProveAsync();
    }

    private async Task<StorageHost> StartAsync(string provider, TimeSpan patience) =>
        await StorageHost.StartAsync(await databases.NewAsync(provider) with { QueueCapacity = Capacity, MaxBatchRows = MostRows, LockTimeout = patience });
}

using Luxe.Storage.Sealing;
using Luxe.Tests;

namespace Luxe.Storage.Tests.Sealing;

/// <summary>A new master key while the house serves: nobody notices, and what was cut off is finished.</summary>
[Collection(DatabaseTests.Name)]
public sealed class RotationTests(Tests.Databases databases)
{
    private const int Clients = 1_200;
    private readonly string _one = MasterKeys.NewLine(1);
    private readonly string _two = MasterKeys.NewLine(2);

    [Theory, OnSqlite, OnPostgres]
    public async Task Rotate_WhileServing_LosesNoReadAndNoWrite(string provider)
    {
        var options = await SealedHouse.NewAsync(databases, provider, _one);
        await using var host = await StorageHost.StartAsync(options with { Sealing = options.Sealing! with { CachedKeys = 5 } });
        await BeginAsync(host, 0, Clients);
        using var enough = new CancellationTokenSource();
        var served = new int[4];
        var serving = Task.WhenAll(Enumerable.Range(0, served.Length).Select(lane => Task.Run(() => ServeAsync(lane))));

        async Task ServeAsync(int lane)
        {
            try
            {
                for (var round = 1L; !enough.IsCancellationRequested; round++)
                {
                    await ServeOnceAsync(host, lane, round);
                    Interlocked.Increment(ref served[lane]);
                }
            }
            catch
            {
                await enough.CancelAsync();
                throw;
            }
        }

        var rotation = host.Get<IMasterRotation>();
        await rotation.UseAsync(MasterKeys.Read(_one + "\n" + _two));
        var done = await rotation.FinishAsync();
        while (!enough.IsCancellationRequested && served.Any(static count => count == 0))
        {
            await Task.Yield();
        }

        await enough.CancelAsync();
        await serving;

        // Whoever was on the way with the former key came behind.
        done += await rotation.FinishAsync();
        Assert.InRange(done, Clients, long.MaxValue);
        Assert.Equal(new RotationState(2, await host.CountAsync("SELECT COUNT(*) FROM client_key"), 0), await rotation.GetAsync());
        Assert.Equal(1, await host.CountAsync("SELECT COUNT(*) FROM master_key WHERE retired_at IS NOT NULL"));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Rotate_CutOffInTheMiddle_IsFinishedByTheNextOne(string provider)
    {
        var options = await SealedHouse.NewAsync(databases, provider, _one);
        await using (var host = await StorageHost.StartAsync(options))
        {
            await BeginAsync(host, 0, Clients);
            await host.RunAsync("CREATE TABLE former AS SELECT * FROM client_key WHERE customer > 'c-5'");
            await host.Get<IMasterRotation>().UseAsync(MasterKeys.Read(_one + "\n" + _two));
            await host.Get<KeyRing>().RewrapAsync(1, CancellationToken.None);

            // As after some pages and a kill.
            await host.RunAsync("DELETE FROM client_key WHERE customer > 'c-5'; INSERT INTO client_key SELECT * FROM former");
        }

        // With the first key alone the house would not know what half of it is wrapped under.
        var refused = await Assert.ThrowsAsync<MasterKeyException>(() => StorageHost.StartAsync(options));
        Assert.Contains("master key 2", refused.Message, StringComparison.Ordinal);

        await using var again = await StorageHost.StartAsync(options with { Sealing = new SealingOptions { Masters = MasterKeys.Read(_one + "\n" + _two) } });
        var left = (await again.Get<IMasterRotation>().GetAsync()).Left;
        Assert.InRange(left, 1, Clients - 1);
        Assert.True(Assert.Single(await again.Journal.ReadAsync("c-1", 0).ListAsync()).IsWhole);
        Assert.Equal(left, await again.Get<IMasterRotation>().FinishAsync());
        Assert.Equal(new RotationState(2, Clients, 0), await again.Get<IMasterRotation>().GetAsync());
        Assert.All(await again.Journal.ReadAsync("c-77", 0).ListAsync(), static row => Assert.True(row.IsWhole));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Rotate_WithADamagedKey_StopsForNobodyElse(string provider)
    {
        var options = await SealedHouse.NewAsync(databases, provider, _one);
        await using var host = await StorageHost.StartAsync(options);
        await BeginAsync(host, 0, 3);
        await host.RunAsync("UPDATE client_key SET wrapped = (SELECT wrapped FROM client_key WHERE customer = 'c-1') WHERE customer = 'c-0'");
        host.Get<ISeals>().Forget("c-0");

        await host.Get<IMasterRotation>().UseAsync(MasterKeys.Read(_one + "\n" + _two));
        Assert.Equal(2, await host.Get<IMasterRotation>().FinishAsync());

        // Whose key it is that does not open is not rewrapped, and the master that it is under is not retired.
        Assert.Equal(new RotationState(2, 2, 1), await host.Get<IMasterRotation>().GetAsync());
        Assert.Equal(0, await host.CountAsync("SELECT COUNT(*) FROM master_key WHERE retired_at IS NOT NULL"));
        Assert.Equal(RowDamage.Locked, Assert.Single(await host.Journal.ReadAsync("c-0", 0).ListAsync()).Damage);
        Assert.True(Assert.Single(await host.Journal.ReadAsync("c-2", 0).ListAsync()).IsWhole);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Rotate_OnAnotherSilo_IsFollowedWhenItsSourceHasTheKey(string provider)
    {
        var options = await SealedHouse.NewAsync(databases, provider, _one);
        var source = _one;
        var other = options.Sealing! with { Reload = _ => ValueTask.FromResult(MasterKeys.Read(source)) };
        await using var one = await StorageHost.StartAsync(options);
        await using var two = await StorageHost.StartAsync(options with { Sealing = other });
        await BeginAsync(one, 0, 3);
        await one.Get<IMasterRotation>().UseAsync(MasterKeys.Read(_one + "\n" + _two));
        await one.Get<IMasterRotation>().FinishAsync();

        await Assert.ThrowsAsync<StorageUnavailableException>(() => two.Journal.ReadAsync("c-0", 0).ListAsync());
        source = _one + "\n" + _two;
        Assert.True(Assert.Single(await two.Journal.ReadAsync("c-0", 0).ListAsync()).IsWhole);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Use_WithoutAKeyThatTheHouseKnows_IsRefusedAndNothingChanges(string provider)
    {
        var host = await StorageHost.StartAsync(await SealedHouse.NewAsync(databases, provider, _one));
        databases.EndWithOthers(host);
        await BeginAsync(host, 0, 1);

        await Assert.ThrowsAsync<MasterKeyException>(() => host.Get<IMasterRotation>().UseAsync(MasterKeys.Read(_two)));
        await Assert.ThrowsAsync<MasterKeyException>(() => host.Get<IMasterRotation>().UseAsync(MasterKeys.Read(MasterKeys.NewLine(1) + "\n" + _two)));

        Assert.Equal(1, await host.CountAsync("SELECT COUNT(*) FROM master_key"));
        await BeginAsync(host, 1, 1);
        Assert.Equal(new RotationState(1, 2, 0), await host.Get<IMasterRotation>().GetAsync());
    }

    private static async Task ServeOnceAsync(StorageHost host, int lane, long round)
    {
        var id = $"c-{lane}";
        await host.Journal.AppendAsync(Rows.Append(id, round, SealedHouse.Interaction(round + 1)));
        await BeginAsync(host, (int)((100_000 * (lane + 1)) + round), 1);
        foreach (var other in new[] { id, $"c-{round * 37 % Clients}" })
        {
            Assert.All(await host.Journal.ReadAsync(other, 0, 5).ListAsync(), static row => Assert.Contains("Lyon", Rows.Text(row.Payload), StringComparison.Ordinal));
        }
    }

    private static Task BeginAsync(StorageHost host, int first, int count) =>
        Task.WhenAll(Enumerable.Range(first, count).Select(client => host.Journal.AppendAsync(Rows.Append($"c-{client}", 0, SealedHouse.Interaction(1)))));
}

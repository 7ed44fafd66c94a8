using System.Globalization;
using Luxe.Storage.Databases;
using Luxe.Storage.Postgres;
using Luxe.Tests;

namespace Luxe.Storage.Tests;

/// <summary>A PostgreSQL that goes away at the worst moments.</summary>
[Collection(DatabaseTests.Name)]
public sealed class LostConnectionTests
{
    [PostgresFact]
    public Task Commit_AnswerLost_IsAskedForAndAcknowledgedOnce() => CutAndAppendAsync(Cut.Answer);

    [PostgresFact]
    public Task Commit_LostBeforeTheServer_IsTriedAgainAndWrittenOnce() => CutAndAppendAsync(Cut.BeforeServer);

    [PostgresFact]
    public Task Commit_HangingAtTheServer_IsGivenUpThereAndWrittenOnce() => CutAndAppendAsync(Cut.Held);

    [PostgresFact]
    public async Task Commit_ReachingTheServerLate_IsWaitedForAndAcknowledgedOnce()
    {
        await using var proxy = new CutProxy((await PostgresServer.SharedAsync()).Port);
        await using var host = await StorageHost.StartAsync(await ThroughAsync(proxy) with { OutcomeTimeout = TimeSpan.FromSeconds(60) });
        await host.Journal.AppendAsync(Rows.Append("c", 0, Rows.Journal(1, "a")));
        proxy.CutCommits(1, Cut.Held);

        var append = host.Journal.AppendAsync(Rows.Append("c", 1, Rows.Journal(2, "b")));
        while (await host.Get<Database>().NumberAsync("SELECT COUNT(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()", default) == 0)
        {
            Assert.False(append.IsCompleted);
        }

        await proxy.ReleaseAsync();
        await append;
        Assert.Equal(["a", "b"], (await host.Journal.ReadAsync("c", 0).ListAsync()).Select(r => r.EventId));
    }

    [PostgresFact]
    public async Task Open_ServerThatDoesNotWaitForTheDisk_IsMadeToWait()
    {
        var options = new StorageOptions
        {
            Provider = StorageOptions.Postgres,
            ConnectionString = await (await PostgresServer.SharedAsync()).CreateDatabaseAsync() + ";Options=-c synchronous_commit=off",
        };
        await using var host = await StorageHost.StartAsync(options);
        using var writer = new PostgresWriterConnection((PostgresDatabase)host.Get<Database>());
        await using var command = writer.Open().CreateCommand();
        command.CommandText = "SHOW synchronous_commit";

        Assert.Equal("on", await command.ExecuteScalarAsync());
    }

    [PostgresFact]
    public async Task Commit_LostAgainAndAgain_AnswersUnavailableAndWritesNothing()
    {
        await using var proxy = new CutProxy((await PostgresServer.SharedAsync()).Port);
        await using var host = await StorageHost.StartAsync(await ThroughAsync(proxy));
        proxy.CutCommits(100, Cut.BeforeServer);

        await Assert.ThrowsAsync<StorageUnavailableException>(() => host.Journal.AppendAsync(Rows.Append("c", 0, Rows.Journal(1, "a"))));

        proxy.CutCommits(0, Cut.BeforeServer);
        Assert.Equal(0, await host.Journal.GetHeadAsync("c"));
        await host.Journal.AppendAsync(Rows.Append("c", 0, Rows.Journal(1, "a")));
    }

    [PostgresFact]
    public async Task Commit_ServerCrashesUnderLoad_KeepsEveryAcknowledgedRow()
    {
        await using var server = await PostgresServer.StartNewAsync();
        var options = new StorageOptions { Provider = StorageOptions.Postgres, ConnectionString = await server.CreateDatabaseAsync(), OutcomeTimeout = TimeSpan.FromSeconds(3) };
        await using var host = await StorageHost.StartAsync(options);
        using var end = new CancellationTokenSource();
        using var load = new Load(host.Journal, end.Token);
        var callers = Enumerable.Range(0, 24).Select(n => load.RunAsync("c-" + n.ToString(CultureInfo.InvariantCulture))).ToList();

        for (var round = 1; round <= 3; round++)
        {
            await load.ReachAsync(acknowledged: round * 400);
            load.WaitOnFaults();
            await server.CrashAsync();
            if (round > 1)
            {
                // Past the time for asking: every caller was told. In the first round the server is back before that, and is asked.
                await load.ReachAllWaitingAsync();
            }

            await server.RestartAsync();
            load.GoOn();
        }

        await load.ReachAsync(acknowledged: 1600);
        await end.CancelAsync();
        await Task.WhenAll(callers);

        await load.ProveAsync();
    }

    private static async Task CutAndAppendAsync(Cut where)
    {
        await using var proxy = new CutProxy((await PostgresServer.SharedAsync()).Port);
        await using var host = await StorageHost.StartAsync(await ThroughAsync(proxy));
        await host.Journal.AppendAsync(Rows.Append("c", 0, Rows.Journal(1, "a")));
        proxy.CutCommits(1, where);

        await host.Journal.AppendAsync(Rows.Append("c", 1, Rows.Journal(2, "b")) with { Ledger = [new("c", 1, Rows.T0, "h", "", default)] });
        await host.AccessLog.AppendAsync([new("v", "associate", "c", "service", "brief", Rows.T0)]);

        Assert.Equal(1, proxy.Cuts);
        Assert.Equal(["a", "b"], (await host.Journal.ReadAsync("c", 0).ListAsync()).Select(r => r.EventId));
        Assert.Single(await host.Ledger.ReadAsync("c").ListAsync());
        Assert.Single(await host.AccessLog.ReadByCustomerAsync("c", 10));
    }

    private static async Task<StorageOptions> ThroughAsync(CutProxy proxy)
    {
        var server = await PostgresServer.SharedAsync();
        var direct = await server.CreateDatabaseAsync();
        var through = direct.Replace(FormattableString.Invariant($"Port={server.Port}"), FormattableString.Invariant($"Port={proxy.Port};SSL Mode=Disable"), StringComparison.Ordinal);
        return new StorageOptions { Provider = StorageOptions.Postgres, ConnectionString = through, OutcomeTimeout = TimeSpan.FromSeconds(6) };
    }
}

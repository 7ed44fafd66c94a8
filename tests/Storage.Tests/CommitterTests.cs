using System.Globalization;
using Luxe.Storage.Commit;
using Luxe.Storage.Databases;
using Luxe.Storage.Journal;
using Luxe.Tests;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Luxe.Storage.Tests;

/// <summary>What callers share: one committer. A host that is created but not started gathers a batch of exactly what the test queues.</summary>
[Collection(DatabaseTests.Name)]
public sealed class CommitterTests(Databases databases)
{
    [Theory, OnSqlite, OnPostgres]
    public async Task Commit_PoisonedAppendsInAFullBatch_FailAlone(string provider)
    {
        await using var host = StorageHost.Create(await databases.NewAsync(provider));
        var good = Enumerable.Range(0, 400).Select(i => host.Journal.AppendAsync(Rows.Append(Customer(i), 0, Rows.Journal(1, "e"), Rows.Journal(2)))).ToList();
        Task[] poisoned =
        [
            host.Journal.AppendAsync(Rows.Append(Customer(7), 0, Rows.Journal(1, "f"))),
            host.Journal.AppendAsync(Rows.Append(Customer(8), 2, Rows.Journal(3, "f"), Rows.Journal(4, "e"))),
            host.Journal.AppendAsync(Rows.Append("ahead", 9, Rows.Journal(10))),
            host.Journal.AppendAsync(Rows.Append("surrogate", 0, Rows.Journal(1), Rows.Journal(2, "\ud800"))),
            host.Inbox.AppendAsync(new() { Associate = "a", ExpectedNumber = 3, Rows = [Rows.Item(4, "x")] }),
        ];
        good.Add(host.Journal.AppendAsync(Rows.Append(Customer(7), 2, Rows.Journal(3, "g"))));
        good.Add(host.Inbox.AppendAsync(new() { Associate = "a", ExpectedNumber = 0, Rows = [Rows.Item(1, "x")] }));

        await host.StartAsync();
        await Task.WhenAll(good);

        Assert.Equal(2, (await Assert.ThrowsAsync<JournalConflictException>(() => poisoned[0])).ActualSeq);
        Assert.Equal("e", (await Assert.ThrowsAsync<DuplicateEventIdException>(() => poisoned[1])).EventId);
        await Assert.ThrowsAsync<JournalConflictException>(() => poisoned[2]);
        await Assert.ThrowsAsync<RowRejectedException>(() => poisoned[3]);
        await Assert.ThrowsAsync<InboxConflictException>(() => poisoned[4]);
        Assert.Equal(801, await host.Get<Database>().NumberAsync("SELECT COUNT(*) FROM journal", default));
        Assert.Equal(1, await host.Inbox.GetHeadAsync("a"));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Commit_AppendsToOneJournalInOneBatch_KeepTheirOrder(string provider)
    {
        await using var host = StorageHost.Create(await databases.NewAsync(provider));
        var appends = Enumerable.Range(0, 20).Select(i => host.Journal.AppendAsync(Rows.Append("c", i, Rows.Journal(i + 1)))).ToList();

        await host.StartAsync();
        await Task.WhenAll(appends);

        Assert.Equal(20, await host.Journal.GetHeadAsync("c"));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Submit_QueueFull_CallersWaitAndAllGetThrough(string provider)
    {
        await using var host = StorageHost.Create(await databases.NewAsync(provider) with { QueueCapacity = 4, MaxBatchRows = 2 });
        var appends = Enumerable.Range(0, 50).Select(i => host.Journal.AppendAsync(Rows.Append(Customer(i), 0, Rows.Journal(1)))).ToList();

        Assert.Equal(4, host.Get<Committer>().QueueLength);
        Assert.DoesNotContain(appends, a => a.IsCompleted);
        await host.StartAsync();
        await Task.WhenAll(appends);

        Assert.Equal(50, await host.Get<Database>().NumberAsync("SELECT COUNT(*) FROM journal", default));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Submit_BehindAFlood_IsServedInItsTurn(string provider)
    {
        await using var host = StorageHost.Create(await databases.NewAsync(provider) with { MaxBatchRows = 10 });
        string[] reasons = [.. Enumerable.Repeat("flood", 100), "mine", .. Enumerable.Repeat("flood", 100)];
        var letters = reasons.Select(r => host.DeadLetters.AppendAsync([new("flood", Rows.T0, r, null, default)])).ToList();

        await host.StartAsync();
        await Task.WhenAll(letters);

        Assert.Equal(100, (await host.DeadLetters.ListAsync(1000)).ToList().FindIndex(l => l.Letter.Reason == "mine"));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Submit_CancelledBeforeItsCommit_IsNeverWritten(string provider)
    {
        await using var host = StorageHost.Create(await databases.NewAsync(provider) with { QueueCapacity = 1 });
        using var cancel = new CancellationTokenSource();
        var queued = host.Journal.AppendAsync(Rows.Append("queued", 0, Rows.Journal(1)), cancel.Token);
        var waiting = host.Journal.AppendAsync(Rows.Append("waiting", 0, Rows.Journal(1)), cancel.Token);

        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => queued);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        await host.StartAsync();
        await host.Journal.AppendAsync(Rows.Append("later", 0, Rows.Journal(1)));

        Assert.Equal(1, await host.Get<Database>().NumberAsync("SELECT COUNT(*) FROM journal", default));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Submit_CancelledDuringItsCommit_ReportsTheOutcome(string provider)
    {
        await using var host = await StorageHost.StartAsync(await databases.NewAsync(provider) with { LockTimeout = TimeSpan.FromSeconds(60) });
        using var cancel = new CancellationTokenSource();
        Task append;
        await using (await host.HoldLockAsync())
        {
            var write = new ToldWrite(new JournalWrite([Rows.Append("c", 0, Rows.Journal(1))], 1 << 20));
            append = host.Get<Committer>().SubmitAsync(write, cancel.Token);
            await write.Taken;
            await cancel.CancelAsync();
        }

        await append;
        Assert.Equal(1, await host.Journal.GetHeadAsync("c"));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Commit_DatabaseLocked_AnswersUnavailableThenRecovers(string provider)
    {
        await using var host = await StorageHost.StartAsync(await databases.NewAsync(provider) with { LockTimeout = TimeSpan.FromSeconds(1) });
        await using (await host.HoldLockAsync())
        {
            await Assert.ThrowsAsync<StorageUnavailableException>(() => host.Journal.AppendAsync(Rows.Append("c", 0, Rows.Journal(1, "a"))));
            Assert.Equal(HealthStatus.Unhealthy, (await host.Health.CheckHealthAsync(new())).Status);
        }

        await host.UntilHealthyAsync();
        await host.Journal.AppendAsync(Rows.Append("c", 0, Rows.Journal(1, "a")));
        Assert.Equal(1, await host.Journal.GetHeadAsync("c"));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Stop_WithAFullQueue_CommitsItThenRefuses(string provider)
    {
        var options = await databases.NewAsync(provider) with { MaxBatchRows = 7 };
        var host = StorageHost.Create(options);
        var appends = Enumerable.Range(0, 100).Select(i => host.Journal.AppendAsync(Rows.Append(Customer(i), 0, Rows.Journal(1)))).ToList();

        await host.StartAsync();
        await host.StopAsync();

        await Task.WhenAll(appends);
        await Assert.ThrowsAsync<StorageUnavailableException>(() => host.Journal.AppendAsync(Rows.Append("late", 0, Rows.Journal(1))));
        await host.DisposeAsync();
        await using var again = await StorageHost.StartAsync(options);
        Assert.Equal(100, await again.Get<Database>().NumberAsync("SELECT COUNT(*) FROM journal", default));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Stop_PastItsDeadline_AnswersTheRestAsUnavailable(string provider)
    {
        var host = StorageHost.Create(await databases.NewAsync(provider));
        var append = host.Journal.AppendAsync(Rows.Append("c", 0, Rows.Journal(1)));

        await host.StopAsync(new CancellationToken(canceled: true));

        await Assert.ThrowsAsync<StorageUnavailableException>(() => append);
        await host.DisposeAsync();
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Commit_WithADelay_GathersCompany(string provider)
    {
        await using var host = await StorageHost.StartAsync(await databases.NewAsync(provider) with { MaxBatchDelay = TimeSpan.FromMilliseconds(20) });

        await Task.WhenAll(Enumerable.Range(0, 30).Select(i => host.Journal.AppendAsync(Rows.Append(Customer(i), 0, Rows.Journal(1)))));

        Assert.Equal(30, await host.Get<Database>().NumberAsync("SELECT COUNT(*) FROM journal", default));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Append_ManyCallers_EveryJournalIsWholeAndInOrder(string provider)
    {
        await using var host = await StorageHost.StartAsync(await databases.NewAsync(provider));

        await Task.WhenAll(Enumerable.Range(0, 64).Select(c => Task.Run(async () =>
        {
            for (var seq = 0; seq < 25; seq++)
            {
                await host.Journal.AppendAsync(Rows.Append(Customer(c), seq, Rows.Journal(seq + 1, Customer(c) + seq)));
            }
        })));

        for (var c = 0; c < 64; c++)
        {
            var rows = await host.Journal.ReadAsync(Customer(c), 0).ListAsync();
            Assert.Equal(Enumerable.Range(0, 25).Select(seq => Customer(c) + seq), rows.Select(r => r.EventId));
        }
    }

    private static string Customer(int i) => "c-" + i.ToString("000", CultureInfo.InvariantCulture) + "-";

    /// <summary>Says when it is in a batch, whose size the committer then counts: from there on nobody withdraws it.</summary>
    private sealed class ToldWrite(Write write) : Write
    {
        private readonly TaskCompletionSource _taken = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Taken => _taken.Task;

        public override ReadOnlySpan<string> Streams => write.Streams;

        public override int Rows
        {
            get
            {
                _taken.TrySetResult();
                return write.Rows;
            }
        }

        public override long Bytes => write.Bytes;

        public override void Render(IStatements statements) => write.Render(statements);

        public override StorageException Refuse(IProbe probe) => write.Refuse(probe);
    }
}

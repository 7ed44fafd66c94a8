using Luxe.Storage.Databases;
using Luxe.Tests;

namespace Luxe.Storage.Tests;

/// <summary>Appends to two journals that stand or fall together, as a merge of two clients and its undo need them.</summary>
[Collection(DatabaseTests.Name)]
public sealed class AtomicAppendTests(Databases databases)
{
    private readonly string _a = "a-" + Guid.NewGuid().ToString("N");
    private readonly string _b = "b-" + Guid.NewGuid().ToString("N");

    [Theory, OnSqlite, OnPostgres]
    public async Task Append_TwoJournals_BothHoldTheirRows(string provider)
    {
        var host = await databases.SharedAsync(provider);
        await host.Journal.AppendAsync(Rows.Append(_b, 0, Rows.Journal(1, "x")));

        await host.Journal.AppendAsync([
            Rows.Append(_a, 0, Rows.Journal(1, "merge"), Rows.Journal(2, "x")) with { Ledger = [new(_a, 1, Rows.T0, "h", "", default)] },
            Rows.Append(_b, 1, Rows.Journal(2, "merge")),
        ]);

        Assert.Equal(["merge", "x"], (await host.Journal.ReadAsync(_a, 0).ListAsync()).Select(r => r.EventId));
        Assert.Equal(["x", "merge"], (await host.Journal.ReadAsync(_b, 0).ListAsync()).Select(r => r.EventId));
        Assert.Single(await host.Ledger.ReadAsync(_a).ListAsync());
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Append_ConflictInEitherJournal_LeavesNeitherAndSaysWhich(string provider)
    {
        var host = await databases.SharedAsync(provider);
        await host.Journal.AppendAsync(Rows.Append(_a, 0, Rows.Journal(1, "a")));
        await host.Journal.AppendAsync(Rows.Append(_b, 0, Rows.Journal(1, "b")));

        foreach (var behind in new[] { _a, _b })
        {
            var conflict = await Assert.ThrowsAsync<JournalConflictException>(() => host.Journal.AppendAsync([
                Rows.Append(_a, behind == _a ? 0 : 1, Rows.Journal(behind == _a ? 1 : 2, "m")) with { Ledger = [new(_a, 1, Rows.T0, "h", "", default)] },
                Rows.Append(_b, behind == _b ? 0 : 1, Rows.Journal(behind == _b ? 1 : 2, "m")) with { RedactAboveTier = -1 },
            ]));
            Assert.Equal((behind, 0L, 1L), (conflict.Customer, conflict.ExpectedSeq, conflict.ActualSeq));
        }

        var known = await Assert.ThrowsAsync<DuplicateEventIdException>(() => host.Journal.AppendAsync([
            Rows.Append(_a, 1, Rows.Journal(2, "m")) with { RedactSeqs = [1] }, Rows.Append(_b, 1, Rows.Journal(2, "b"))]));
        Assert.Equal((_b, "b"), (known.Customer, known.EventId));

        Assert.Equal("payload 1", Rows.Text(Assert.Single(await host.Journal.ReadAsync(_a, 0).ListAsync()).Payload));
        Assert.Equal("payload 1", Rows.Text(Assert.Single(await host.Journal.ReadAsync(_b, 0).ListAsync()).Payload));
        Assert.Empty(await host.Ledger.ReadAsync(_a).ListAsync());
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Append_RefusedPairInAFullBatch_FailsAlone(string provider)
    {
        await using var host = StorageHost.Create(await databases.NewAsync(provider) with { Writers = 1 });
        var good = Enumerable.Range(0, 50).Select(i => host.Journal.AppendAsync(Rows.Append(FormattableString.Invariant($"c{i}"), 0, Rows.Journal(1)))).ToList();
        var refused = host.Journal.AppendAsync([Rows.Append("p", 0, Rows.Journal(1)), Rows.Append("q", 7, Rows.Journal(8))]);
        good.Add(host.Journal.AppendAsync([Rows.Append("p", 0, Rows.Journal(1, "good")), Rows.Append("q", 0, Rows.Journal(1, "good"))]));
        var late = host.Journal.AppendAsync([Rows.Append("q", 0, Rows.Journal(1)), Rows.Append("r", 0, Rows.Journal(1))]);
        good.Add(host.Journal.AppendAsync(Rows.Append("q", 1, Rows.Journal(2, "behind both"))));

        await host.StartAsync();
        await Task.WhenAll(good);

        Assert.Equal("q", (await Assert.ThrowsAsync<JournalConflictException>(() => refused)).Customer);
        Assert.Equal("q", (await Assert.ThrowsAsync<JournalConflictException>(() => late)).Customer);
        Assert.Equal(53, await host.Get<Database>().NumberAsync("SELECT COUNT(*) FROM journal", default));
        Assert.Equal(["good", "behind both"], (await host.Journal.ReadAsync("q", 0).ListAsync()).Select(r => r.EventId));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Append_RedactSeqs_EmptiesJustTheseRows(string provider)
    {
        var journal = (await databases.SharedAsync(provider)).Journal;
        await journal.AppendAsync(Rows.Append(_a, 0, [.. Enumerable.Range(1, 5).Select(i => Rows.Journal(i, FormattableString.Invariant($"e{i}"), tier: i % 4))]));
        await journal.AppendAsync(Rows.Append(_b, 0, Rows.Journal(1), Rows.Journal(2), Rows.Journal(3)));

        await journal.AppendAsync([Rows.Append(_a, 5, Rows.Journal(6)) with { RedactSeqs = [2, 5] }, Rows.Append(_b, 3) with { RedactSeqs = [3] }]);
        await journal.AppendAsync(Rows.Append(_a, 6) with { RedactSeqs = [2, 1] });
        var rows = await journal.ReadAsync(_a, 0).ListAsync();

        Assert.Equal([1L, 2, 5], rows.Where(r => r.IsRedacted).Select(r => r.Seq));
        Assert.All(rows.Where(r => r.IsRedacted), r => Assert.True(r.Payload.IsEmpty));
        Assert.Equal(Rows.Journal(2, "e2", tier: 2) with { Kind = JournalRow.RedactedKind, Payload = default }, rows[1] with { Payload = default });
        Assert.Equal("payload 4", Rows.Text(rows[3].Payload));
        Assert.Equal([false, false, true], (await journal.ReadAsync(_b, 0).ListAsync()).Select(r => r.IsRedacted));
        await Assert.ThrowsAsync<DuplicateEventIdException>(() => journal.AppendAsync(Rows.Append(_a, 6, Rows.Journal(7, "e5"))));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Append_CustomerTwiceOrUnknownRowToEmpty_IsAnArgumentError(string provider)
    {
        var journal = (await databases.SharedAsync(provider)).Journal;

        await Assert.ThrowsAsync<ArgumentException>(() => journal.AppendAsync([Rows.Append(_a, 0, Rows.Journal(1)), Rows.Append(_a, 1, Rows.Journal(2))]));
        await Assert.ThrowsAsync<ArgumentException>(() => journal.AppendAsync(Rows.Append(_a, 0, Rows.Journal(1)) with { RedactSeqs = [1] }));
        await Assert.ThrowsAsync<ArgumentException>(() => journal.AppendAsync(Rows.Append(_a, 0) with { RedactSeqs = [0] }));

        Assert.Equal(0, await journal.GetHeadAsync(_a));
    }

    /// <summary>Pairs that cross each other from two silos: every one is done or untouched, and the journals agree on which.</summary>
    [Theory, OnSqlite, OnPostgres]
    public async Task Append_CrossingPairsFromTwoSilos_AreDoneOrUntouched(string provider)
    {
        var options = await databases.NewAsync(provider) with { LockTimeout = TimeSpan.FromSeconds(60) };
        await using var one = await StorageHost.StartAsync(options);
        await using var other = await StorageHost.StartAsync(options);

        await Task.WhenAll(Enumerable.Range(0, 8).Select(n => Task.Run(() => PairsAsync((n % 2 == 0 ? one : other).Journal, n))));

        var left = (await one.Journal.ReadAsync("left", 0).ListAsync()).Select(r => r.EventId).ToList();
        var right = (await one.Journal.ReadAsync("right", 0).ListAsync()).Select(r => r.EventId).ToList();
        Assert.Equal(80, left.Count);
        Assert.Equal(left, right);
    }

    private static async Task PairsAsync(IJournal journal, int writer)
    {
        for (var done = 0; done < 10;)
        {
            var (left, right) = (await journal.GetHeadAsync("left"), await journal.GetHeadAsync("right"));
            var id = FormattableString.Invariant($"{writer}/{done}");
            var (first, second) = (Rows.Append("left", left, Rows.Journal(left + 1, id)), Rows.Append("right", right, Rows.Journal(right + 1, id)));
            try
            {
                await journal.AppendAsync(writer % 4 < 2 ? [first, second] : [second, first]);
                done++;
            }
            catch (JournalConflictException)
            {
                // Somebody else's pair came first.
            }
        }
    }
}

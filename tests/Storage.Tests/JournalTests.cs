using Luxe.Tests;

namespace Luxe.Storage.Tests;

[Collection(DatabaseTests.Name)]
public sealed class JournalTests(Databases databases)
{
    private readonly string _id = "c-" + Guid.NewGuid().ToString("N");

    [Theory, OnSqlite, OnPostgres]
    public async Task Append_Rows_ReadBackInOrder(string provider)
    {
        var journal = (await databases.SharedAsync(provider)).Journal;

        await journal.AppendAsync(Rows.Append(_id, 0, Rows.Journal(1, "a"), Rows.Journal(2), Rows.Journal(3, "c", payload: "")));
        await journal.AppendAsync(Rows.Append(_id, 3, Rows.Journal(4, "d")));
        var rows = await journal.ReadAsync(_id, 0).ListAsync();

        Assert.Equal([1L, 2, 3, 4], rows.Select(r => r.Seq));
        Assert.Equal(["a", null, "c", "d"], rows.Select(r => r.EventId));
        Assert.Equal(["payload 1", "payload 2", "", "payload 4"], rows.Select(r => Rows.Text(r.Payload)));
        Assert.Equal(Rows.Journal(1, "a") with { Payload = default }, rows[0] with { Payload = default });
        Assert.Equal(4, await journal.GetHeadAsync(_id));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Append_BehindTheHead_ConflictsAndWritesNothing(string provider)
    {
        var journal = (await databases.SharedAsync(provider)).Journal;
        await journal.AppendAsync(Rows.Append(_id, 0, Rows.Journal(1, "a"), Rows.Journal(2, "b")));

        var conflict = await Assert.ThrowsAsync<JournalConflictException>(() => journal.AppendAsync(Rows.Append(_id, 1, Rows.Journal(2, "x"), Rows.Journal(3, "y"))));

        Assert.Equal((1L, 2L), (conflict.ExpectedSeq, conflict.ActualSeq));
        Assert.Equal(["a", "b"], (await journal.ReadAsync(_id, 0).ListAsync()).Select(r => r.EventId));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Append_AheadOfTheHead_ConflictsInsteadOfLeavingAGap(string provider)
    {
        var journal = (await databases.SharedAsync(provider)).Journal;
        await journal.AppendAsync(Rows.Append(_id, 0, Rows.Journal(1)));

        var conflict = await Assert.ThrowsAsync<JournalConflictException>(() => journal.AppendAsync(Rows.Append(_id, 5, Rows.Journal(6))));

        Assert.Equal(1, conflict.ActualSeq);
        Assert.Equal(1, await journal.GetHeadAsync(_id));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Append_KnownEventId_IsRefusedWithTheId(string provider)
    {
        var journal = (await databases.SharedAsync(provider)).Journal;
        await journal.AppendAsync(Rows.Append(_id, 0, Rows.Journal(1, "a")));

        var duplicate = await Assert.ThrowsAsync<DuplicateEventIdException>(() => journal.AppendAsync(Rows.Append(_id, 1, Rows.Journal(2, "b"), Rows.Journal(3, "a"))));
        await Assert.ThrowsAsync<DuplicateEventIdException>(() => journal.AppendAsync(Rows.Append(_id, 1, Rows.Journal(2, "z"), Rows.Journal(3, "z"))));
        await journal.AppendAsync(Rows.Append(_id + "other", 0, Rows.Journal(1, "a")));

        Assert.Equal("a", duplicate.EventId);
        Assert.Equal(1, await journal.GetHeadAsync(_id));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Append_Redaction_EmptiesEarlierRowsAboveTheTier(string provider)
    {
        var journal = (await databases.SharedAsync(provider)).Journal;
        await journal.AppendAsync(Rows.Append(_id, 0, Rows.Journal(1, "a", tier: 1), Rows.Journal(2, "b", tier: 2), Rows.Journal(3, "c", tier: 3)));

        await journal.AppendAsync(Rows.Append(_id, 3, Rows.Journal(4, "d", tier: 3)) with { RedactAboveTier = 1 });
        var rows = await journal.ReadAsync(_id, 0).ListAsync();

        Assert.Equal([false, true, true, false], rows.Select(r => r.IsRedacted));
        Assert.Equal(["payload 1", "", "", "payload 4"], rows.Select(r => Rows.Text(r.Payload)));
        Assert.Equal(["a", "b", "c", "d"], rows.Select(r => r.EventId));
        await Assert.ThrowsAsync<DuplicateEventIdException>(() => journal.AppendAsync(Rows.Append(_id, 4, Rows.Journal(5, "b"))));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Append_RefusedLedgerEntry_UndoesRowsAndRedaction(string provider)
    {
        var host = await databases.SharedAsync(provider);
        var entry = new LedgerRow(_id, 1, Rows.T0, "h1", "", Rows.Bytes("granted"));
        await host.Journal.AppendAsync(Rows.Append(_id, 0, Rows.Journal(1, "a")) with { Ledger = [entry] });

        await Assert.ThrowsAnyAsync<StorageException>(() =>
            host.Journal.AppendAsync(Rows.Append(_id, 1, Rows.Journal(2, "b")) with { Ledger = [entry with { Hash = "forged" }], RedactAboveTier = 0 }));

        Assert.Equal("payload 1", Rows.Text(Assert.Single(await host.Journal.ReadAsync(_id, 0).ListAsync()).Payload));
        Assert.Equal("h1", Assert.Single(await host.Ledger.ReadAsync(_id).ListAsync()).Hash);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Read_Pages_EndWhereTheyShould(string provider)
    {
        var journal = (await databases.SharedAsync(provider)).Journal;
        await journal.AppendAsync(Rows.Append(_id, 0, [.. Enumerable.Range(1, 1300).Select(i => Rows.Journal(i))]));

        Assert.Equal(Enumerable.Range(1, 1300).Select(i => (long)i), (await journal.ReadAsync(_id, 0).ListAsync()).Select(r => r.Seq));
        Assert.Equal(600, (await journal.ReadAsync(_id, 100, 600).ListAsync()).Count);
        Assert.Equal([1299L, 1300], (await journal.ReadRecentAsync(_id, 2)).Select(r => r.Seq));
        Assert.Equal([8L, 9], (await journal.ReadRecentAsync(_id, 2, beforeSeq: 10)).Select(r => r.Seq));
        Assert.Empty(await journal.ReadAsync(_id, 1300).ListAsync());
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task FindEventIds_SomeKnown_ReturnsThose(string provider)
    {
        var journal = (await databases.SharedAsync(provider)).Journal;
        await journal.AppendAsync(Rows.Append(_id, 0, Rows.Journal(1, "a"), Rows.Journal(2), Rows.Journal(3, "quote\"'")));

        Assert.Equal(["a", "quote\"'"], (await journal.FindEventIdsAsync(_id, ["a", "quote\"'", "b"])).Order(StringComparer.Ordinal));
        Assert.Empty(await journal.FindEventIdsAsync(_id, []));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Append_PayloadTooLarge_IsRefused(string provider)
    {
        var journal = (await databases.SharedAsync(provider)).Journal;
        var row = Rows.Journal(1) with { Payload = new byte[(1024 * 1024) + 1] };

        await Assert.ThrowsAsync<RowTooLargeException>(() => journal.AppendAsync(Rows.Append(_id, 0, row)));
        await journal.AppendAsync(Rows.Append(_id, 0, row with { Payload = new byte[1024 * 1024] }));

        Assert.Equal(1, await journal.GetHeadAsync(_id));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Append_MisnumberedRowsOrBadText_AreArgumentErrors(string provider)
    {
        var journal = (await databases.SharedAsync(provider)).Journal;

        await Assert.ThrowsAsync<ArgumentException>(() => journal.AppendAsync(Rows.Append(_id, 0, Rows.Journal(2))));
        await Assert.ThrowsAsync<ArgumentException>(() => journal.AppendAsync(Rows.Append(_id, 0, Rows.Journal(1, "a\0b"))));
        await Assert.ThrowsAsync<RowRejectedException>(() => journal.AppendAsync(Rows.Append(_id, 0, Rows.Journal(1, "half a pair \ud800"))));

        Assert.Equal(0, await journal.GetHeadAsync(_id));
    }
}

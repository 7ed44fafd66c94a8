using Luxe.Storage.Databases;
using Luxe.Tests;

namespace Luxe.Storage.Tests.Sealing;

/// <summary>Inbox items and dead letters are sealed too.</summary>
[Collection(DatabaseTests.Name)]
public sealed class SealedInboxTests(Tests.Databases databases)
{
    [Theory, OnSqlite, OnPostgres]
    public async Task Append_Items_AreStoredSealedAndReadPlain(string provider)
    {
        var host = await SealedHouse.StartAsync(databases, provider);
        await host.Journal.AppendAsync(Rows.Append("c-1", 0, SealedHouse.Interaction(1)));
        InboxRow[] rows = [Item(1, "hers", "c-1"), Item(2, "nobodys", null), Item(3, "a-stranger's", "c-unknown"), Item(4, "hers#4", "c-1") with { Payload = default }];
        await host.Inbox.AppendAsync(new InboxAppend { Associate = "a", ExpectedNumber = 0, Rows = [.. rows] });

        Assert.Equal(0, await host.CountAsync("SELECT COUNT(*) FROM inbox WHERE LENGTH(payload) > 0 AND LENGTH(payload) < 40"));
        Assert.All(await StoredAsync(host), static payload => Assert.DoesNotContain("Lyon", System.Text.Encoding.Latin1.GetString(payload), StringComparison.Ordinal));
        var read = await host.Inbox.ReadAsync("a", 0, 9);
        Assert.Equal(rows.Select(static row => Rows.Text(row.Payload)), read.Select(static row => Rows.Text(row.Payload)));
        Assert.Equal(rows.Select(static row => row with { Payload = default }), read.Select(static row => row with { Payload = default }));
        Assert.Equal(4, (await host.Inbox.ReadOpenAsync("a")).Length);
        Assert.Equal("Lyon, of hers", Rows.Text((await host.Inbox.GetAsync("a", "hers"))!.Payload));

        // Of hers, and the house's: a stranger has none.
        Assert.Equal(2, await host.CountAsync("SELECT COUNT(*) FROM client_key"));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task UpdateState_WithContent_SealsItAndWithoutLeavesIt(string provider)
    {
        var host = await SealedHouse.StartAsync(databases, provider);
        await host.Journal.AppendAsync(Rows.Append("c-1", 0, SealedHouse.Interaction(1)));
        await host.Inbox.AppendAsync(new InboxAppend { Associate = "a", ExpectedNumber = 0, Rows = [Item(1, "hers", "c-1")] });

        Assert.True(await host.Inbox.UpdateStateAsync("a", "hers", "claimed", isOpen: true));
        Assert.Equal("Lyon, of hers", Rows.Text((await host.Inbox.GetAsync("a", "hers"))!.Payload));
        Assert.True(await host.Inbox.UpdateStateAsync("a", "hers", "open", isOpen: true, Rows.Bytes("Nice, of hers")));
        Assert.Equal("Nice, of hers", Rows.Text((await host.Inbox.GetAsync("a", "hers"))!.Payload));
        Assert.All(await StoredAsync(host), static payload => Assert.True(Sealed.Is(payload)));
        Assert.False(await host.Inbox.UpdateStateAsync("a", "unknown", "open", isOpen: true, Rows.Bytes("Nice")));
        Assert.True(await host.Inbox.UpdateStateAsync("a", "hers", "done", isOpen: false, ReadOnlyMemory<byte>.Empty));
        Assert.True((await host.Inbox.GetAsync("a", "hers"))!.Payload.IsEmpty);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Read_OfItemsThatCannotBeOpened_GivesThemWithoutContent(string provider)
    {
        var host = await SealedHouse.StartAsync(databases, provider);
        await host.Journal.AppendAsync(Rows.Append("c-1", 0, SealedHouse.Interaction(1)));
        await host.Journal.AppendAsync(Rows.Append("c-2", 0, SealedHouse.Interaction(1)));
        await host.Inbox.AppendAsync(new InboxAppend { Associate = "a", ExpectedNumber = 0, Rows = [Item(1, "first", "c-1"), Item(2, "second", "c-2"), Item(3, "third", "c-2")] });

        // One whose key is gone, and one that was put in another's place.
        await host.RunAsync("DELETE FROM client_key WHERE customer = 'c-1'; UPDATE inbox SET payload = (SELECT payload FROM inbox WHERE number = 2) WHERE number = 3");
        host.Get<ISeals>().Forget("c-1");

        Assert.Equal(["", "Lyon, of second", ""], (await host.Inbox.ReadAsync("a", 0, 9)).Select(static row => Rows.Text(row.Payload)));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Letters_AreStoredSealedAndReadPlain(string provider)
    {
        var options = await SealedHouse.NewAsync(databases, provider);
        await using (var host = await StorageHost.StartAsync(options))
        {
            await host.DeadLetters.AppendAsync([new DeadLetter("api", Rows.T0, "no", "x", Rows.Bytes("Lyon, unread")), new DeadLetter("api", Rows.T0, "no", null, default)]);
            await host.DeadLetters.AppendAsync([new DeadLetter("api", Rows.T0, "no", null, Rows.Bytes("Nice, unread"))]);
        }

        await using var again = await StorageHost.StartAsync(options);
        var letters = await again.DeadLetters.ListAsync(9);
        Assert.Equal(["Lyon, unread", "", "Nice, unread"], letters.Select(static row => Rows.Text(row.Letter.Payload)));
        Assert.Equal("Lyon, unread", Rows.Text((await again.DeadLetters.GetAsync(letters[0].Id))!.Letter.Payload));
        Assert.Equal(2, await again.CountAsync("SELECT COUNT(*) FROM dead_letter WHERE LENGTH(payload) = 41"));
        Assert.True(await again.DeadLetters.MarkReplayedAsync(letters[0].Id, Rows.T0));
        Assert.Equal(2, (await again.DeadLetters.ListAsync(9)).Length);
    }

    private static InboxRow Item(long number, string itemId, string? customer) =>
        new(number, itemId, customer, Rows.T0, Rows.T0.AddHours(1), "open", true, Rows.Bytes("Lyon, of " + itemId));

    private static Task<List<byte[]>> StoredAsync(StorageHost host) =>
        host.Get<Database>().QueryAsync("SELECT payload FROM inbox", static row => row.GetFieldValue<byte[]>(0), default);
}

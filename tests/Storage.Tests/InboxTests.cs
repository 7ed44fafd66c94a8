using Luxe.Tests;

namespace Luxe.Storage.Tests;

[Collection(DatabaseTests.Name)]
public sealed class InboxTests(Databases databases)
{
    private readonly string _id = "a-" + Guid.NewGuid().ToString("N");

    [Theory, OnSqlite, OnPostgres]
    public async Task Append_Items_ResumeAfterAnyNumber(string provider)
    {
        var inbox = (await databases.SharedAsync(provider)).Inbox;

        await inbox.AppendAsync(Append(0, Rows.Item(1, "x"), Rows.Item(2, "y") with { ExpiresAt = DateTimeOffset.MaxValue, Customer = null }));
        await inbox.AppendAsync(Append(2, Rows.Item(3, "z", isOpen: false)));

        var all = await inbox.ReadAsync(_id, 0, 10);
        Assert.Equal(["x", "y", "z"], all.Select(r => r.ItemId));
        Assert.Equal(Rows.Item(2, "y") with { ExpiresAt = DateTimeOffset.MaxValue, Customer = null, Payload = default }, all[1] with { Payload = default });
        Assert.Equal("item y", Rows.Text(all[1].Payload));
        Assert.Equal(["y"], (await inbox.ReadAsync(_id, 1, 1)).Select(r => r.ItemId));
        Assert.Equal(["x", "y"], (await inbox.ReadOpenAsync(_id)).Select(r => r.ItemId));
        Assert.Equal(3, await inbox.GetHeadAsync(_id));
        Assert.Equal(0, await inbox.GetHeadAsync(_id + "-nobody"));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Append_WrongNumberOrKnownItem_ConflictsAndWritesNothing(string provider)
    {
        var inbox = (await databases.SharedAsync(provider)).Inbox;
        await inbox.AppendAsync(Append(0, Rows.Item(1, "x")));

        var behind = await Assert.ThrowsAsync<InboxConflictException>(() => inbox.AppendAsync(Append(0, Rows.Item(1, "other"))));
        var ahead = await Assert.ThrowsAsync<InboxConflictException>(() => inbox.AppendAsync(Append(4, Rows.Item(5, "other"))));
        var known = await Assert.ThrowsAsync<InboxConflictException>(() => inbox.AppendAsync(Append(1, Rows.Item(2, "new"), Rows.Item(3, "x"))));
        await Assert.ThrowsAsync<ArgumentException>(() => inbox.AppendAsync(Append(1, Rows.Item(3, "gap"))));

        Assert.Equal((0L, 1L), (behind.ExpectedNumber, behind.ActualNumber));
        Assert.Null(ahead.DuplicateItemId);
        Assert.Equal("x", known.DuplicateItemId);
        Assert.Single(await inbox.ReadAsync(_id, 0, 10));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task UpdateState_KnownItem_ChangesStateAndMaybePayload(string provider)
    {
        var inbox = (await databases.SharedAsync(provider)).Inbox;
        await inbox.AppendAsync(Append(0, Rows.Item(1, "x"), Rows.Item(2, "y")));

        Assert.True(await inbox.UpdateStateAsync(_id, "x", "acknowledged", isOpen: false));
        Assert.True(await inbox.UpdateStateAsync(_id, "y", "claimed", isOpen: true, Rows.Bytes("by me")));
        Assert.False(await inbox.UpdateStateAsync(_id, "unknown", "claimed", isOpen: true));

        var x = await inbox.GetAsync(_id, "x");
        Assert.Equal(("acknowledged", false, "item x"), (x!.State, x.IsOpen, Rows.Text(x.Payload)));
        var open = Assert.Single(await inbox.ReadOpenAsync(_id));
        Assert.Equal(("y", "claimed", "by me"), (open.ItemId, open.State, Rows.Text(open.Payload)));
        Assert.Null(await inbox.GetAsync(_id, "unknown"));
    }

    private InboxAppend Append(long expected, params InboxRow[] rows) => new() { Associate = _id, ExpectedNumber = expected, Rows = [.. rows] };
}

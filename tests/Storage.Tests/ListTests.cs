using System.Globalization;
using Luxe.Tests;

namespace Luxe.Storage.Tests;

[Collection(DatabaseTests.Name)]
public sealed class ListTests(Databases databases)
{
    private readonly string _id = Guid.NewGuid().ToString("N");

    [Theory, OnSqlite, OnPostgres]
    public async Task AccessLog_ByCustomerAndViewer_PagesNewestFirst(string provider)
    {
        var log = (await databases.SharedAsync(provider)).AccessLog;
        await log.AppendAsync([.. Enumerable.Range(0, 5).Select(i => Entry("v1", _id, i))]);
        await log.AppendAsync([Entry("v2", _id, 5), Entry("v1", null, 6)]);
        await log.AppendAsync([]);

        var first = await log.ReadByCustomerAsync(_id, 4);
        var second = await log.ReadByCustomerAsync(_id, 4, first[^1].Id);
        var viewer = await log.ReadByViewerAsync("v1" + _id, 10);

        Assert.Equal(["part 5", "part 4", "part 3", "part 2"], first.Select(r => r.Entry.What));
        Assert.Equal(["part 1", "part 0"], second.Select(r => r.Entry.What));
        Assert.Equal(["part 6", "part 4", "part 3", "part 2", "part 1", "part 0"], viewer.Select(r => r.Entry.What));
        Assert.Equal(Entry("v2", _id, 5), first[0].Entry);
        Assert.Null(viewer[0].Entry.Customer);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task DeadLetters_ReplayedOrDeleted_LeaveTheListAndTheirContentGoes(string provider)
    {
        var letters = (await databases.FreshAsync(provider)).DeadLetters;
        await letters.AppendAsync([.. Enumerable.Range(0, 4).Select(i => new DeadLetter("v1/track", Rows.T0, "bad " + i, i == 0 ? null : "timestamp", Rows.Bytes("{}")))]);

        var all = await letters.ListAsync(10);
        Assert.True(await letters.MarkReplayedAsync(all[0].Id, Rows.T0.AddDays(1)));
        Assert.False(await letters.MarkReplayedAsync(all[0].Id, Rows.T0.AddDays(2)));
        Assert.True(await letters.DeleteAsync(all[1].Id));
        Assert.False(await letters.DeleteAsync(all[1].Id));

        Assert.Equal(["bad 2", "bad 3"], (await letters.ListAsync(10)).Select(r => r.Letter.Reason));
        Assert.Equal(["bad 3"], (await letters.ListAsync(10, afterId: all[2].Id)).Select(r => r.Letter.Reason));
        Assert.Equal(3, (await letters.ListAsync(10, includeReplayed: true)).Length);
        var replayed = await letters.GetAsync(all[0].Id);
        Assert.Equal((null, Rows.T0.AddDays(1), ""), (replayed!.Letter.Field, replayed.ReplayedAt, Rows.Text(replayed.Letter.Payload)));
        Assert.Null(await letters.GetAsync(all[1].Id));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task DeadLetters_ReceivedBefore_AreDeletedReplayedOrNot(string provider)
    {
        var letters = (await databases.FreshAsync(provider)).DeadLetters;
        await letters.AppendAsync([.. Enumerable.Range(0, 1100).Select(i => new DeadLetter("v1/track", Rows.T0.AddDays(-1), "old", null, Rows.Bytes("{}")))]);
        await letters.AppendAsync([new("v1/track", Rows.T0, "new", null, Rows.Bytes("{}")), new("v1/track", Rows.T0.AddTicks(-10), "old", null, Rows.Bytes("{}"))]);
        await letters.MarkReplayedAsync((await letters.ListAsync(1))[0].Id, Rows.T0);

        Assert.Equal(1101, await letters.DeleteReceivedBeforeAsync(Rows.T0));
        Assert.Equal(0, await letters.DeleteReceivedBeforeAsync(Rows.T0));

        Assert.Equal("new", Assert.Single(await letters.ListAsync(10, includeReplayed: true)).Letter.Reason);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Directory_Pages_OrderBySortKeyThenIdByteByByte(string provider)
    {
        var directory = (await databases.SharedAsync(provider)).Directory;
        (string Key, string Id)[] rows = [("b", "1"), ("B", "2"), ("a b", "3"), ("ab", "4"), ("é", "5"), ("b", "0"), ("", "6")];
        await directory.UpsertAsync([.. rows.Select(r => new DirectoryRow(_id, r.Id, r.Key, Rows.Bytes(r.Key)))]);

        var ids = new List<string>();
        DirectoryCursor? place = null;
        while (await directory.ListAsync(_id, 3, place) is { IsEmpty: false } page)
        {
            ids.AddRange(page.Select(r => r.Id));
            place = page[^1].Cursor;
        }

        Assert.Equal(["6", "2", "3", "4", "0", "1", "5"], ids);
        Assert.Equal(7, await directory.CountAsync(_id));
        Assert.Equal(0, await directory.CountAsync(_id + "x"));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Directory_UpsertTwiceInOneCall_LastWins(string provider)
    {
        var directory = (await databases.SharedAsync(provider)).Directory;

        await directory.UpsertAsync([new(_id, "1", "a", Rows.Bytes("old")), new(_id, "1", "z", Rows.Bytes("new"))]);

        Assert.Equal(("z", "new"), ((await directory.GetAsync(_id, "1"))!.SortKey, Rows.Text((await directory.GetAsync(_id, "1"))!.Payload)));
        Assert.True(await directory.DeleteAsync(_id, "1"));
        Assert.False(await directory.DeleteAsync(_id, "1"));
        Assert.Null(await directory.GetAsync(_id, "1"));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Meta_TryPut_OnlyOverTheExpectedValue(string provider)
    {
        var meta = (await databases.SharedAsync(provider)).Meta;

        Assert.Null(await meta.GetAsync(_id));
        Assert.True(await meta.TryPutAsync(_id, "1", expected: null));
        Assert.False(await meta.TryPutAsync(_id, "2", expected: null));
        Assert.False(await meta.TryPutAsync(_id, "2", expected: "0"));
        Assert.True(await meta.TryPutAsync(_id, "2", expected: "1"));
        await meta.PutAsync([new(_id, "3"), new(_id + "b", "")]);

        Assert.Equal("3", await meta.GetAsync(_id));
        Assert.Equal("", await meta.GetAsync(_id + "b"));
    }

    private AccessEntry Entry(string viewer, string? customer, int i) =>
        new(viewer + _id, "associate", customer, "service", "part " + i.ToString(CultureInfo.InvariantCulture), Rows.T0.AddSeconds(i));
}

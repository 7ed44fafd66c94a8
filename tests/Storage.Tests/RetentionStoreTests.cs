using System.Collections.Immutable;
using Luxe.Tests;

namespace Luxe.Storage.Tests;

/// <summary>Marks, the walk from client to client, and counts that stand or fall with what they count, on both databases.</summary>
[Collection(DatabaseTests.Name)]
public sealed class RetentionStoreTests(Databases databases)
{
    private static readonly RetentionPlace Place = new(20_261_120, 3);

    [Theory, OnSqlite, OnPostgres]
    public async Task Walk_OfClientsWithManyRows_NamesEachOnceInOrderWithHerMark(string provider)
    {
        var host = await databases.FreshAsync(provider);
        var retention = host.Get<IRetention>();
        Assert.Empty(await retention.WalkAsync("", 10));
        foreach (var customer in (string[])["c_b", "c_B", "c_a", "d"])
        {
            await host.Journal.AppendAsync(Rows.Append(customer, 0, [.. Enumerable.Range(1, 30).Select(static seq => Rows.Journal(seq))]));
        }

        await retention.MarkAsync(new RetentionMark("c_a", Rows.T0, 7));
        await retention.MarkAsync(new RetentionMark("c_a", Rows.T0.AddDays(1), 8));

        var walked = new List<RetentionMark>();
        for (var after = ""; await retention.WalkAsync(after, 2) is { IsEmpty: false } page; after = page[^1].Customer)
        {
            Assert.True(page.Length <= 2);
            walked.AddRange(page);
        }

        Assert.Equal([new("c_B", null, 0), new("c_a", Rows.T0.AddDays(1), 8), new("c_b", null, 0), new("d", null, 0)], walked);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task FindOldest_OfAClient_IsOfRowsThatHoldSomething(string provider)
    {
        var host = await databases.FreshAsync(provider);
        await host.Journal.AppendAsync(Rows.Append("c", 0, Rows.Journal(1, tier: 0), Rows.Journal(2), Rows.Journal(3), Rows.Journal(4)));
        Assert.Equal(Rows.T0.AddMinutes(2), await host.Get<IRetention>().FindOldestAsync("c"));

        await host.Journal.AppendAsync(new JournalAppend { Customer = "c", ExpectedSeq = 4, RedactSeqs = [2] });
        Assert.Equal(Rows.T0.AddMinutes(3), await host.Get<IRetention>().FindOldestAsync("c"));
        await host.Journal.AppendAsync(new JournalAppend { Customer = "c", ExpectedSeq = 4, RedactAboveTier = 0 });
        Assert.Null(await host.Get<IRetention>().FindOldestAsync("c"));
        Assert.Null(await host.Get<IRetention>().FindOldestAsync("nobody"));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Append_ThatIsDueAnew_VoidsTheMarkAndThatOfNobodyElse(string provider)
    {
        var host = await databases.FreshAsync(provider);
        var retention = host.Get<IRetention>();
        foreach (var customer in (string[])["a", "b", "never"])
        {
            await host.Journal.AppendAsync(Rows.Append(customer, 0, Rows.Journal(1)));
        }

        await retention.MarkAsync(new RetentionMark("a", Rows.T0.AddYears(1), 7));
        await retention.MarkAsync(new RetentionMark("b", Rows.T0.AddYears(1), 7));
        await Assert.ThrowsAsync<JournalConflictException>(() => host.Journal.AppendAsync(Rows.Append("b", 0, Rows.Journal(1)) with { IsDueAnew = true }));
        await Task.WhenAll(
            host.Journal.AppendAsync(Rows.Append("a", 1, Rows.Journal(2)) with { IsDueAnew = true }),
            host.Journal.AppendAsync(Rows.Append("never", 1, Rows.Journal(2)) with { IsDueAnew = true }),
            host.Journal.AppendAsync(Rows.Append("b", 1, Rows.Journal(2))));

        Assert.Equal([new("a", DateTimeOffset.UnixEpoch, 7), new("b", Rows.T0.AddYears(1), 7), new("never", null, 0)], (await retention.WalkAsync("", 10)).AsEnumerable());
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Append_OfWhatIsRetained_CountsWithTheCommitOrNotAtAll(string provider)
    {
        var host = await databases.FreshAsync(provider);
        var retention = host.Get<IRetention>();
        await host.Journal.AppendAsync(Rows.Append("a", 0, Rows.Journal(1), Rows.Journal(2)));
        var counts = new RetainedCounts(Place, ImmutableSortedDictionary<string, long>.Empty.Add(RetainedCounts.Clients, 1).Add("searches", 2));

        await Assert.ThrowsAsync<JournalConflictException>(() => host.Journal.AppendAsync(Rows.Append("a", 1, Rows.Journal(2)) with { Retained = counts }));
        Assert.Empty(await retention.CountAsync(Place));
        await host.Journal.AppendAsync(Rows.Append("a", 2, Rows.Journal(3)) with { RedactSeqs = [1, 2], Retained = counts });
        await host.Journal.AppendAsync(Rows.Append("a", 3, Rows.Journal(4)) with { RedactSeqs = [3], Retained = counts with { ByRule = counts.ByRule.SetItem("searches", 1) } });

        Assert.Equal([KeyValuePair.Create(RetainedCounts.Clients, 2L), KeyValuePair.Create("searches", 3L)], await retention.CountAsync(Place));
        Assert.Empty(await retention.CountAsync(Place with { Shard = 4 }));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Forget_OfLooksItemsAndLinks_TakesTheOldOnesAndCountsThem(string provider)
    {
        var host = await databases.FreshAsync(provider);
        var retention = host.Get<IRetention>();
        await host.Get<IAccessLog>().AppendAsync([.. Enumerable.Range(0, 1_203).Select(static i => new AccessEntry("v", "Associate", "c", "p", "profile", Rows.T0.AddSeconds(i)))]);
        await host.Get<IInboxStore>().AppendAsync(new InboxAppend { Associate = "a", ExpectedNumber = 0, Rows = [.. Enumerable.Range(1, 4).Select(static i => Rows.Item(i, $"i{i}", isOpen: i == 4))] });

        Assert.Equal(1_200, await retention.ForgetLooksAsync(Rows.T0.AddSeconds(1_200), Place));
        Assert.Equal(3, (await host.Get<IAccessLog>().ReadByCustomerAsync("c", 10)).Length);
        Assert.Equal(0, await retention.EmptyItemsAsync(Rows.T0, Place));
        Assert.Equal(3, await retention.EmptyItemsAsync(Rows.T0.AddSeconds(1), Place));
        Assert.Equal(0, await retention.EmptyItemsAsync(Rows.T0.AddSeconds(1), Place));
        Assert.Equal(0, await retention.DropLinksAsync(Rows.T0, Place));
        Assert.Equal([KeyValuePair.Create("accessLog", 1_200L), KeyValuePair.Create("inbox", 3L)], await retention.CountAsync(Place));
    }
}

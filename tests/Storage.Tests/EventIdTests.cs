using System.Globalization;
using Luxe.Storage.Databases;
using Luxe.Storage.Journal;
using Luxe.Tests;

namespace Luxe.Storage.Tests;

/// <summary>An event id is recognised over the whole life, by its text: the key that finds it may be another's too.</summary>
[Collection(DatabaseTests.Name)]
public sealed class EventIdTests(Databases databases)
{
    private const string Customer = "one client";

    [Theory, OnSqlite, OnPostgres]
    public async Task Append_TwoIdsWithOneKey_AreTwoEvents(string provider)
    {
        await using var host = await StorageHost.StartAsync(await databases.NewAsync(provider));
        var (first, second) = FindPair();
        await host.Journal.AppendAsync(Rows.Append(Customer, 0, Rows.Journal(1, first)));

        Assert.Empty(await host.Journal.FindEventIdsAsync(Customer, [second]));
        await host.Journal.AppendAsync(Rows.Append(Customer, 1, Rows.Journal(2, second)));

        Assert.Equal(first, (await Assert.ThrowsAsync<DuplicateEventIdException>(() => host.Journal.AppendAsync(Rows.Append(Customer, 2, Rows.Journal(3, first))))).EventId);
        Assert.Equal(second, (await Assert.ThrowsAsync<DuplicateEventIdException>(() => host.Journal.AppendAsync(Rows.Append(Customer, 2, Rows.Journal(3, second))))).EventId);
        Assert.Equal(2, (await host.Journal.FindEventIdsAsync(Customer, [first, second, "third"])).Count);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Append_RepeatWithinOneAppend_IsRefusedAlone(string provider)
    {
        await using var host = StorageHost.Create(await databases.NewAsync(provider));
        var repeating = host.Journal.AppendAsync(Rows.Append("a", 0, Rows.Journal(1, "x"), Rows.Journal(2), Rows.Journal(3, "y"), Rows.Journal(4, "x")));
        var other = host.Journal.AppendAsync(Rows.Append("b", 0, Rows.Journal(1, "x"), Rows.Journal(2, "y")));
        await host.StartAsync();
        await other;

        Assert.Equal("x", (await Assert.ThrowsAsync<DuplicateEventIdException>(() => repeating)).EventId);
        Assert.Equal(0, await host.Journal.GetHeadAsync("a"));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Append_LongLife_LooksAtKeysAndNotAtHerWholeJournal(string provider)
    {
        await using var host = await StorageHost.StartAsync(await databases.NewAsync(provider));
        await host.Journal.AppendAsync(Rows.Append(Customer, 0, [.. Enumerable.Range(1, 300).Select(i => Rows.Journal(i, i.ToString(CultureInfo.InvariantCulture)))]));
        var database = host.Get<Database>();
        var find = database.SelectAmong("event_id", "journal", "event_key", provider == StorageOptions.Sqlite ? "'[1, 2]'" : "'{1,2}'::bigint[]", "AND customer || '' = 'c'");

        var plan = provider == StorageOptions.Sqlite
            ? await database.QueryAsync("EXPLAIN QUERY PLAN " + find, r => r.GetString(3), default)
            : await database.QueryAsync("EXPLAIN " + find, r => r.GetString(0), default);

        Assert.Contains("journal_event_key", string.Join('\n', plan), StringComparison.Ordinal);
        Assert.Equal(["1", "300"], (await host.Journal.FindEventIdsAsync(Customer, ["300", "1", "301"])).Order(StringComparer.Ordinal));
    }

    // Forty bits meet among a few million ids.
    private static (string First, string Second) FindPair()
    {
        var seen = new Dictionary<long, int>();
        for (var i = 0; ; i++)
        {
            var key = EventKey.Of(Customer, i.ToString(CultureInfo.InvariantCulture));
            if (!seen.TryAdd(key, i))
            {
                return (seen[key].ToString(CultureInfo.InvariantCulture), i.ToString(CultureInfo.InvariantCulture));
            }
        }
    }
}

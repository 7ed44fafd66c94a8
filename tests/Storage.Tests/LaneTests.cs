using System.Collections.Immutable;
using System.Data.Common;
using System.Globalization;
using Luxe.Storage.Commit;
using Luxe.Storage.Databases;
using Luxe.Tests;

namespace Luxe.Storage.Tests;

/// <summary>The committer's lanes on PostgreSQL: they do not wait for each other, and what they do to each other is what two silos do.</summary>
[Collection(DatabaseTests.Name)]
public sealed class LaneTests(Databases databases)
{
    [Theory, OnPostgres]
    public async Task Commit_OneLaneWaitsForARow_TheOtherGoesOn(string provider)
    {
        await using var host = await StorageHost.StartAsync(await databases.NewAsync(provider) with { Writers = 2, LockTimeout = TimeSpan.FromSeconds(60) });
        var (held, free) = InTwoLanes(host.Get<Committer>());
        Task waiting;
        await using (await HoldRowAsync(host, held))
        {
            waiting = host.Journal.AppendAsync(Rows.Append(held, 0, Rows.Journal(1, "e")));
            for (var seq = 0; seq < 20; seq++)
            {
                await host.Journal.AppendAsync(Rows.Append(free, seq, Rows.Journal(seq + 1)));
            }

            Assert.False(waiting.IsCompleted);
        }

        // The other's transaction was undone with its connection.
        await waiting;
        Assert.Equal(1, await host.Journal.GetHeadAsync(held));
    }

    [Theory, OnPostgres]
    public async Task Append_ToTwoJournalsCrosswiseInTwoLanes_EachIsDoneOrUntouched(string provider)
    {
        await using var host = await StorageHost.StartAsync(await databases.NewAsync(provider) with { Writers = 2, LockTimeout = TimeSpan.FromSeconds(60) });
        var (one, other) = InTwoLanes(host.Get<Committer>());
        var done = 0;
        for (var round = 0; round < 20; round++)
        {
            var heads = (One: await host.Journal.GetHeadAsync(one), Other: await host.Journal.GetHeadAsync(other));
            var both = await Task.WhenAll(TryAsync([(one, heads.One), (other, heads.Other)]), TryAsync([(other, heads.Other), (one, heads.One)]));

            Assert.Single(both, static won => won);
            Assert.Equal(await host.Journal.GetHeadAsync(one), await host.Journal.GetHeadAsync(other));
            done++;
        }

        Assert.Equal(done, await host.Journal.GetHeadAsync(one));

        async Task<bool> TryAsync(ImmutableArray<(string Customer, long Head)> ends)
        {
            try
            {
                await host.Journal.AppendAsync([.. ends.Select(static end => Rows.Append(end.Customer, end.Head, Rows.Journal(end.Head + 1)))]);
                return true;
            }
            catch (JournalConflictException)
            {
                return false;
            }
        }
    }

    [Theory, OnPostgres]
    public async Task Health_AfterAFaultInEitherLane_ProbesThatLane(string provider)
    {
        await using var host = await StorageHost.StartAsync(await databases.NewAsync(provider) with { Writers = 2, LockTimeout = TimeSpan.FromSeconds(1) });
        var (one, other) = InTwoLanes(host.Get<Committer>());
        foreach (var customer in (string[])[one, other])
        {
            await using (await host.HoldLockAsync())
            {
                await Assert.ThrowsAsync<StorageUnavailableException>(() => host.Journal.AppendAsync(Rows.Append(customer, 0, Rows.Journal(1))));
                Assert.NotNull(host.Get<Committer>().LastFault);
            }

            await host.UntilHealthyAsync();
            Assert.Null(host.Get<Committer>().LastFault);
        }
    }

    private static (string One, string Other) InTwoLanes(Committer committer)
    {
        var customers = Enumerable.Range(0, 1_000).Select(static number => "c-" + number.ToString(CultureInfo.InvariantCulture)).ToArray();
        return (customers[0], customers.First(customer => committer.LaneOf(customer) != committer.LaneOf(customers[0])));
    }

    /// <summary>Somebody else in the middle of writing the first row of a journal.</summary>
    private static async Task<DbConnection> HoldRowAsync(StorageHost host, string customer)
    {
        var connection = await host.Get<Database>().OpenForSchemaAsync(default);
        await using var command = connection.CreateCommand();
        command.CommandText = "BEGIN; INSERT INTO journal (customer, seq, kind, tier, occurred_at, received_at, payload) VALUES ('" + customer + "', 1, 'k', 0, 0, 0, '')";
        await command.ExecuteNonQueryAsync();
        return connection;
    }
}

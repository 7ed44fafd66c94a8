using Luxe.Storage.Databases;
using Luxe.Tests;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Luxe.Storage.Tests;

/// <summary>Rows that changed or vanished behind storage's back: told, put aside, and the others served.</summary>
[Collection(DatabaseTests.Name)]
public sealed class DamageTests(Databases databases)
{
    [Theory, OnSqlite, OnPostgres]
    public async Task Read_RowThatLostItsChecksum_IsMarkedAndTheOthersAreServed(string provider)
    {
        var options = await databases.NewAsync(provider);
        await using (var host = await FilledAsync(options))
        {
            await RunAsync(host, "UPDATE journal SET payload = (SELECT payload FROM journal WHERE customer = 'c' AND seq = 1) WHERE customer = 'c' AND seq = 3");
            var rows = await host.Journal.ReadAsync("c", 0).ListAsync();

            Assert.Equal([null, null, RowDamage.Checksum, null, null], rows.Select(r => r.Damage));
            Assert.Equal(Rows.Journal(3, "e3") with { Payload = default, Damage = RowDamage.Checksum }, rows[2]);
            Assert.Equal(["payload 1", "payload 2", "", "payload 4", "payload 5"], rows.Select(r => Rows.Text(r.Payload)));
            Assert.Equal(RowDamage.Checksum, (await host.Journal.ReadRecentAsync("c", 3))[0].Damage);
            Assert.Equal([null, null, RowDamage.Checksum, null, null], (await host.Journal.ReadJourneyAsync("c", "view", null, 9)).Select(r => r.Damage));
            await host.Journal.AppendAsync(Rows.Append("c", 5, Rows.Journal(6, "e6")));
            await Assert.ThrowsAsync<DuplicateEventIdException>(() => host.Journal.AppendAsync(Rows.Append("c", 6, Rows.Journal(7, "e3"))));
        }

        await using var again = await StorageHost.StartAsync(options);
        Assert.Equal(6, (await again.Journal.ReadAsync("c", 0).ListAsync()).Count);
        var listed = Assert.Single(await again.Get<IQuarantine>().ListAsync(10));
        Assert.Equal(("c", 3L, RowDamage.Checksum), (listed.Customer, listed.Seq, listed.Reason));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Read_AnyFieldChanged_IsNoticed(string provider)
    {
        string[] changes =
        [
            "event_id = 'other'", "event_id = NULL", "kind = 'other'", "tier = 1", "occurred_at = occurred_at + 1", "received_at = received_at - 1",
            "checksum = checksum + 1", "occurred_at = -9000000000000000000", "customer = 'x'",
        ];
        foreach (var change in changes)
        {
            await using var host = await FilledAsync(await databases.NewAsync(provider));
            await RunAsync(host, "UPDATE journal SET " + change + " WHERE customer = 'c' AND seq = 1");

            var rows = await host.Journal.ReadAsync(change == "customer = 'x'" ? "x" : "c", 0).ListAsync();

            Assert.NotNull(rows[0].Damage);
            Assert.All(rows.Skip(1), r => Assert.True(r.IsWhole));
        }
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Read_NumbersThatAreGone_AreToldInTheirPlace(string provider)
    {
        await using var host = await FilledAsync(await databases.NewAsync(provider));
        await RunAsync(host, "DELETE FROM journal WHERE customer = 'c' AND seq IN (1, 3, 4)");

        var rows = await host.Journal.ReadAsync("c", 0).ListAsync();
        var tail = await host.Journal.ReadAsync("c", 2, 1).ListAsync();

        Assert.Equal([1L, 2, 3, 4, 5], rows.Select(r => r.Seq));
        Assert.Equal([RowDamage.Missing, null, RowDamage.Missing, RowDamage.Missing, null], rows.Select(r => r.Damage));
        Assert.Equal([3L, 4, 5], tail.Select(r => r.Seq));
        Assert.Equal(3, await host.Get<IQuarantine>().CountAsync());
        await host.Journal.AppendAsync(Rows.Append("c", 5, Rows.Journal(6)));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Quarantine_ReportedTwice_ListsOnceUntilReleased(string provider)
    {
        await using var host = await StorageHost.StartAsync(await databases.NewAsync(provider));
        var quarantine = host.Get<IQuarantine>();
        QuarantinedRow[] rows = [new("b", 7, RowDamage.Missing, Rows.T0), new("a", 2, RowDamage.Checksum, Rows.T0), new("a", 9, RowDamage.Unreadable, Rows.T0)];

        await quarantine.ReportAsync([.. rows]);
        await quarantine.ReportAsync([rows[0] with { FoundAt = Rows.T0.AddDays(1) }, rows[1]]);

        Assert.Equal([rows[1], rows[2], rows[0]], (await quarantine.ListAsync(10)).AsEnumerable());
        Assert.Equal([rows[0]], (await quarantine.ListAsync(10, rows[2])).AsEnumerable());
        Assert.True(await quarantine.ReleaseAsync("b", 7));
        Assert.False(await quarantine.ReleaseAsync("b", 7));
        Assert.Equal(2, await quarantine.ReleaseAllAsync("a"));
        Assert.Equal(0, await quarantine.CountAsync());
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Mend_OfARowWithoutEventId_LeavesItWithoutKey(string provider)
    {
        await using var host = await StorageHost.StartAsync(await databases.NewAsync(provider));
        await host.Journal.AppendAsync(Rows.Append("c", 0, Rows.Journal(1), Rows.Journal(2, "e2")));
        await RunAsync(host, "UPDATE journal SET tier = 0, event_key = NULL WHERE customer = 'c'");

        Assert.True(await host.Get<IQuarantine>().MendAsync("c", Rows.Journal(1)));
        Assert.True(await host.Get<IQuarantine>().MendAsync("c", Rows.Journal(2, "e2")));

        Assert.All(await host.Journal.ReadAsync("c", 0).ListAsync(), r => Assert.True(r.IsWhole));
        Assert.Equal(2, await host.Get<Database>().NumberAsync("SELECT MIN(seq) FROM journal WHERE event_key IS NOT NULL", default));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Health_QuarantinedRows_AreNamedWithoutBeingUnhealthy(string provider)
    {
        await using var host = await FilledAsync(await databases.NewAsync(provider));
        await RunAsync(host, "UPDATE journal SET tier = 0 WHERE customer = 'c' AND seq > 3");
        await host.Journal.ReadAsync("c", 0).ListAsync();

        var health = await host.Health.CheckHealthAsync(new());

        Assert.Equal(HealthStatus.Healthy, health.Status);
        Assert.Equal(2L, health.Data[StorageHealth.Quarantined]);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Read_NoRoomForTheReport_StillServes(string provider)
    {
        var host = await FilledAsync(await databases.NewAsync(provider));
        await RunAsync(host, "DELETE FROM journal WHERE customer = 'c' AND seq = 2");
        await host.StopAsync();

        Assert.Equal(5, (await host.Journal.ReadAsync("c", 0).ListAsync()).Count);
        await host.DisposeAsync();
    }

    private static async Task<StorageHost> FilledAsync(StorageOptions options)
    {
        var host = await StorageHost.StartAsync(options);
        await host.Journal.AppendAsync(Rows.Append("c", 0, [.. Enumerable.Range(1, 5).Select(i => Rows.Journal(i, FormattableString.Invariant($"e{i}")))]));
        return host;
    }

    private static async Task RunAsync(StorageHost host, string sql)
    {
        await using var connection = await host.Get<Database>().OpenForSchemaAsync(default);
        await using var command = connection.CreateCommand();
        Database.SetText(command, sql);
        Assert.NotEqual(0, await command.ExecuteNonQueryAsync());
    }
}

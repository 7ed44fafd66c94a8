using Luxe.Storage.Databases;
using Luxe.Storage.Schema;
using Luxe.Tests;

namespace Luxe.Storage.Tests;

/// <summary>A database that a former version has filled.</summary>
[Collection(DatabaseTests.Name)]
public sealed class MigrationTests(Databases databases)
{
    private const string Filled = """
        INSERT INTO journal (customer, seq, event_id, kind, tier, occurred_at, received_at, payload) VALUES
            ('c-1', 1, 'a', 'interaction', 1, 1700000000000000, 1700000000000001, {0}),
            ('c-1', 2, NULL, 'prompt', 2, 1700000001000000, 1700000001000001, {0}),
            ('c-1', 3, 'b', 'redacted', 3, 1700000002000000, 1700000002000001, {1}),
            ('c-2', 1, 'a', 'interaction', 3, 1700000003000000, 1700000003000001, {0});
        INSERT INTO ledger (customer, seq, at, hash, previous_hash, payload) VALUES ('c-1', 1, 1700000000000000, 'h', '', {0});
        INSERT INTO inbox (associate, number, item_id, customer, at, expires_at, state, is_open, payload)
            VALUES ('a-1', 1, 'i', 'c-1', 1700000000000000, 1800000000000000, 'new', 1, {0});
        INSERT INTO directory (kind, id, sort_key, payload) VALUES ('customer', 'c-1', 'one', {0});
        INSERT INTO meta (name, value) VALUES ('demo', 'loaded');
        """;

    [Theory, OnSqlite, OnPostgres]
    public async Task Start_OnAFilledDatabaseOfTheFirstVersion_MigratesAndServes(string provider)
    {
        await using var host = StorageHost.Create(await databases.NewAsync(provider));
        await host.Get<Migrator>().RunAsync([Migrations.All[0]], default);
        await FillAsync(host, provider);

        await host.StartAsync();

        Assert.Equal(Migrations.All[^1].Version, await host.Get<Database>().NumberAsync("SELECT MAX(version) FROM schema_version", default));
        var rows = await host.Journal.ReadAsync("c-1", 0).ListAsync();
        Assert.Equal([(1L, "a", true), (2L, null, true), (3L, "b", false)], rows.Select(r => (r.Seq, r.EventId, r.IsWhole)));
        Assert.Equal("old", Rows.Text(rows[0].Payload));
        Assert.Equal(0, await host.Get<IQuarantine>().CountAsync());
        Assert.Single(await host.Ledger.ReadAsync("c-1").ListAsync());
        Assert.Single(await host.Inbox.ReadOpenAsync("a-1"));
        Assert.Equal("loaded", await host.Meta.GetAsync("demo"));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Append_AfterMigration_ContinuesWhatWasThere(string provider)
    {
        await using var host = StorageHost.Create(await databases.NewAsync(provider));
        await host.Get<Migrator>().RunAsync([Migrations.All[0]], default);
        await FillAsync(host, provider);
        await host.StartAsync();

        await Assert.ThrowsAsync<DuplicateEventIdException>(() => host.Journal.AppendAsync(Rows.Append("c-1", 3, Rows.Journal(4, "a"))));
        await Assert.ThrowsAsync<JournalConflictException>(() => host.Journal.AppendAsync(Rows.Append("c-2", 0, Rows.Journal(1, "x"))));
        await host.Journal.AppendAsync(Rows.Append("c-1", 3, Rows.Journal(4, "c")) with { RedactAboveTier = 1, RedactSeqs = [1] });

        var rows = await host.Journal.ReadAsync("c-1", 0).ListAsync();
        Assert.Equal([true, true, true, false], rows.Select(r => r.IsRedacted));
        Assert.All(rows, r => Assert.Null(r.Damage));
        Assert.Equal(1, await host.Get<Database>().NumberAsync("SELECT COUNT(checksum) FROM journal", default));
    }

    private static async Task FillAsync(StorageHost host, string provider)
    {
        await using var connection = await host.Get<Database>().OpenForSchemaAsync(default);
        await using var command = connection.CreateCommand();
        var (bytes, none) = provider == StorageOptions.Postgres ? ("'\\x6f6c64'", "'\\x'") : ("x'6f6c64'", "x''");
        Database.SetText(command, Filled.Replace("{0}", bytes, StringComparison.Ordinal).Replace("{1}", none, StringComparison.Ordinal));
        await command.ExecuteNonQueryAsync();
    }
}

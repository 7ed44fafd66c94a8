using Luxe.Contracts.Consent;
using Luxe.Storage;
using Luxe.Tests;

namespace Luxe.Cli.Tests.Backups;

/// <summary>Each kind of harm is found, and named by client and number; nothing else is accused.</summary>
public sealed class VerifyTests
{
    [Theory, OnSqlite, OnPostgres]
    public async Task Verify_OfARunningHouse_FindsNothingAndCounts(string database)
    {
        await using var house = await KeptHouse.NewAsync(database);
        await house.StartAsync();
        var id = await house.LiveAsync(1, 250);
        await house.LiveAsync(2, 10);
        await house.Decide(id, "consent-2", ConsentTier.Category);
        var report = await new HouseVerify(house.Data).RunAsync(CancellationToken.None);
        Assert.Empty(report.Faults);
        Assert.Equal((2, 263, 3), (report.Journals, report.Rows, report.LedgerEntries));
        Assert.Equal(250, report.Redacted);
        Assert.True(report.Snapshots > 0);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Verify_WhileTheHouseWrites_AccusesNobody(string database)
    {
        await using var house = await KeptHouse.NewAsync(database);
        await house.StartAsync();
        var ids = await Task.WhenAll(Enumerable.Range(0, 8).Select(client => house.LiveAsync(client, 95)));
        using var enough = new CancellationTokenSource();
        var writing = Task.WhenAll(ids.Select(id => Task.Run(async () =>
        {
            for (var number = 1_000; !enough.IsCancellationRequested; number += 10)
            {
                await house.RecordAsync(id, number, 10);
            }
        })));
        for (var round = 0; round < 5; round++)
        {
            Assert.Empty((await new HouseVerify(house.Data).RunAsync(CancellationToken.None)).Faults);
        }

        await enough.CancelAsync();
        await writing;
    }

    public static TheoryData<string, string, long?> Harms => new()
    {
        { "DELETE FROM journal WHERE customer = '{0}' AND seq = 7", "sequence", 7 },
        { "DELETE FROM journal WHERE customer = '{0}' AND seq BETWEEN 7 AND 9", "sequence", 7 },
        { "DELETE FROM journal WHERE customer = '{0}' AND seq > 15", "snapshot", 22 },
        { "UPDATE journal SET tier = 1 WHERE customer = '{0}' AND seq = 4", "checksum", 4 },
        { "UPDATE journal SET occurred_at = occurred_at + 1 WHERE customer = '{0}' AND seq = 5", "checksum", 5 },
        { "UPDATE journal SET event_id = 'other' WHERE customer = '{0}' AND seq = 5", "checksum", 5 },
        { "UPDATE journal SET event_key = event_key + 1 WHERE customer = '{0}' AND seq = 5", "event-id", 5 },
        { "UPDATE ledger SET payload = (SELECT o.payload FROM ledger o WHERE o.customer = '{0}' AND o.seq = 1) WHERE customer = '{0}' AND seq = 2", "ledger", 2 },
        { "UPDATE ledger SET hash = '0' || SUBSTR(hash, 2) || 'f' WHERE customer = '{0}' AND seq = 1", "ledger", 1 },
        { "DELETE FROM ledger WHERE customer = '{0}' AND seq = 1", "ledger", 1 },
        { "DELETE FROM ledger WHERE customer = '{0}' AND seq = 2", "ledger", 2 },
        { "INSERT INTO quarantine (customer, seq, reason, found_at) VALUES ('{0}', 3, 'checksum', 0)", "quarantine", 3 },
    };

    [Theory]
    [MemberData(nameof(Harms))]
    public Task Verify_OfAHarmedSqliteHouse_NamesTheHarm(string sql, string check, long? seq) => FindAsync("sqlite", sql, check, seq);

    [PostgresTheory]
    [MemberData(nameof(Harms))]
    public Task Verify_OfAHarmedPostgresHouse_NamesTheHarm(string sql, string check, long? seq) => FindAsync("postgres", sql, check, seq);

    [Theory, OnSqlite, OnPostgres]
    public async Task Verify_OfOneFlippedByte_NamesItsRow(string database)
    {
        await using var house = await KeptHouse.NewAsync(database);
        await house.StartAsync();
        var id = await house.LiveAsync(1, 20);
        await house.StopAsync();
        var flip = database == "postgres"
            ? "UPDATE journal SET payload = set_byte(payload, 30, get_byte(payload, 30) # 1) WHERE seq = 11"
            : "UPDATE journal SET payload = CAST(SUBSTR(payload, 1, 30) || CASE SUBSTR(payload, 31, 1) WHEN x'41' THEN x'42' ELSE x'41' END || SUBSTR(payload, 32) AS BLOB) WHERE seq = 11";
        Assert.Equal(1, await house.TamperAsync(flip));
        var fault = Assert.Single((await new HouseVerify(house.Data).RunAsync(CancellationToken.None)).Faults);
        Assert.Equal(("checksum", id, 11L), (fault.Check, fault.Customer, fault.Seq));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Verify_OfMergesDoneAndUndone_IsSoundUntilOneSideIsLost(string database)
    {
        await using var house = await KeptHouse.NewAsync(database);
        await house.StartAsync();
        var (one, two, three) = (await house.LiveAsync(1, 10), await house.LiveAsync(2, 10), await house.LiveAsync(3, 10));
        await house.MergeAsync("m-1", one, two);
        await house.MergeAsync("m-2", one, three);
        await house.UndoAsync("m-2", one);
        var report = await new HouseVerify(house.Data).RunAsync(CancellationToken.None);
        Assert.Empty(report.Faults);
        Assert.Equal(4, report.Merges);

        await house.StopAsync();
        Assert.Equal(1, await house.TamperAsync($"UPDATE journal SET kind = 'redacted', payload = (SELECT payload FROM journal WHERE kind = 'redacted' LIMIT 1), checksum = NULL WHERE customer = '{two}' AND kind = 'merged-into'"));
        var fault = Assert.Single((await new HouseVerify(house.Data).RunAsync(CancellationToken.None)).Faults);
        Assert.Equal(("merge", one), (fault.Check, fault.Customer));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Verify_OfAMergeWhoseOtherSideIsRubbish_NamesBothSides(string database)
    {
        await using var house = await KeptHouse.NewAsync(database);
        await house.StartAsync();
        var (one, two) = (await house.LiveAsync(1, 10), await house.LiveAsync(2, 10));
        await house.MergeAsync("m-1", one, two);
        await house.StopAsync();
        foreach (var rubbish in (string[])["no json", "{}", "[]", "{\"mergeId\":7}"])
        {
            var hex = Convert.ToHexString(System.Text.Encoding.UTF8.GetBytes(rubbish));
            var bytes = database == "postgres" ? $"'\\x{hex}'" : $"x'{hex}'";
            Assert.Equal(1, await house.TamperAsync($"UPDATE journal SET payload = {bytes} WHERE customer = '{two}' AND kind = 'merged-into'"));

            var faults = (await new HouseVerify(house.Data).RunAsync(CancellationToken.None)).Faults;

            Assert.Contains(faults, fault => fault.Check == "merge" && fault.Customer == one);
            Assert.Contains(faults, fault => fault.Check == "checksum" && fault.Customer == two);
            Assert.DoesNotContain(faults, fault => fault.Check == "database");
        }
    }

    private static async Task FindAsync(string database, string sql, string check, long? seq)
    {
        await using var house = await KeptHouse.NewAsync(database);
        await house.StartAsync();
        var id = await house.LiveAsync(1, 20);
        await house.Decide(id, "consent-2", ConsentTier.Identity);
        await house.LiveAsync(2, 20);
        await house.StopAsync();
        Assert.Empty((await new HouseVerify(house.Data).RunAsync(CancellationToken.None)).Faults);

        Assert.True(await house.TamperAsync(string.Format(System.Globalization.CultureInfo.InvariantCulture, sql, id)) > 0);
        var report = await new HouseVerify(house.Data).RunAsync(CancellationToken.None);
        Assert.Contains(report.Faults, fault => fault.Check == check && fault.Customer == id && fault.Seq == seq);
        Assert.All(report.Faults, fault => Assert.Equal(id, fault.Customer));
    }
}

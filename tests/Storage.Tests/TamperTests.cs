using System.Globalization;
using Luxe.Tests;

namespace Luxe.Storage.Tests;

/// <summary>Whatever is done to a ledger behind the house's back is found, and named by client and entry or by day.</summary>
public sealed class TamperTests
{
    private const string Her = "c_aaaaaaaaaaaaaaaaaaaaaa";
    private const string Other = "c_bbbbbbbbbbbbbbbbbbbbbb";
    private const string Pseudonym = "l_0123456789abcdef0123456789";
    private static readonly DateOnly Day = new(2026, 11, 20);

    // What is done, and a fault that must be among those found.
    private static readonly (string Sql, string Check, string Customer, long? Seq, string Said)[] Harms =
    [
        ("UPDATE ledger SET payload = (SELECT o.payload FROM ledger o WHERE o.customer = '{0}' AND o.seq = 1) WHERE customer = '{0}' AND seq = 2", "ledger", Her, 2, "made of"),
        ("DELETE FROM ledger WHERE customer = '{0}' AND seq = 2", "ledger", Her, 2, "not there"),
        ("DELETE FROM ledger WHERE customer = '{0}' AND seq = 3", "ledger", Her, 3, "the day 2026-11-20"),
        ("UPDATE ledger SET customer = 'c_cccccccccccccccccccccc' WHERE customer = '{0}'", "ledger", Her, 3, "the day 2026-11-20"),
        ("UPDATE ledger_leaf SET hash = '0' || SUBSTR(hash, 2) || 'f' WHERE customer = '{0}'", "anchor", "", 1, "2026-11-20"),
        ("UPDATE ledger_leaf SET hash = '0' || SUBSTR(hash, 2) || 'f' WHERE customer = '{0}'", "ledger", Her, 3, "the day 2026-11-20"),
        ("DELETE FROM ledger_leaf WHERE customer = '{0}'", "anchor", "", 1, "2026-11-20"),
        ("UPDATE ledger_anchor SET root = '0' || SUBSTR(root, 2) || 'f' WHERE number = 1", "anchor", "", 1, "2026-11-20"),
        ("UPDATE ledger_anchor SET root = '0' || SUBSTR(root, 2) || 'f' WHERE number = 1", "anchor", "", 2, "2026-11-21"),
        ("UPDATE ledger_anchor SET day = 20261119 WHERE number = 1", "anchor", "", 1, "2026-11-19"),
        ("DELETE FROM ledger_anchor WHERE number = 1", "anchor", "", 1, "not there"),
        ("DELETE FROM ledger_anchor WHERE number = 2", "anchor", "", 2, "leaves"),
    ];

    [Theory, OnSqlite, OnPostgres]
    public async Task Verify_OfATamperedHouse_NamesIt(string provider)
    {
        foreach (var (sql, check, customer, seq, said) in Harms)
        {
            await using var house = await HouseAsync(provider);
            Assert.Empty((await house.VerifyAsync()).Faults);

            Assert.True(await house.RunAsync(string.Format(CultureInfo.InvariantCulture, sql, Her)) > 0, sql);

            var found = (await house.VerifyAsync()).Faults;
            Assert.True(
                found.Any(fault => fault.Check == check && fault.Customer == customer && fault.Seq == seq && fault.What.Contains(said, StringComparison.Ordinal)),
                $"{sql}: {string.Join("; ", found)}");
        }
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Verify_OfAChainAndAJournalRewrittenTogether_IsFoundByTheAnchorAlone(string provider)
    {
        await using var house = await ProvedHouse.NewAsync(provider);
        await house.DecideAsync(Her, 3);
        await house.RewriteAsync(Her, 3);
        Assert.Empty((await house.VerifyAsync()).Faults);

        await using var anchored = await HouseAsync(provider);
        await anchored.RewriteAsync(Her, 3);

        var fault = Assert.Single((await anchored.VerifyAsync()).Faults);
        Assert.Equal(("ledger", Her, 3L, "the entry is another than the day 2026-11-20 was anchored with"), (fault.Check, fault.Customer, fault.Seq, fault.What));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Verify_OfAnchorsRewrittenToo_IsFoundByTheFileBesideTheDatabase(string provider)
    {
        await using var house = await ProvedHouse.NewAsync(provider);
        await house.DecideAsync(Her, 3);
        var anchor = Assert.Single(await house.Anchors.MakeAsync(Day, Rows.T0));
        AnchorLog.Append(house.Data.Folder, [anchor]);
        Assert.Empty((await house.VerifyAsync()).Faults);

        await house.RewriteAsync(Her, 3);
        await house.AnchorAnewAsync(anchor);

        var fault = Assert.Single((await house.VerifyAsync()).Faults);
        Assert.Equal(("anchor", 1L, "2026-11-20: anchors.log knows another root"), (fault.Check, fault.Seq, fault.What));

        await house.RunAsync("DELETE FROM ledger_leaf");
        await house.RunAsync("DELETE FROM ledger_anchor");
        Assert.Contains("anchors.log knows anchors after", Assert.Single((await house.VerifyAsync()).Faults).What, StringComparison.Ordinal);
        AnchorLog.AppendRestored(house.Data.Folder, 0, Rows.T0);
        Assert.Empty((await house.VerifyAsync()).Faults);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Verify_OfALedgerFiledUnderAPseudonym_IsSoundWhileAnErasureNamesIt(string provider)
    {
        await using var house = await HouseAsync(provider);
        await house.RunAsync($"DELETE FROM journal WHERE customer = '{Her}'");
        await house.RunAsync($"UPDATE ledger SET customer = '{Pseudonym}' WHERE customer = '{Her}'");
        await house.RunAsync($"UPDATE ledger_leaf SET customer = '{Pseudonym}' WHERE customer = '{Her}'");
        Assert.Contains((await house.VerifyAsync()).Faults, static fault => fault is { Check: "sequence", Customer: Pseudonym });

        await house.RunAsync($"INSERT INTO erasure (pseudonym, order_id, actor, channel, erased_at, ledger_seq, ledger_hash) SELECT '{Pseudonym}', 'o', 'test', 'api', 0, seq, hash FROM ledger WHERE customer = '{Pseudonym}' AND seq = 3");
        Assert.Empty((await house.VerifyAsync()).Faults);

        await house.RunAsync($"DELETE FROM ledger WHERE customer = '{Pseudonym}' AND seq = 3");
        Assert.Contains((await house.VerifyAsync()).Faults, static fault => fault is { Check: "ledger", Customer: Pseudonym, Seq: 3 });
    }

    // Anchored on two days: her, somebody else, and somebody's decision of the next day.
    private static async Task<ProvedHouse> HouseAsync(string provider)
    {
        var house = await ProvedHouse.NewAsync(provider);
        await house.DecideAsync(Her, 3);
        await house.DecideAsync(Other, 1);
        await house.Anchors.MakeAsync(Day, Rows.T0);
        await house.DecideAsync("c_dddddddddddddddddddddd", 2);
        await house.Anchors.MakeAsync(Day.AddDays(1), Rows.T0.AddDays(1));
        return house;
    }
}

using System.Text;
using Luxe.Contracts.Consent;
using Luxe.Contracts.Customers;
using Luxe.Contracts.Identity;
using Luxe.Grains.Identity;
using Luxe.Grains.Merges;
using Luxe.Grains.Tests.Customers;
using Luxe.Storage;
using Luxe.Tests;

namespace Luxe.Grains.Tests.Merges;

/// <summary>A merge's row changed in the file or the table itself, on either side: it is made again from the other side, byte for byte, or left and reported.</summary>
[Collection(MergeTests.Name)]
public sealed class MergeRepairTests(MergeHouses houses)
{
    private static readonly string[] Damages =
    [
        "payload = '{}'",
        "payload = ''",
        "occurred_at = occurred_at + 1",
        "tier = 3, kind = 'interaction'",
    ];

    [Theory, OnSqlite, OnPostgres]
    public async Task Activation_TheSurvivorsRowIsDamaged_IsMadeAgainFromTheAbsorbeds(string provider)
    {
        await using var house = await MergeHouse.StartAsync(provider, await houses.NewDatabase(provider));
        foreach (var damage in Damages.Append("event_id = NULL, event_key = NULL"))
        {
            var (a, b) = await Merged(house);
            var before = await Text(house, a);
            await house.Damage($"UPDATE journal SET {Sql(damage, provider)} WHERE customer = '{a}' AND kind = '{Grains.Merges.Merged.Kind}'");
            Assert.NotEqual(before, await Text(house, a));

            // The second silo has never met either.
            Assert.Equal(7, (await house.Seen(b, 1)).Length);

            Assert.Equal(before, await Text(house, a));
            Assert.Equal(0, await house.Service<IQuarantine>(1).CountAsync());
            Assert.Equal(1, (await house.Customer(b, 1).Record([Interactions.View("since-" + b, "p1", DateTimeOffset.UtcNow)])).Recorded);
            Assert.Equal(UndoResult.Done, (await house.Merges(a, 1).Undo("m-" + b, "ho-1")).Result);
            await house.CheckWhole(a, b);
            Assert.Equal((3, 5), ((await house.Seen(a)).Length, (await house.Seen(b)).Length));
        }
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Activation_TheAbsorbedsRowIsDamaged_IsMadeAgainFromTheSurvivors(string provider)
    {
        await using var house = await MergeHouse.StartAsync(provider, await houses.NewDatabase(provider));
        foreach (var damage in Damages)
        {
            var (a, b) = await Merged(house);
            var before = await Text(house, b);
            await house.Damage($"UPDATE journal SET {Sql(damage, provider)} WHERE customer = '{b}' AND kind = '{MergedInto.Kind}'");

            Assert.Equal(7, (await house.Seen(b, 1)).Length);

            Assert.Equal(before, await Text(house, b));
            Assert.Equal(0, await house.Service<IQuarantine>(1).CountAsync());
            await house.CheckWhole(a, b);
        }
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Activation_TheChecksumIsDamagedToo_NothingIsGuessedUntilItIsBack(string provider)
    {
        await using var house = await MergeHouse.StartAsync(provider, await houses.NewDatabase(provider));
        var (a, b) = await Merged(house);
        var whole = await Text(house, a);
        await house.Damage($"UPDATE journal SET checksum = checksum + 1, tier = 2 WHERE customer = '{a}' AND kind = '{Grains.Merges.Merged.Kind}'");
        var damaged = await Text(house, a);

        Assert.Equal(7, (await house.Seen(a, 1)).Length);
        await Assert.ThrowsAnyAsync<StorageException>(() => house.Seen(b, 1));
        await Assert.ThrowsAnyAsync<StorageException>(() => house.Customer(b, 1).Record([Interactions.View("lost", "p1", DateTimeOffset.UtcNow)]));
        Assert.Equal(damaged, await Text(house, a));
        var listed = Assert.Single(await house.Service<IQuarantine>(1).ListAsync(10));
        Assert.Equal((a, RowDamage.Checksum), (listed.Customer, listed.Reason));

        // Her grain runs on in the state without the merge: it is the door that tells.
        await house.Damage($"UPDATE journal SET checksum = checksum - 1 WHERE customer = '{a}' AND kind = '{Grains.Merges.Merged.Kind}'");
        Assert.Equal(1, (await house.Customer(b, 1).Record([Interactions.View("found", "p1", DateTimeOffset.UtcNow)])).Recorded);

        Assert.StartsWith(whole, await Text(house, a), StringComparison.Ordinal);
        Assert.Equal(8, (await house.Seen(b, 1)).Length);
        Assert.Equal(0, await house.Service<IQuarantine>(1).CountAsync());
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Undo_TheRowOfAWithdrawalIsDamaged_SheStaysWithdrawn(string provider)
    {
        await using var house = await MergeHouse.StartAsync(provider, await houses.NewDatabase(provider));
        var (a, b) = (await house.Client(), await house.Client());
        await house.Customer(a).Decide(Lives.Decision("down", ConsentTier.Category, DateTimeOffset.UtcNow));
        Assert.Equal(MergeResult.Done, (await house.Absorb(a, b, "m1")).Result);
        await house.Damage($"UPDATE journal SET tier = 3 WHERE customer = '{a}' AND event_id = 'down'");

        Assert.Equal(UndoResult.Done, (await house.Merges(a, 1).Undo("m1", "ho-1")).Result);

        Assert.Equal(ConsentTier.Category, (await house.Service<IGrainFactory>(1).GetGrain<ICustomerViews>(a).GetConsent()).Tier);
        await house.CheckWhole(a, b);
        Assert.Equal(ConsentTier.Category, (await house.Service<IGrainFactory>(0).GetGrain<ICustomerViews>(a).GetConsent()).Tier);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Activation_TheAbsorbedsRowCannotBeMended_SheStaysWhoTheSurvivorSaysUntilItIsTakenBack(string provider)
    {
        await using var house = await MergeHouse.StartAsync(provider, await houses.NewDatabase(provider));
        foreach (var (actor, isOld) in ((string, bool)[])[("ho-1", false), (MergeRules.Stitching, true), (MergeRules.Stitching, false)])
        {
            var (a, b) = (await house.Client(ConsentTier.Category, 0), await house.Client());
            var id = actor != MergeRules.Stitching ? "m-" + b : isOld ? $"stitch~{b}~{a}" : StitchIds.Of(house.Service<IdentityKeys>(0), b, a);
            if (actor == MergeRules.Stitching && !isOld)
            {
                Assert.True(await house.Service<IStandings>(0).TryPutAsync(new StandingRow(b, (int)Standing.Stitched, a, 0), null));
            }

            Assert.Equal(MergeResult.Done, (await house.Merges(a).Absorb(new MergeOrder(id, b, actor, "same-card", DateTimeOffset.UtcNow))).Result);
            await house.Damage($"UPDATE journal SET checksum = checksum + 1 WHERE customer = '{b}' AND kind = '{MergedInto.Kind}'");

            var views = house.Service<IGrainFactory>(1).GetGrain<ICustomerViews>(b);
            Assert.Equal(ConsentTier.Category, (await views.GetConsent()).Tier);
            Assert.Equal(1, (await house.Customer(b, 1).Record([Interactions.View("seen-" + b, "p1", DateTimeOffset.UtcNow)])).Dropped);
            await house.Customer(b, 1).Decide(Lives.Decision("no-" + b, ConsentTier.None, DateTimeOffset.UtcNow));
            Assert.Equal(ConsentTier.None, (await house.Service<IGrainFactory>(1).GetGrain<ICustomerViews>(a).GetConsent()).Tier);
            Assert.Equal(UndoResult.Done, (await house.Merges(a, 1).Undo(id, "ho-1")).Result);
            Assert.Equal(ConsentTier.None, (await views.GetConsent()).Tier);
        }
    }

    /// <summary>Two who are one, with something that came since.</summary>
    private static async Task<(string A, string B)> Merged(MergeHouse house)
    {
        var (a, b) = (await house.Client(), await house.Client());
        Assert.Equal(MergeResult.Done, (await house.Absorb(a, b, "m-" + b)).Result);
        await house.Customer(b).Record([Interactions.View("after-" + b, "p2", DateTimeOffset.UtcNow)]);
        return (a, b);
    }

    private static string Sql(string damage, string provider) => provider == StorageOptions.Sqlite
        ? damage.Replace("= '{}'", "= CAST('{}' AS BLOB)", StringComparison.Ordinal).Replace("payload = ''", "payload = x''", StringComparison.Ordinal)
        : damage.Replace("= '{}'", "= '{}'::bytea", StringComparison.Ordinal);

    private static async Task<string> Text(MergeHouse house, string id)
    {
        var text = new StringBuilder();
        await foreach (var row in house.Journal.ReadAsync(id, 0))
        {
            text.Append(row.Seq).Append(row.EventId).Append(row.Kind).Append(row.Tier).Append(row.OccurredAt.UtcTicks).Append(row.Damage).AppendLine(Convert.ToHexString(row.Payload.Span));
        }

        return text.ToString();
    }
}

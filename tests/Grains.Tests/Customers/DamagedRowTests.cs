using System.Collections.Immutable;
using System.Text;
using Luxe.Contracts.Access;
using Luxe.Contracts.Consent;
using Luxe.Contracts.Customers;
using Luxe.Contracts.Prompts;
using Luxe.Grains.Customers;
using Luxe.Grains.Tests.Hosting;
using Luxe.Storage;
using Luxe.Tests;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Storage;

namespace Luxe.Grains.Tests.Customers;

/// <summary>Journal rows that were damaged in the database: put on the list, and the rest of her life goes on.</summary>
[Collection(ClusterTests.Name)]
public sealed class DamagedRowTests
{
    private static readonly Viewer HeadOffice = new("ho-1", ViewerRole.HeadOffice, "journey");

    private ImmutableArray<Prompt> _open = [];

    private static DateTimeOffset Now => DateTimeOffset.UtcNow;

    [Theory, OnSqlite, OnPostgres]
    public async Task Activation_TwoRowsThatCannotBeRead_ServesTheOthersAndReportsBoth(string provider)
    {
        await using var silo = await DatabaseSilo.StartAsync(provider);
        var id = await Client(silo, ConsentTier.Identity);
        await silo.Customer(id).Record([.. Enumerable.Range(2, 6).Select(seq => Interactions.Of(InteractionKind.WishAdded, $"e{seq}", $"p{seq}", Now))]);
        await GrainsCluster.Last(() => silo.Views(id).GetConsent());

        // One is not what was written; the other is, as far as an old row without a checksum can say, and means nothing.
        var blank = provider == StorageOptions.Sqlite ? "x'7b7d'" : "'\\x7b7d'::bytea";
        var unknown = Convert.ToHexStringLower(Encoding.UTF8.GetBytes("""{"$type":"sung","song":"la"}"""));
        var unheard = provider == StorageOptions.Sqlite ? $"x'{unknown}'" : $"'\\x{unknown}'::bytea";
        Assert.Equal(1, await silo.Damage($"UPDATE journal SET payload = {blank} WHERE customer = '{id}' AND seq = 3"));
        Assert.Equal(1, await silo.Damage($"UPDATE journal SET payload = {unheard}, checksum = NULL WHERE customer = '{id}' AND seq = 5"));

        var profile = await silo.Views(id).GetProfile(HeadOffice);
        var outcome = await silo.Customer(id).Record([Interactions.Of(InteractionKind.WishAdded, "e8", "p8", Now), Interactions.Of(InteractionKind.WishAdded, "e3", "p3", Now)]);

        Assert.Equal(["p2", "p4", "p6", "p7"], profile!.Wishes.AsEnumerable());
        Assert.Equal(new RecordOutcome(1, 1, 0), outcome);
        Assert.Equal(["e2", "e4", "e6", "e7", "e8"], (await silo.Views(id).GetJourney(HeadOffice, null, 100)).Interactions.Select(static step => step.EventId));
        var listed = await silo.Service<IQuarantine>().ListAsync(10);
        Assert.Equal([(id, 3, RowDamage.Checksum), (id, 5, RowDamage.Unreadable)], listed.Select(static row => (row.Customer, row.Seq, row.Reason)));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Activation_TheRowOfAWithdrawalIsDamaged_TheLedgerStillHolds(string provider)
    {
        await using var silo = await DatabaseSilo.StartAsync(provider);
        var id = await Client(silo, ConsentTier.Identity);
        await silo.Customer(id).Record([Interactions.View("e1", "p1", Now)]);
        await Assert.ThrowsAnyAsync<Exception>(() => silo.Customer(id).Decide(Lives.Decision("down", ConsentTier.Category, Now)));
        await GrainsCluster.Last(() => silo.Views(id).GetConsent());

        Assert.Equal(1, await silo.Damage($"UPDATE journal SET tier = 3 WHERE customer = '{id}' AND event_id = 'down'"));

        Assert.Equal(ConsentTier.Category, (await silo.Views(id).GetConsent()).Tier);
        Assert.Equal(1, (await silo.Customer(id).Record([Interactions.View("e2", "p1", Now)])).Dropped);
        Assert.Null((await silo.Views(id).GetLedger(new Viewer("po-1", ViewerRole.PrivacyOfficer, "audit"))).FirstBreak);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Activation_ALateDecisionBehindADamagedWithdrawal_DoesNotBringBackWhatWasWithdrawn(string provider)
    {
        await using var silo = await DatabaseSilo.StartAsync(provider);
        foreach (var damage in (string[])["tier = 3", "tier = 3, event_id = NULL, event_key = NULL"])
        {
            var id = await Client(silo, ConsentTier.Identity);
            await Assert.ThrowsAnyAsync<Exception>(() => silo.Customer(id).Decide(Lives.Decision("down", ConsentTier.None, Now)));
            await Assert.ThrowsAnyAsync<Exception>(() => silo.Customer(id).Decide(Lives.Decision("late", ConsentTier.Behaviour, Now.AddHours(-1))));
            await GrainsCluster.Last(() => silo.Views(id).GetConsent());

            Assert.Equal(1, await silo.Damage($"UPDATE journal SET {damage} WHERE customer = '{id}' AND event_id = 'down'"));

            Assert.Equal(ConsentTier.None, (await silo.Views(id).GetConsent()).Tier);
            Assert.Equal(1, (await silo.Customer(id).Record([Interactions.View("e2", "p1", Now)])).Dropped);
        }
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Absorb_AClientWhoseWithdrawalIsDamaged_TakesTheStricterConsentAllTheSame(string provider)
    {
        await using var silo = await DatabaseSilo.StartAsync(provider);
        var (id, other) = (await Client(silo, ConsentTier.Identity), await Client(silo, ConsentTier.Identity));
        await silo.Customer(other).Record([Interactions.View("e1", "p1", Now)]);
        await Assert.ThrowsAnyAsync<Exception>(() => silo.Customer(other).Decide(Lives.Decision("down", ConsentTier.Category, Now)));
        Assert.Equal(1, await silo.Damage($"UPDATE journal SET tier = 3 WHERE customer = '{other}' AND event_id = 'down'"));
        BrokenStorage.NoSnapshot.TryRemove(id, out _);

        var outcome = await silo.Service<IGrainFactory>().GetGrain<ICustomerMerges>(id).Absorb(new MergeOrder(GrainsCluster.New("m"), other, "ho-1", "same-card", Now));

        Assert.Equal(MergeResult.Done, outcome.Result);
        Assert.Equal(ConsentTier.Category, (await silo.Views(id).GetConsent()).Tier);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Activation_ASnapshotAfterAnyRow_IsUsedAndNotTheJournal(string provider)
    {
        await using var silo = await DatabaseSilo.StartAsync(provider);
        var id = GrainsCluster.New("c");
        Func<Task>[] rows =
        [
            () => silo.Customer(id).Decide(Lives.Decision("up", ConsentTier.Identity, Now.AddDays(-1))),
            () => silo.Customer(id).Record([Interactions.View("e1", "p1", Now.AddDays(-3))]),
            () => silo.Customer(id).Assign("as-1"),
            () => silo.Customer(id).Record([Interactions.Of(InteractionKind.RepairReady, "e2", null, Now) with { Reference = "R1" }]),
            () => silo.Customer(id).SettlePrompt(Assert.Single(_open).PromptId, PromptOutcome.Acknowledged, "as-1"),
        ];
        var storage = silo.Service<IServiceProvider>().GetRequiredKeyedService<IGrainStorage>("luxe");
        foreach (var row in rows)
        {
            await row();
            _open = (await silo.Views(id).GetBrief(HeadOffice))!.Prompts;
            await GrainsCluster.Last(() => silo.Views(id).GetConsent());
            await GrainsCluster.Last(() => silo.Views(id).GetConsent());

            // What only the snapshot says shows that it was read.
            var kept = new GrainState<CustomerSnapshot> { State = new CustomerSnapshot() };
            await storage.ReadStateAsync("snapshot", silo.Customer(id).GetGrainId(), kept);
            var state = kept.State!.Read().State!;
            kept.State = CustomerSnapshot.Of(state with { Wishes = [new Wish($"only here {state.Seq}", Now, Wanted: true)] }, kept.State.Tail);
            await storage.WriteStateAsync("snapshot", silo.Customer(id).GetGrainId(), kept);

            Assert.Equal($"only here {state.Seq}", Assert.Single((await silo.Views(id).GetProfile(HeadOffice))!.Wishes));
        }
    }

    /// <summary>A client of whom no snapshot is written, so that each activation reads her journal.</summary>
    private static async Task<string> Client(DatabaseSilo silo, ConsentTier tier)
    {
        var id = GrainsCluster.New("c");
        BrokenStorage.NoSnapshot[id] = true;
        await silo.Customer(id).Decide(Lives.Decision("up", tier, Now.AddDays(-1)));
        return id;
    }
}

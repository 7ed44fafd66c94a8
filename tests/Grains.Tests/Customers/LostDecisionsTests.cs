using FsCheck;
using FsCheck.Fluent;
using Luxe.Contracts.Consent;
using Luxe.Grains.Consent;
using Luxe.Grains.Customers;
using Luxe.Storage;

namespace Luxe.Grains.Tests.Customers;

/// <summary>Whatever she decided in whatever order, a damaged row of one decision gives nobody more than she allows.</summary>
public sealed class LostDecisionsTests
{
    private static readonly Config Many = Config.QuickThrowOnFailure.WithMaxTest(300);

    [Fact]
    public void Replay_AnyDecisionDamaged_IsTakenInItsPlaceOrAllowsLess() => Check.One(Many, Prop.ForAll(Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), static seed =>
    {
        var (random, client) = (new System.Random(seed), new PaperClient());
        var now = Lives.Start;
        for (var i = 0; i < 8; i++)
        {
            now = now.AddHours(1);
            client.Decide(Lives.Decision($"d{i}", (ConsentTier)random.Next(4), now.AddHours(random.Next(2) * -random.Next(12)), random.Next(2) == 0 ? Purposes.InStoreRecognition : Purposes.Email), now);
            client.Record([Interactions.View($"e{i}", "p1", now)], now);
        }

        var decided = client.Rows.Where(static row => row.Kind == ConsentDecided.Kind).Select(static row => row.Seq).ToArray();
        var lost = decided[random.Next(decided.Length)];
        var named = Replayed(client, lost, keepsId: true);
        var nameless = Replayed(client, lost, keepsId: false);
        return (named.Consent == client.State.Consent).Label("named")
            .And(((nameless.Consent.Tier <= client.State.Consent.Tier) && (nameless.Consent.Purposes & ~client.State.Consent.Purposes) == 0).Label("nameless"))
            .And((named.Ledger == client.State.Ledger && nameless.Ledger == client.State.Ledger).Label("ledger"));
    }));

    private static CustomerState Replayed(PaperClient client, long damaged, bool keepsId)
    {
        var lost = new LostDecisions([.. client.Ledger.Select(ConsentLedger.Read)]);
        return lost.End(client.Rows
            .Select(row => row.Seq != damaged ? row : row with { Damage = RowDamage.Checksum, Payload = default, EventId = keepsId ? row.EventId : null })
            .Select(CustomerRows.FromRow)
            .Aggregate(CustomerState.Empty, lost.Apply));
    }
}

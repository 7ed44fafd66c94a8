using Luxe.Contracts.Consent;
using Luxe.Contracts.Customers;
using Luxe.Grains.Consent;

namespace Luxe.Grains.Tests.Customers;

/// <summary>Her latest word stands, in whatever order her words arrive.</summary>
public sealed class DecisionOrderTests
{
    private static readonly DateTimeOffset Ten = Lives.Start.AddHours(1);

    [Fact]
    public void Decide_OlderGrantAfterAWithdrawal_IsWrittenDownAndChangesNothing()
    {
        var client = Interactions.ClientAt(ConsentTier.Identity);
        client.Decide(Lives.Decision("withdrawn", ConsentTier.None, Ten.AddMinutes(10), Purposes.None), Ten.AddMinutes(10));

        client.Decide(Lives.Decision("tablet", ConsentTier.Identity, Ten), Ten.AddMinutes(20));

        Assert.Equal((ConsentTier.None, Purposes.None, Ten.AddMinutes(10)), (client.State.Consent.Tier, client.State.Consent.Purposes, client.State.Consent.DecidedAt));
        Assert.Equal(["withdrawn", "tablet"], client.Ledger.TakeLast(2).Select(static row => ConsentLedger.Read(row).Decision.EventId));
        Assert.Null(ConsentLedger.FirstBreak(client.Ledger, client.State.Ledger));
        Assert.Equal(client.Json, client.ReplayedJson());
        Assert.Equal(1, client.Record([Interactions.View("e1", "p1", Ten)], Ten.AddHours(1)).Dropped);
    }

    [Fact]
    public void Decide_OlderWithdrawalAfterAGrant_PurgesNothing()
    {
        var client = Interactions.ClientAt(ConsentTier.Behaviour);
        client.Decide(Lives.Decision("granted", ConsentTier.Behaviour, Ten.AddMinutes(10)), Ten.AddMinutes(10));
        client.Record([Interactions.View("e1", "p1", Ten.AddMinutes(15))], Ten.AddMinutes(15));

        var change = client.Decide(Lives.Decision("late", ConsentTier.None, Ten), Ten.AddMinutes(20));

        Assert.Null(change.RedactAboveTier);
        Assert.Equal(ConsentTier.Behaviour, client.State.Consent.Tier);
        Assert.Equal(1, client.State.Observed.Window.Length);
        Assert.Equal(client.Json, client.ReplayedJson());
    }

    [Fact]
    public void Decide_TwoOfOneMoment_TheLaterArrivalHolds()
    {
        var client = Interactions.ClientAt(ConsentTier.Identity);
        client.Decide(Lives.Decision("one", ConsentTier.Behaviour, Ten), Ten);
        client.Decide(Lives.Decision("two", ConsentTier.Category, Ten, Purposes.Email) with { Channel = "phone" }, Ten);

        Assert.Equal("phone", client.State.Consent.Channel);
        Assert.Equal((ConsentTier.Category, Purposes.Email), (client.State.Consent.Tier, client.State.Consent.Purposes));
    }

    [Fact]
    public void Decide_HerWithdrawalFromBeforeTheImport_OutranksWhatWasVouched()
    {
        var client = new PaperClient();
        client.Decide(Vouched(ConsentTier.Behaviour, Ten.AddHours(1)), Ten.AddHours(1));
        client.Record([Interactions.View("e1", "p1", Ten.AddMinutes(-5))], Ten.AddHours(1));

        var change = client.Decide(Lives.Decision("tablet", ConsentTier.None, Ten, Purposes.None), Ten.AddHours(2));

        Assert.Equal(ConsentTier.None, change.RedactAboveTier);
        Assert.Equal((ConsentTier.None, Ten), (client.State.Consent.Tier, client.State.Consent.DecidedAt));
        Assert.True(client.Rows.Single(static row => row.EventId == "e1").IsRedacted);
        Assert.Equal(client.Json, client.ReplayedJson());
    }

    [Fact]
    public void Decide_VouchedAfterHerWord_ChangesNothing()
    {
        var client = new PaperClient();
        client.Decide(Lives.Decision("no", ConsentTier.None, Ten, Purposes.None), Ten);

        client.Decide(Vouched(ConsentTier.Behaviour, Ten.AddHours(1)), Ten.AddHours(1));

        Assert.Equal((ConsentTier.None, Ten), (client.State.Consent.Tier, client.State.Consent.DecidedAt));
        Assert.Equal(client.Json, client.ReplayedJson());
    }

    [Fact]
    public void Under_ALimitOverWhatWasVouched_TakesAway()
    {
        var vouched = Vouched(ConsentTier.Behaviour, Ten.AddHours(1)).Held();

        var limited = StricterConsent.Under(vouched, [new ConsentLimit(Ten, ConsentTier.Category, Purposes.None)]);

        Assert.Equal((ConsentTier.Category, Ten), (limited.Tier, limited.DecidedAt));
    }

    private static ConsentDecision Vouched(ConsentTier tier, DateTimeOffset at) => Lives.Decision("import-1", tier, at) with { Channel = "import", Actor = ConsentDecision.Voucher };
}

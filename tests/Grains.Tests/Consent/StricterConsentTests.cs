using Luxe.Contracts.Consent;
using Luxe.Grains.Consent;
using Luxe.Grains.Tests.Customers;

namespace Luxe.Grains.Tests.Consent;

public sealed class StricterConsentTests
{
    private static readonly ConsentView One = new(ConsentTier.Behaviour, Purposes.Email, "n", Lives.Start, "web", DataUses.Searches);
    private static readonly ConsentView Other = new(ConsentTier.Behaviour, Purposes.Email, "n", Lives.Start, "web", DataUses.MailActivity, LeaveMeAlone: true);

    [Fact]
    public void Of_TwoWhoWithhold_WithholdsWhatEitherDoesAndLeavesBothAlone()
    {
        var both = StricterConsent.Of(One, Other);

        Assert.Equal((DataUses.Searches | DataUses.MailActivity, true), (both.Withheld, both.LeaveMeAlone));
        Assert.False(One.AllowsAs(Other));
        Assert.Equal(both.Scope, StricterConsent.Of(Other, One).Scope);
    }

    [Fact]
    public void Scope_OfAnythingThatChangesWhatIsShown_IsAnother()
    {
        ConsentView[] all =
        [
            One, Other, One with { Tier = ConsentTier.Category }, One with { Withheld = DataUses.None }, One with { LeaveMeAlone = true },
            One with { Purposes = Purposes.InStoreRecognition },
        ];

        Assert.Equal(all.Length, all.Select(static consent => consent.Scope).Distinct().Count());
        Assert.Equal(One.Scope, (One with { Purposes = Purposes.Sms, NoticeVersion = "other" }).Scope);
    }

    [Fact]
    public void TierOf_EveryUse_IsOneTierAndWithinIt()
    {
        Assert.Equal(13, DataUsesOf.All.Length);
        Assert.All(DataUsesOf.All, static use => Assert.Equal(use, DataUsesOf.Within(DataUsesOf.TierOf(use)) & use));
        Assert.Equal(DataUses.None, DataUsesOf.Within(ConsentTier.None));
        Assert.Throws<ArgumentOutOfRangeException>(() => DataUsesOf.TierOf(DataUses.None));
        Assert.Throws<ArgumentOutOfRangeException>(() => DataUsesOf.TierOf(DataUses.Searches | DataUses.MailActivity));
        Assert.Throws<ArgumentOutOfRangeException>(() => DataUsesOf.TierOf((DataUses)8));
    }
}

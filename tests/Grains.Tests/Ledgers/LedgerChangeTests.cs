using Luxe.Contracts.Consent;

namespace Luxe.Grains.Tests.Ledgers;

public sealed class LedgerChangeTests
{
    private static readonly ConsentDecision Base = new("d", ConsentTier.Behaviour, Purposes.Email | Purposes.Post, "2026-11", "en", "web", "client", DateTimeOffset.UnixEpoch);

    [Fact]
    public void Between_NothingAndAFirstDecision_NamesWhatItGrants() =>
        Assert.Equal(["tier:none->behaviour", "+email", "+post"], LedgerChange.Between(null, Base).AsEnumerable());

    [Fact]
    public void Between_TwoDecisions_NamesEveryDifferenceOnce()
    {
        var after = Base with
        {
            Tier = ConsentTier.Category,
            Purposes = Purposes.Post | Purposes.InStoreRecognition,
            Withheld = DataUses.Searches | DataUses.PurchaseHistory,
            LeaveMeAlone = true,
            NoticeVersion = "2026-12",
            Evidence = "link:1a2b3c4d",
        };

        Assert.Equal(
            ["tier:behaviour->category", "+inStoreRecognition", "-email", "+withheld:purchaseHistory", "+withheld:searches", "+leaveMeAlone", "notice:2026-11->2026-12"],
            LedgerChange.Between(Base, after).AsEnumerable());
        Assert.Equal(
            ["tier:category->behaviour", "-inStoreRecognition", "+email", "-withheld:purchaseHistory", "-withheld:searches", "-leaveMeAlone", "notice:2026-12->2026-11"],
            LedgerChange.Between(after, Base).AsEnumerable());
    }

    [Fact]
    public void Between_TheSameAgain_IsEmpty() => Assert.Empty(LedgerChange.Between(Base, Base with { EventId = "d2", DecidedAt = DateTimeOffset.UnixEpoch.AddDays(1) }));

    [Fact]
    public void Between_OfEachUseAndPurpose_NamesIt()
    {
        foreach (var use in DataUsesOf.All)
        {
            Assert.Equal("+withheld:" + char.ToLowerInvariant(use.ToString()[0]) + use.ToString()[1..], Assert.Single(LedgerChange.Between(Base, Base with { Withheld = use })));
        }

        foreach (var purpose in Enum.GetValues<Purposes>().Where(static purpose => (Base.Purposes & purpose) == 0 && purpose != Purposes.None))
        {
            Assert.Equal("+" + char.ToLowerInvariant(purpose.ToString()[0]) + purpose.ToString()[1..], Assert.Single(LedgerChange.Between(Base, Base with { Purposes = Base.Purposes | purpose })));
        }
    }
}

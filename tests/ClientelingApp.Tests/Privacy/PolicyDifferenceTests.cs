using Luxe.ClientelingApp.Privacy;
using Luxe.Contracts.Consent;
using Luxe.Contracts.Policies;

namespace Luxe.ClientelingApp.Tests.Privacy;

public sealed class PolicyDifferenceTests
{
    private static readonly PolicyDocument First = new()
    {
        Version = "1",
        EffectiveFrom = DateTimeOffset.UnixEpoch,
        MinimumAge = 16,
        Uses = [new(DataUses.Searches, ["text", "images"], 180), new(DataUses.ProductViews, ["views"], 390)],
        Purposes = [new(Purposes.Email, ["editions"])],
        Keep = [new("visits", 730)],
        Countries = [new("FR", 15, null, [])],
    };

    [Fact]
    public void Between_TheSame_IsNothing() => Assert.Empty(PolicyDifference.Between(First, First with { Version = "2", Notices = [new Notice("en", "Other words", [])] }));

    [Fact]
    public void Between_AWiderOne_NamesWhatClientsAreAskedFirst()
    {
        var second = First with
        {
            Version = "2",
            MinimumAge = 18,
            Uses = [new(DataUses.Searches, ["text", "voice"], 180), new(DataUses.ProductViews, ["views"], null)],
            Purposes = [new(Purposes.Email, ["editions", "replies"])],
            Keep = [new("visits", 365)],
            Countries = [new("FR", 15, ConsentTier.Behaviour, [])],
        };

        Assert.Equal(
            [
                "Pieces viewed: kept as long as her tier holds, before 390 days. Clients are asked.",
                "Searches: covers voice too. Clients are asked.",
                "E-mail: covers replies too. Clients are asked.",
                "Searches: no longer covers images.",
                "Visits: kept 365 days, before 730 days.",
                "Decides freely from 18 years on, before 16.",
                "FR: other rules than before.",
            ],
            PolicyDifference.Between(First, second).AsEnumerable());
    }

    [Fact]
    public void Between_AShorterPeriod_AsksNobody() =>
        Assert.Equal(
            ["Searches: kept 90 days, before 180 days."],
            PolicyDifference.Between(First, First with { Uses = [new(DataUses.Searches, ["text", "images"], 90), new(DataUses.ProductViews, ["views"], 390)] }).AsEnumerable());
}

using System.Collections.Immutable;
using Luxe.ClientelingApp.Preferences;
using Luxe.Contracts.Consent;
using Luxe.Contracts.Policies;

namespace Luxe.ClientelingApp.Tests.Preferences;

public sealed class ChoicesTests
{
    private static readonly ConsentView Now = ConsentView.Undecided with { Tier = ConsentTier.Behaviour, Purposes = Purposes.Email, Withheld = DataUses.Searches };

    public static TheoryData<DataUses> Uses => [.. DataUsesOf.All];

    public static TheoryData<Purposes> AllPurposes => [.. Enum.GetValues<Purposes>().Where(static p => p != Purposes.None)];

    [Theory]
    [MemberData(nameof(Uses))]
    public void Apply_AUse_GoesAndComesByOneTapEach(DataUses use)
    {
        var off = Choices.Apply(Now with { Withheld = DataUses.None }, Choices.Of(use, on: false))!;
        Assert.Equal(use, off.Withheld);
        Assert.Equal(Now with { Withheld = DataUses.None }, Choices.Apply(off, Choices.Of(use, on: true)));
    }

    [Theory]
    [MemberData(nameof(AllPurposes))]
    public void Apply_APurpose_GoesAndComesByOneTapEach(Purposes purpose)
    {
        var on = Choices.Apply(Now with { Purposes = Purposes.None }, Choices.Of(purpose, on: true))!;
        Assert.Equal(purpose, on.Purposes);
        Assert.Equal(Now with { Purposes = Purposes.None }, Choices.Apply(on, Choices.Of(purpose, on: false)));
    }

    [Fact]
    public void Apply_ATier_KeepsWhatSheWithholdsAndGrants()
    {
        var down = Choices.Apply(Now, Choices.Of(ConsentTier.None))!;
        Assert.Equal(Now with { Tier = ConsentTier.None }, down);
        Assert.Equal(Now, Choices.Apply(down, Choices.Of(ConsentTier.Behaviour)));
    }

    [Fact]
    public void Apply_LeaveMeAlone_TouchesNothingElse()
    {
        var alone = Choices.Apply(Now, Choices.Alone(true))!;
        Assert.Equal(Now with { LeaveMeAlone = true }, alone);
        Assert.Equal(Now, Choices.Apply(alone, Choices.Alone(false)));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("tier")]
    [InlineData("tier=everything")]
    [InlineData("tier=3")]
    [InlineData("none=on")]
    [InlineData("searches=maybe")]
    [InlineData("searches=on=off")]
    [InlineData("Searches=off")]
    [InlineData("128=off")]
    public void Apply_WhatIsNoChoice_IsNone(string? tap) => Assert.Null(Choices.Apply(Now, tap));

    [Fact]
    public void Between_TwoDecisions_NamesEachChange()
    {
        var notice = new NoticeBook("2026-11", new Notice("en", "", [new("tier:category", "Category", "", ""), new("use:searches", "Searches", "", ""), new("purpose:email", "E-mail", "", "")]), PreferenceWords.English);
        var first = Decision(ConsentTier.Behaviour, Purposes.Email, DataUses.None, alone: false);
        var second = Decision(ConsentTier.Category, Purposes.None, DataUses.Searches, alone: true);

        Assert.Equal(
            ["From now: “Category”", "Leave me alone: switched on", "Searches: switched off", "E-mail: switched off"],
            ChoiceChanges.Between(first, second, notice, PreferenceWords.English).AsEnumerable());
        Assert.Empty(ChoiceChanges.Between(second, second, notice, PreferenceWords.English));
        Assert.Equal(["From now: “Category”", "Leave me alone: switched on", "Searches: switched off"], ChoiceChanges.Between(null, second, notice, PreferenceWords.English).AsEnumerable());
    }

    private static ConsentDecision Decision(ConsentTier tier, Purposes purposes, DataUses withheld, bool alone) =>
        new("e", tier, purposes, "2026-11", "en", "web", "client", DateTimeOffset.UnixEpoch, withheld, alone);
}

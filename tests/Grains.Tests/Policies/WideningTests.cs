using System.Text.Json.Nodes;
using Luxe.Contracts.Consent;
using Luxe.Contracts.Customers;
using Luxe.Grains.Policies;

namespace Luxe.Grains.Tests.Policies;

/// <summary>What she granted keeps the meaning of the version that she was shown; a version that adds something asks.</summary>
public sealed class WideningTests
{
    private static readonly DateTimeOffset Now = new(2027, 3, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Covers_AfterAWiderVersion_StaysFalseUntilSheDecides()
    {
        var shelf = Shelf(root => PolicyFiles.Add(root, "uses.searches.covers", "images"));

        Assert.False(shelf.Covers(Her("2026-11"), DataUses.Searches, "images", Now));
        Assert.True(shelf.Covers(Her("2026-11"), DataUses.Searches, "search-text", Now));
        Assert.True(shelf.Covers(Her("2027-02"), DataUses.Searches, "images", Now));
        Assert.False(shelf.Covers(Her("2027-02"), DataUses.Searches, "images", Now.AddMonths(-2)));
        Assert.False(shelf.Covers(Her("2027-02") with { Withheld = DataUses.Searches }, DataUses.Searches, "images", Now));
        Assert.False(shelf.Covers(Her("2027-02") with { Tier = ConsentTier.Category }, DataUses.Searches, "images", Now));
    }

    [Fact]
    public void Covers_WhatTheVersionInForceLeftOut_IsFalseForAll()
    {
        var shelf = Shelf(root => root["uses"]!["productViews"]!["covers"] = new JsonArray("views"));

        Assert.False(shelf.Covers(Her("2026-11"), DataUses.ProductViews, "dwell", Now));
        Assert.Empty(shelf.Asks(Her("2026-11"), Now));
    }

    [Fact]
    public void Asks_OfAWiderVersion_NamesWhatSheGrantedAndNothingElse()
    {
        var shelf = Shelf(root =>
        {
            PolicyFiles.Add(root, "uses.searches.covers", "images");
            PolicyFiles.Add(root, "uses.inferredTaste.covers", "scent");
            PolicyFiles.Add(root, "purposes.email.covers", "surveys");
            PolicyFiles.Add(root, "purposes.sms.covers", "surveys");
        });
        var her = Her("2026-11") with { Purposes = Purposes.Email };

        Assert.Equal(["use:searches+images", "purpose:email+surveys"], Codes(shelf, her));
        Assert.Equal(["purpose:email+surveys"], Codes(shelf, her with { Withheld = DataUses.Searches }));
        Assert.Equal(["use:searches+images", "use:inferredTaste+scent", "purpose:email+surveys"], Codes(shelf, her with { Tier = ConsentTier.Identity }));
        Assert.Empty(Codes(shelf, her with { NoticeVersion = "2027-02" }));
        Assert.Empty(Codes(shelf, ConsentView.Undecided));
    }

    [Fact]
    public void Asks_WhenItIsKeptLonger_AndItIsNotKeptLonger()
    {
        var shelf = Shelf(root =>
        {
            root["uses"]!["searches"]!["keepDays"] = 400;
            root["keepDays"]!["visits"] = 731;
        });
        var her = Her("2026-11");

        var asks = shelf.Asks(her, Now);

        Assert.Equal(["keep:searches", "keep:visits"], asks.Select(static ask => ask.Code));
        Assert.Equal(("use:searches", 400, 180), (asks[0].Of, asks[0].KeepDays, asks[0].FormerDays));
        Assert.Equal(TimeSpan.FromDays(180), shelf.Keep(her, "searches", null, Now));
        Assert.Equal(TimeSpan.FromDays(400), shelf.Keep(her with { NoticeVersion = "2027-02" }, "searches", null, Now));
        Assert.Equal(TimeSpan.FromDays(730), shelf.Keep(her, "visits", null, Now));
    }

    [Fact]
    public void Asks_WhenAPeriodIsTakenAway_CountsAsLonger()
    {
        var shelf = Shelf(root => root["uses"]!["searches"]!.AsObject().Remove("keepDays"));

        Assert.Equal(["keep:searches"], Codes(shelf, Her("2026-11")));
        Assert.Equal(TimeSpan.FromDays(180), shelf.Keep(Her("2026-11"), "searches", null, Now));
        Assert.Null(shelf.Keep(Her("2027-02"), "searches", null, Now));
    }

    [Fact]
    public void Asks_WhenItIsKeptShorter_AsksNothingAndKeepsShorter()
    {
        var shelf = Shelf(root => root["uses"]!["searches"]!["keepDays"] = 30);

        Assert.Empty(Codes(shelf, Her("2026-11")));
        Assert.Equal(TimeSpan.FromDays(30), shelf.Keep(Her("2026-11"), "searches", null, Now));
    }

    [Fact]
    public void AnUnknownVersion_CountsAsTheOldest()
    {
        var shelf = Shelf(root => PolicyFiles.Add(root, "uses.searches.covers", "images"));

        Assert.Equal(["use:searches+images"], Codes(shelf, Her("v0")));
        Assert.False(shelf.Covers(Her("v0"), DataUses.Searches, "images", Now));
    }

    [Fact]
    public void At_EveryTime_IsTheNewestThatHasBegun()
    {
        var shelf = Shelf(static _ => { });

        Assert.Equal("2027-02", shelf.At(Now).Version);
        Assert.Equal("2027-02", shelf.At(new DateTimeOffset(2027, 2, 1, 0, 0, 0, TimeSpan.Zero)).Version);
        Assert.Equal("2026-11", shelf.At(new DateTimeOffset(2027, 1, 31, 23, 59, 59, TimeSpan.Zero)).Version);
        Assert.Equal("2026-11", shelf.At(DateTimeOffset.MinValue).Version);
    }

    private static PolicyShelf Shelf(Action<JsonNode> change) => PolicyShelf.Of(
        [PolicyFiles.Read(PolicyFiles.Version("2027-02", "2027-02-01T00:00:00Z", change)), PolicyFiles.Read(PolicyFiles.Shipped)]);

    private static IEnumerable<string> Codes(PolicyShelf shelf, ConsentView her) => shelf.Asks(her, Now).Select(static ask => ask.Code);

    private static ConsentView Her(string version) => new(ConsentTier.Behaviour, Purposes.None, version, Now.AddMonths(-6), "web");
}

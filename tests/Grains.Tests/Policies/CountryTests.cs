using Luxe.Contracts.Consent;
using Luxe.Contracts.Customers;
using Luxe.Contracts.Policies;
using Luxe.Grains.Policies;

namespace Luxe.Grains.Tests.Policies;

/// <summary>What a country's law changes: the age, a period, and what a page offers first, which grants nothing.</summary>
public sealed class CountryTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);
    private static readonly PolicyShelf Shelf = PolicyShelf.Of([PolicyFiles.Read(PolicyFiles.Shipped)]);

    [Theory]
    [InlineData("2010-11-20", null, ConsentTier.Identity)]
    [InlineData("2010-11-21", null, ConsentTier.Category)]
    [InlineData("2010-11-21", "FR", ConsentTier.Identity)]
    [InlineData("2011-11-20", "fr", ConsentTier.Identity)]
    [InlineData("2011-11-21", "FR", ConsentTier.Category)]
    [InlineData("2011-11-21", "JP", ConsentTier.Category)]
    [InlineData(null, "FR", ConsentTier.Identity)]
    [InlineData("0001-01-01", null, ConsentTier.Identity)]
    [InlineData("9999-12-31", null, ConsentTier.Category)]
    public void Cap_ByAgeAndCountry_LowersTheTier(string? birthday, string? country, ConsentTier tier)
    {
        var traits = new Traits { Birthday = birthday is null ? null : DateOnly.Parse(birthday, System.Globalization.CultureInfo.InvariantCulture), Country = country };

        var capped = Shelf.Cap(Decision(ConsentTier.Identity), traits, Now);

        Assert.Equal(tier, capped.Tier);
        Assert.Equal(tier == ConsentTier.Identity ? null : "under-age", capped.Evidence);
    }

    [Fact]
    public void Cap_OfAnEvidencedDecision_KeepsTheEvidence()
    {
        var child = new Traits { Birthday = new DateOnly(2015, 1, 1) };

        Assert.Equal("link:1a2b3c4d, under-age", Shelf.Cap(Decision(ConsentTier.Behaviour) with { Evidence = "link:1a2b3c4d" }, child, Now).Evidence);
        Assert.Equal(Decision(ConsentTier.Category), Shelf.Cap(Decision(ConsentTier.Category), child, Now));
        Assert.Equal(Decision(ConsentTier.None), Shelf.Cap(Decision(ConsentTier.None), child, Now));
    }

    [Fact]
    public void Cap_OfSomebodyBornOnALeapDay_CountsFromTheFirstOfMarch()
    {
        var shelf = PolicyShelf.Of([PolicyFiles.Read(PolicyFiles.With(static root => root["minimumAge"] = 17))]);
        var leap = new Traits { Birthday = new DateOnly(2012, 2, 29) };

        Assert.Equal(ConsentTier.Category, shelf.Cap(Decision(ConsentTier.Identity), leap, new DateTimeOffset(2029, 2, 28, 23, 0, 0, TimeSpan.Zero)).Tier);
        Assert.Equal(ConsentTier.Identity, shelf.Cap(Decision(ConsentTier.Identity), leap, new DateTimeOffset(2029, 3, 1, 0, 0, 0, TimeSpan.Zero)).Tier);
    }

    [Fact]
    public void Offer_OfACountry_GrantsNothing()
    {
        Assert.Equal(ConsentTier.Behaviour, Shelf.At(Now).Countries.Single(static country => country.Country == "US").Offer);
        var capped = Shelf.Cap(Decision(ConsentTier.None), new Traits { Country = "US" }, Now);

        Assert.Equal((ConsentTier.None, Purposes.None), (capped.Tier, capped.Purposes));
        Assert.False(Shelf.Covers(ConsentView.Undecided, DataUses.ProductViews, "views", Now));
    }

    [Fact]
    public void Keep_WhereACountryStatesAPeriod_TakesItsOwn()
    {
        var shelf = PolicyShelf.Of([PolicyFiles.Read(PolicyFiles.With(static root => root["countries"]!["FR"]!["keepDays"] = new System.Text.Json.Nodes.JsonObject { ["searches"] = 90, ["accessLog"] = 365 }))]);
        var her = new ConsentView(ConsentTier.Identity, Purposes.None, "2026-11", Now, "web");

        Assert.Equal(TimeSpan.FromDays(90), shelf.Keep(her, "searches", "FR", Now));
        Assert.Equal(TimeSpan.FromDays(365), shelf.Keep(her, "access-log", "FR", Now));
        Assert.Equal(TimeSpan.FromDays(180), shelf.Keep(her, "searches", "IT", Now));
        Assert.Null(shelf.Keep(her, "cohorts", "FR", Now));
    }

    [Theory]
    [InlineData("fr-CA", "fr")]
    [InlineData("FR", "fr")]
    [InlineData("ja-JP", "ja")]
    [InlineData("de", "en")]
    [InlineData(null, "en")]
    [InlineData("-", "en")]
    public void Notice_OfALanguage_IsTheNearestThereIs(string? locale, string found) => Assert.Equal(found, PolicyList.Notice(Shelf.At(Now), locale)!.Locale);

    private static ConsentDecision Decision(ConsentTier tier) => new("d", tier, Purposes.None, "2026-11", "en", "web", "client", Now);
}

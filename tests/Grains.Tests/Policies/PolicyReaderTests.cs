using System.Text;
using System.Text.Json.Nodes;
using Luxe.Contracts.Consent;
using Luxe.Grains.Policies;

namespace Luxe.Grains.Tests.Policies;

/// <summary>A policy is read whole or refused, and a refusal names file, path and value.</summary>
public sealed class PolicyReaderTests
{
    [Fact]
    public void Read_TheShippedFile_HasEveryWordInFourLanguages()
    {
        var policy = PolicyFiles.Read(PolicyFiles.Shipped);

        Assert.Equal(("2026-11", 16, ConsentTier.Category), (policy.Version, policy.MinimumAge, policy.UnderAgeTier));
        Assert.Equal(DataUsesOf.All, policy.Uses.Select(static use => use.Use));
        Assert.Equal(["en", "fr", "it", "ja"], policy.Notices.Select(static notice => notice.Locale));
        var english = policy.Notices[0];
        Assert.Equal(4 + 13 + 9, english.Texts.Length);
        Assert.All(policy.Notices, notice => Assert.Equal(english.Texts.Select(static text => text.Of), notice.Texts.Select(static text => text.Of)));
        foreach (var notice in policy.Notices.Skip(1))
        {
            Assert.All(notice.Texts, text => Assert.NotEqual(english.Find(text.Of)!.Means, text.Means));
        }

        Assert.Equal(180, policy.Uses.Single(static use => use.Use == DataUses.Searches).KeepDays);
        Assert.Equal(("access-log", 730), (policy.Keep[2].Category, policy.Keep[2].Days));
    }

    public static TheoryData<string, string?, string, string> Broken => new()
    {
        { "version", "\"20 26\"", "version", "20 26" },
        { "version", null, "version", "is missing" },
        { "effectiveFrom", "\"2026-11-01\"", "effectiveFrom", "2026-11-01" },
        { "effectiveFrom", "\"2026-11-01T00:00:00\"", "effectiveFrom", "2026-11-01T00:00:00" },
        { "minimumAge", "-3", "minimumAge", "-3" },
        { "minimumAge", "\"sixteen\"", "minimumAge", "sixteen" },
        { "underAgeTier", "\"much\"", "underAgeTier", "much" },
        { "uses.searches", null, "uses.searches", "is missing" },
        { "uses.telepathy", "{}", "uses.telepathy", "is unknown" },
        { "uses.searches.covers", "[]", "uses.searches.covers", "[]" },
        { "uses.searches.covers", "[\"search-text\",\"Search\"]", "uses.searches.covers[1]", "Search" },
        { "uses.searches.covers", "[\"a\",\"a\"]", "uses.searches.covers[1]", "twice" },
        { "uses.searches.keepDays", "0", "uses.searches.keepDays", "0" },
        { "purposes.email", null, "purposes.email", "is missing" },
        { "purposes.email.keepDays", "3", "purposes.email.keepDays", "is unknown" },
        { "keepDays.visits", null, "keepDays.visits", "is missing" },
        { "keepDays.wishes", "3", "keepDays.wishes", "is unknown" },
        { "countries.France", "{}", "countries.France", "is unknown" },
        { "countries.FR.minimumAge", "99", "countries.FR.minimumAge", "99" },
        { "countries.FR.keepDays", "{\"dreams\":3}", "countries.FR.keepDays.dreams", "is unknown" },
        { "countries.US.offer", "3", "countries.US.offer", "3" },
        { "notices.en", null, "notices.en", "is missing" },
        { "notices.ja.uses.searches", null, "notices.ja.uses.searches", "is missing" },
        { "notices.ja.purposes.email.means", "\"\"", "notices.ja.purposes.email.means", "\"\"" },
        { "notices.fr.tiers.none.name", "7", "notices.fr.tiers.none.name", "7" },
        { "notices.English", "{}", "notices.English", "is unknown" },
        { "colour", "1", "colour", "is unknown" },
    };

    [Theory]
    [MemberData(nameof(Broken))]
    public void Read_ABrokenFile_NamesFilePathAndValue(string at, string? value, string path, string said)
    {
        var file = PolicyFiles.With(root => Put(root, at.Split('.'), value));

        var fault = Assert.Throws<PolicyException>(() => PolicyReader.Read(file, "spring.policy.json"));

        Assert.StartsWith($"spring.policy.json: {path}", fault.Message, StringComparison.Ordinal);
        Assert.Contains(said, fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "line 1")]
    [InlineData("{\"version\":", "line 1")]
    [InlineData("[]", "the file: []")]
    [InlineData("{\"version\":\"1\",\"version\":\"2\"}", "version is there twice")]
    [InlineData("{\"version\":\"\\ud800\"}", "Unicode")]
    public void Read_WhatIsNoPolicy_SaysWhere(string text, string said)
    {
        var fault = Assert.Throws<PolicyException>(() => PolicyReader.Read(Encoding.UTF8.GetBytes(text), "x"));

        Assert.Contains(said, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_TooMuch_IsRefused() =>
        Assert.Throws<PolicyException>(() => PolicyReader.Read(new byte[PolicyReader.Largest + 1], "x"));

    private static void Put(JsonNode root, string[] path, string? value)
    {
        foreach (var name in path[..^1])
        {
            root = root[name]!;
        }

        root.AsObject().Remove(path[^1]);
        if (value is not null)
        {
            root[path[^1]] = JsonNode.Parse(value);
        }
    }
}

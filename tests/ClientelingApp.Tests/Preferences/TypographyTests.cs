using System.Reflection;
using System.Text.RegularExpressions;
using Luxe.ClientelingApp.Preferences;
using Luxe.ClientelingApp.Tests.House;
using Luxe.Contracts.Access;
using Luxe.Contracts.Policies;

namespace Luxe.ClientelingApp.Tests.Preferences;

/// <summary>Her pages and the maison's notices are set as a printer of each language would set them.</summary>
[Collection(AppHouseCollection.Name)]
public sealed partial class TypographyTests(AppHouse house)
{
    private static readonly string[] Words = ["title", "birthday", "client", "erasure list", "logs", "backups", "Associate", "arrival", "client page", "profile", "visits", "inbox"];

    [Theory]
    [InlineData("en")]
    [InlineData("fr")]
    [InlineData("it")]
    [InlineData("ja")]
    public async Task EveryText_OfHerPagesAndOfTheNotice_IsSetAsItsLanguageIs(string tag)
    {
        var notice = (await house.Grains.GetGrain<IPolicies>(IPolicies.Key).GetNotice(null, tag))!;
        Assert.Equal(tag, notice.Locale);
        var texts = Texts(PreferenceWords.Find(tag)!).Concat(notice.Texts.SelectMany(static text => new[] { text.Name, text.Means, text.Example })).ToArray();

        Assert.True(texts.Length > 150);
        Assert.DoesNotContain(texts, static text => text.Contains('\'', StringComparison.Ordinal) || text.Contains('"', StringComparison.Ordinal));
        Assert.DoesNotContain(texts, static text => text != text.Trim() || text.Contains("  ", StringComparison.Ordinal));
        Assert.DoesNotContain(texts, text => tag switch
        {
            "fr" => UnspacedFrench().IsMatch(text),
            "ja" => LatinInJapanese().IsMatch(text),
            _ => SpacedElsewhere().IsMatch(text),
        });
    }

    [Theory]
    [InlineData("fr")]
    [InlineData("it")]
    public async Task EveryText_OfTheNotice_SpeaksToWhoeverReadsIt(string tag)
    {
        // Clients are not women alone: nothing that she does is said of a woman.
        var notice = (await house.Grains.GetGrain<IPolicies>(IPolicies.Key).GetNotice(null, tag))!;
        Assert.DoesNotContain(notice.Texts.SelectMany(static text => new[] { text.Name, text.Means, text.Example }), static text => OfAWoman().IsMatch(text));
    }

    private static IEnumerable<string> Texts(PreferenceWords words)
    {
        var properties = typeof(PreferenceWords).GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(static p => p.PropertyType == typeof(string)).Select(p => (string)p.GetValue(words)!);
        return properties
            .Concat(Words.SelectMany(word => new[] { words.Field(word), words.ErasedSystem(word), words.NotReached(word), words.Kept(word) }.Where(text => text != word)))
            .Concat(Enum.GetNames<ViewerRole>().Select(words.Viewer))
            .Concat(Words.Select(words.LookedFor).OfType<string>())
            .Concat([words.SavedAt("2026"), words.HistoryBroken(3), words.NoticeShown("2026"), words.NowAt("X"), words.Switched("X", on: true), words.Switched("X", on: false)])
            .Concat([words.KeptLonger(9, 3), words.KeptLonger(null, 3), words.KeptLonger(9, null), words.KeptLonger(null, null)]);
    }

    [GeneratedRegex("[^\\u00a0\\u202f][:;?!»]|«[^\\u00a0\\u202f]")]
    private static partial Regex UnspacedFrench();

    [GeneratedRegex("[\\p{IsHiragana}\\p{IsKatakana}\\p{IsCJKUnifiedIdeographs}] ?[,.()!?:;]")]
    private static partial Regex LatinInJapanese();

    [GeneratedRegex("\\s[,.:;?!]")]
    private static partial Regex SpacedElsewhere();

    [GeneratedRegex("\\b(revenue|venue|reconnue|invitée|clientes?|tornata|venuta|riconosciuta|avvisata che lei)\\b")]
    private static partial Regex OfAWoman();
}

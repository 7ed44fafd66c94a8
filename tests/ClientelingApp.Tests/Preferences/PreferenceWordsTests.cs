using System.Reflection;
using Luxe.ClientelingApp.Preferences;

namespace Luxe.ClientelingApp.Tests.Preferences;

public sealed class PreferenceWordsTests
{
    // Words that may be the same: a language's own name stands as it is everywhere.
    private static readonly string[] MayBeEqual = ["Pages"];

    private static readonly Uri Link = new("https://luxe.example/me/enter?k=x");

    public static TheoryData<string> Others => ["fr", "it", "ja"];

    [Theory]
    [MemberData(nameof(Others))]
    public void EveryWord_IsThereInEveryLanguage(string tag)
    {
        var words = PreferenceWords.Find(tag)!;
        Assert.Equal(tag, words.Tag);
        foreach (var property in typeof(PreferenceWords).GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(static p => p.PropertyType == typeof(string)))
        {
            var word = (string)property.GetValue(words)!;
            Assert.False(string.IsNullOrWhiteSpace(word), property.Name);
            Assert.True(word != (string)property.GetValue(PreferenceWords.English)! || MayBeEqual.Contains(property.Name), $"{property.Name} is English in {tag}");
        }
    }

    [Theory]
    [MemberData(nameof(Others))]
    public void EverySentence_SaysItsPartInEveryLanguage(string tag)
    {
        var words = PreferenceWords.Find(tag)!;
        Assert.Contains("42", words.HistoryBroken(42), StringComparison.Ordinal);
        Assert.Contains("2026-11", words.NoticeShown("2026-11"), StringComparison.Ordinal);
        Assert.Contains("Behaviour", words.NowAt("Behaviour"), StringComparison.Ordinal);
        Assert.Contains("E-mail", words.Switched("E-mail", true), StringComparison.Ordinal);
        Assert.NotEqual(words.Switched("E-mail", true), words.Switched("E-mail", false));
        Assert.Contains(Link.ToString(), words.LetterText(Link), StringComparison.Ordinal);
        Assert.All(["web", "app", "store", "phone", "import"], channel => Assert.NotEqual(channel, words.Channel(channel)));
        Assert.All(DeclaredFields.Names.Concat(DeclaredFields.Lists), field => Assert.NotEqual(field, words.Field(field)));
        Assert.All(Enum.GetNames<Luxe.Contracts.Access.ViewerRole>().Where(static role => role != "Client"), role => Assert.NotEqual(PreferenceWords.English.Viewer(role), words.Viewer(role)));
        Assert.All(["arrival", "client page", "journey", "preferences", "duplicates", "merge", "ledger", "proof", "export", "looks", "inbox", "office", "profile", "brief"], purpose => Assert.NotEqual(PreferenceWords.English.LookedFor(purpose)!, words.LookedFor(purpose)));
        Assert.All(["visits", "prompts", "access-log", "inbox"], kept => Assert.NotEqual(PreferenceWords.English.Kept(kept), words.Kept(kept)));
        Assert.Equal(4, new[] { words.KeptLonger(9, 3), words.KeptLonger(null, 3), words.KeptLonger(9, null), words.KeptLonger(null, null) }.Distinct().Count());
    }

    [Theory]
    [InlineData("fr-CA", "fr")]
    [InlineData("JA", "ja")]
    [InlineData("it_IT", "it")]
    [InlineData("de", "en")]
    [InlineData(null, "en")]
    public void For_ALocale_IsTheNearest(string? locale, string tag) => Assert.Equal(tag, PreferenceWords.For(locale).Tag);
}

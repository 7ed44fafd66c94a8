using Luxe.ClientelingApp.Today;

namespace Luxe.ClientelingApp.Tests.Today;

public sealed class TodayWordsTests
{
    [Theory]
    [InlineData("Ms Morgan", "I’m with her")]
    [InlineData("Mme Laurent", "I’m with her")]
    [InlineData("Mr Okafor", "I’m with him")]
    [InlineData("A client", "I’m with them")]
    [InlineData("Dr Sato", "I’m with them")]
    public void Claim_OfAGreeting_FollowsTheFormOfAddress(string greeting, string words) =>
        Assert.Equal(words, TodayWords.Claim(greeting));

    [Theory]
    [InlineData("fr-FR", "French")]
    [InlineData("ja", "Japanese")]
    [InlineData("not a language", null)]
    [InlineData(null, null)]
    public void Language_OfATag_IsItsEnglishNameOrNothing(string? tag, string? name) =>
        Assert.Equal(name, TodayWords.Language(tag));
}

using Luxe.Contracts.Prompts;
using Luxe.Grains.Prompts;

namespace Luxe.Grains.Tests.Prompts;

public sealed class PromptWordsTests
{
    private static readonly DateOnly Today = new(2026, 11, 20);

    [Theory]
    [InlineData("Ms", "She came back three times this week to the tote and has not decided.")]
    [InlineData("Mr", "He came back three times this week to the tote and has not decided.")]
    [InlineData("monsieur ", "He came back three times this week to the tote and has not decided.")]
    [InlineData("Dr", "She came back three times this week to the tote and has not decided.")]
    [InlineData(null, "She came back three times this week to the tote and has not decided.")]
    public void Reason_ByFormOfAddress_SpeaksOfTheClientAsAsked(string? title, string expected)
    {
        var draft = new PromptDraft(PromptKind.ConsideredItem, "tote", "2026-11-20", [new NamedPiece("tote", null)], Count: 3);

        Assert.Equal(expected, PromptWords.Of(title).Reason(draft, ["tote"], Today));
    }

    [Fact]
    public void EveryKind_OfHim_NeverSpeaksOfHer()
    {
        var words = PromptWords.Of("Mr");
        var said = Enum.GetValues<PromptKind>().SelectMany(kind => new[]
        {
            words.Headline(kind),
            words.Reason(new PromptDraft(kind, "birthday", "2026", [new NamedPiece("p", null)], Count: 3, On: Today), ["piece"], Today),
        });
        Assert.All(
            [.. said, words.OnHerMind("piece"), words.LastPurchase(Today, Today), words.Declared(["home"])],
            static sentence => Assert.DoesNotMatch(@"\b([Ss]he|[Hh]ers?)\b", sentence));
    }
}

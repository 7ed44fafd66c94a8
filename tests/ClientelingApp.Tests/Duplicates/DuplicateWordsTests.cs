using Luxe.ClientelingApp.Duplicates;
using Luxe.Contracts.Consent;
using Luxe.Contracts.Customers;
using Luxe.Contracts.Identity;

namespace Luxe.ClientelingApp.Tests.Duplicates;

public sealed class DuplicateWordsTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Why_EveryReason_HasWordsAndACode()
    {
        foreach (var reason in Enum.GetValues<MatchReason>())
        {
            Assert.NotEmpty(DuplicateWords.Why([reason]));
            Assert.DoesNotContain(' ', DuplicateWords.Code([reason]));
        }

        Assert.Equal("One phone number, one loyalty card", DuplicateWords.Why([MatchReason.SamePhone, MatchReason.SameCard]));
    }

    [Theory]
    [InlineData(0, 0, "The other record adds nothing.")]
    [InlineData(1, 0, "One interaction comes along.")]
    [InlineData(12, 0, "Twelve interactions come along.")]
    [InlineData(0, 2, "Nothing comes along: the stricter decision keeps two interactions back.")]
    [InlineData(30, 2, "30 interactions come along; the stricter decision keeps two back.")]
    public void Taken_AnyFigures_ReadsAsASentence(int taken, int withheld, string words) =>
        Assert.Equal(words, DuplicateWords.Taken(new MergePreview { Taken = taken, Withheld = withheld }));

    [Fact]
    public void Lost_NamesWhatOnlyOneOfTheTwoAllowed()
    {
        var preview = new MergePreview
        {
            Survivor = Consent(ConsentTier.Identity, Purposes.Email | Purposes.Phone),
            Absorbed = Consent(ConsentTier.Category, Purposes.Email),
            Merged = Consent(ConsentTier.Category, Purposes.Email),
        };
        Assert.Equal("Only one of the two allowed the tier Identity and telephone: that rests.", DuplicateWords.Lost(preview));
        Assert.Null(DuplicateWords.Lost(preview with { Survivor = preview.Merged }));
    }

    [Fact]
    public void Refusal_Everything_HasAnAnswer()
    {
        Assert.Null(DuplicateWords.Refusal(MergeRefusal.None));
        Assert.All(Enum.GetValues<MergeRefusal>().Skip(1), static refusal => Assert.NotEmpty(DuplicateWords.Refusal(refusal)!));
        Assert.All(Enum.GetValues<UndoResult>(), static result => Assert.NotEmpty(DuplicateWords.Undone(new UndoOutcome(result))));
    }

    private static ConsentView Consent(ConsentTier tier, Purposes purposes) => new(tier, purposes, "1", Noon);
}

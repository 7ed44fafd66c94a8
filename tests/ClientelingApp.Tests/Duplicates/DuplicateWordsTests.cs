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

    [Fact]
    public void Refusal_OfTwoWhoWereMerged_TellsWhetherWithEachOther()
    {
        const string Other = "c_0123456789abcdefghijkl";
        Assert.Equal("Somebody merged these two in the meantime. Nothing was changed now.", DuplicateWords.Refusal(MergeRefusal.AlreadyAbsorbed, "a", "a", "b"));
        Assert.Equal(
            "One of the two was merged with somebody else in the meantime: she is part of c_0123…ijkl now. Nothing was changed.",
            DuplicateWords.Refusal(MergeRefusal.SurvivorIsAbsorbed, Other, "a", "b"));
    }

    [Fact]
    public void Undone_AnotherStandsOnIt_NamesItFromTheListOrByItsClient()
    {
        var outcome = new UndoOutcome(UndoResult.NotTheLatest, "m2", CustomerId: "c1");
        var listed = new MergeRecord("m2", "c1", "c2", "sarah", "same-card", Noon);

        Assert.Equal("Another merge stands on this one. First take back that of 20 November, 12:00: c2 joined c1.", DuplicateWords.Undone(outcome, [listed]));
        Assert.Equal("Another merge stands on this one. First take back the latest merge of c1.", DuplicateWords.Undone(outcome, []));
    }

    [Fact]
    public void Choice_OfEveryWinner_SaysWhatStandsAndWhatGivesWay()
    {
        Assert.Equal(("14 March 1988", "13 March 1988"), DuplicateWords.Choice(new TraitChoice("birthday", "1988-03-14", "1988-03-13", TraitWinner.Survivor)));
        Assert.Equal(("leather goods, home", null), DuplicateWords.Choice(new TraitChoice("categories", null, "leather-goods, home", TraitWinner.Absorbed)));
        Assert.All(Enum.GetValues<TraitWinner>(), static winner => Assert.NotEmpty(DuplicateWords.Choice(new TraitChoice("city", null, null, winner)).Stands));
    }

    [Fact]
    public void Name_OfWhatIsDeclared_IsInFull()
    {
        Assert.Equal("Dr Eleanor Whitcombe", DuplicateWords.Name(new Traits { Title = "Dr", GivenName = "Eleanor", FamilyName = "Whitcombe" }));
        Assert.Equal("A client", DuplicateWords.Name(null));
    }

    [Theory]
    [InlineData("same-card", "one loyalty card")]
    [InlineData("ordered", "ordered by hand")]
    [InlineData("till-said-so", "till said so")]
    public void Why_ACode_ReadsAsWords(string code, string words) => Assert.Equal(words, DuplicateWords.Why(code));

    private static ConsentView Consent(ConsentTier tier, Purposes purposes) => new(tier, purposes, "1", Noon);
}

using FsCheck;
using FsCheck.Fluent;
using Luxe.Contracts.Customers;
using Luxe.Grains.Identity;
using Luxe.Grains.Matching;

namespace Luxe.Grains.Tests.Matching;

public sealed class NameKeysTests
{
    private static readonly DateOnly Birthday = new(1984, 3, 17);

    private static readonly IdentityKeys Keys = new("a salt of sixteen+", new IdentityOptions());

    [Theory]
    [InlineData("Jean-Pierre Dupont", "JEAN PIERRE DUPONT")]
    [InlineData("Anna M\u00fcller", "Anna Mueller")]
    [InlineData("Anna M\u00fcller", "Anna Mu\u0308ller")]
    [InlineData("Hans Meyer", "Hans Maier")]
    [InlineData("Hans Mayr", "Hannes Meyer")]
    [InlineData("John Smith", "John Schmidt")]
    [InlineData("Katherine Stewart", "Catherine Stewart")]
    [InlineData("\u0414\u043c\u0438\u0442\u0440\u0438\u0439 \u0421\u043e\u043a\u043e\u043b\u043e\u0432", "Dmitry Sokolov")]
    [InlineData("\u042e\u043b\u0438\u044f \u0428\u0435\u0432\u0447\u0435\u043d\u043a\u043e", "Yulia Shevchenko")]
    [InlineData("\u03a3\u03bf\u03c6\u03af\u03b1 \u03a0\u03b1\u03c0\u03b1\u03b4\u03bf\u03c0\u03bf\u03cd\u03bb\u03bf\u03c5", "Sophia Papadopoulou")]
    [InlineData("S\u00f8ren Kj\u00e6r", "Soren Kjaer")]
    [InlineData("\u0141ukasz Nowak", "Lukasz Nowak")]
    [InlineData("Siobhan O'Connor", "Siobh\u00e1n O\u2019Connor")]
    [InlineData("\u5c71\u7530 \u592a\u90ce", "\u592a\u90ce \u5c71\u7530")]
    [InlineData("Anna Dupont", "Anna Durand", false)]
    [InlineData("Anna Dupont", "Maria Dupont", false)]
    [InlineData("\u5c71\u7530 \u592a\u90ce", "\u5c71\u7530 \u82b1\u5b50", false)]
    public void Of_TwoSpellings_MeetWhenTheySoundAlike(string one, string other, bool meet = true) =>
        Assert.Equal(meet, KeysOf(Split(one)).Intersect(KeysOf(Split(other))).Any());

    [Theory]
    [InlineData("Anna", "Dupont", "Dupont", "Anna")]
    [InlineData("Anna Maria", "Dupont", "Anna", "Dupont")]
    [InlineData("Anna Maria", "Dupont", "Dupont", "Anna Maria")]
    [InlineData("Anna", "de la Tour", "Anna", "Delatour")]
    public void Of_NamesInOtherOrderOrParts_Meet(string given, string family, string otherGiven, string otherFamily) =>
        Assert.NotEmpty(KeysOf((given, family)).Intersect(KeysOf((otherGiven, otherFamily))));

    [Fact]
    public void Of_AnotherBirthday_NeverMeets() => Assert.Empty(
        NameKeys.Of(new NameCard("Anna", "Dupont", Birthday), Keys).Intersect(NameKeys.Of(new NameCard("Anna", "Dupont", Birthday.AddDays(1)), Keys)));

    [Fact]
    public void Of_AnyCard_TellsNothingOfIt()
    {
        var key = NameKeys.Of(new NameCard("Anna", "Dupont", Birthday), Keys)[0];

        Assert.Matches("^[0-9a-f]{64}$", key);
        Assert.NotEqual(key, NameKeys.Of(new NameCard("Anna", "Dupont", Birthday), new IdentityKeys("another salt, as long", new IdentityOptions()))[0]);
    }

    [Theory]
    [InlineData("1900-01-01")]
    [InlineData("1970-01-01")]
    [InlineData("0001-01-01")]
    public void Card_BirthdayThatFormsFillIn_IsNone(string birthday) =>
        Assert.Null(NameCard.Of(new Traits { GivenName = "Anna", FamilyName = "Dupont", Birthday = DateOnly.Parse(birthday, System.Globalization.CultureInfo.InvariantCulture) }));

    [Fact]
    public void Card_WithoutBirthdayOrName_IsNone()
    {
        Assert.Null(NameCard.Of(null));
        Assert.Null(NameCard.Of(new Traits { GivenName = "Anna", FamilyName = "Dupont" }));
        Assert.Null(NameCard.Of(new Traits { FamilyName = "Dupont", Birthday = Birthday }));
    }

    /// <summary>The errand that files her must never fail on what somebody called herself.</summary>
    [Fact]
    public void Of_AnyNames_GivesAtMostTwoKeys() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(2000), Prop.ForAll(
        ArbMap.Default.ArbFor<(string? Given, string? Family)>(),
        static names => NameKeys.Of(new NameCard(names.Given ?? "", names.Family ?? "", Birthday), Keys).Length <= 2));

    [Fact]
    public void Of_NamesAsLongAsFieldsAllow_HaveKeys()
    {
        foreach (var letter in new[] { "a", "b", "\u5c71", "\ud83d\ude00", "\u0449" })
        {
            var name = string.Concat(Enumerable.Repeat(letter, 500));
            Assert.NotEmpty(NameKeys.Of(new NameCard(name, name, Birthday), Keys));
        }
    }

    private static IEnumerable<string> KeysOf((string Given, string Family) name) => NameKeys.Of(new NameCard(name.Given, name.Family, Birthday), Keys);

    private static (string Given, string Family) Split(string name)
    {
        var space = name.LastIndexOf(' ');
        return (name[..space], name[(space + 1)..]);
    }
}

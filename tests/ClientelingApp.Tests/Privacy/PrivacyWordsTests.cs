using Luxe.ClientelingApp.Privacy;
using Luxe.Contracts.Consent;
using Luxe.Contracts.Rights;

namespace Luxe.ClientelingApp.Tests.Privacy;

public sealed class PrivacyWordsTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 20, 18, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(-49, "Overdue by two days")]
    [InlineData(-20, "Overdue by one day")]
    [InlineData(-1, "Overdue since today")]
    [InlineData(1, "Due today")]
    [InlineData(7, "One day left")]
    [InlineData(72, "Three days left")]
    [InlineData(24 * 28, "28 days left")]
    public void Due_ByDaysOfTheCalendar_IsSaidInWords(int hours, string words) => Assert.Equal(words, PrivacyWords.Due(Now.AddHours(hours), Now));

    [Theory]
    [InlineData("", "None waits")]
    [InlineData("5", "One waits")]
    [InlineData("-5", "One waits, overdue")]
    [InlineData("5 9", "Two wait")]
    [InlineData("-5 -3 9", "Three wait, two overdue")]
    public void Waiting_WithAndWithoutOverdue_CountsBoth(string hours, string words)
    {
        var open = hours.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(hour => 
            new RightsRequest("r", RequestKind.Export, "c_1", RequestState.Open, Now, Now.AddHours(int.Parse(hour, System.Globalization.CultureInfo.InvariantCulture)), null, "web", "client", null));

        Assert.Equal(words, PrivacyWords.Waiting(new RequestPage([.. open], null), Now));
    }

    [Fact]
    public void Words_OfEveryRequestChannelAndLimit_AreItsOwn()
    {
        Assert.Equal(Enum.GetValues<RequestKind>().Length, Enum.GetValues<RequestKind>().Select(PrivacyWords.Request).Distinct().Count());
        Assert.All(PrivacyWords.Channels, static channel => Assert.NotEqual(channel, PrivacyWords.Channel(channel)));
        Assert.All(ErasureLimits.All, static limit => Assert.NotEqual(limit, PrivacyWords.NotReached(limit)));
    }

    [Theory]
    [InlineData("InStoreRecognition", "Being recognised in a store")]
    [InlineData("Searches", "Searches")]
    [InlineData("CartActivity", "Cart and wishes")]
    [InlineData("Category", "Category")]
    [InlineData("None", "None")]
    [InlineData("2026-11", "2026-11")]
    [InlineData("3", "3")]
    public void Name_OfWhatIsCounted_IsInWords(string of, string words) => Assert.Equal(words, PrivacyWords.Name(of));

    [Fact]
    public void Use_OfEveryOne_HasAWordOfItsOwn()
    {
        Assert.Equal(DataUsesOf.All.Length, DataUsesOf.All.Select(PrivacyWords.Use).Distinct().Count());
        Assert.Equal(("Searches", "Access log"), (PrivacyWords.Rule("searches"), PrivacyWords.Rule("accessLog")));
    }

    [Fact]
    public void Withheld_InALedger_IsASentenceOrNothing()
    {
        Assert.Equal("", LedgerWords.Withheld(DataUses.None, false));
        Assert.Equal(" Withheld: searches, cart and wishes. She wants to be left alone.", LedgerWords.Withheld(DataUses.Searches | DataUses.CartActivity, true));
    }

    [Theory]
    [InlineData("c_abc", true)]
    [InlineData("l_0123456789abcdef0123456789", true)]
    [InlineData("l_0123", false)]
    [InlineData("lea@example.com", false)]
    [InlineData("", false)]
    public void IsId_OfWhatPeopleType_LetsOnlyIdsThrough(string text, bool isId) => Assert.Equal(isId, PrivacyReader.IsId(text));
}

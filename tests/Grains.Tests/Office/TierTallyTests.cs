using Luxe.Contracts.Consent;
using Luxe.Contracts.Office;
using Luxe.Grains.Office;
using Luxe.Grains.Tests.Customers;

namespace Luxe.Grains.Tests.Office;

public sealed class TierTallyTests
{
    private static readonly DateTimeOffset Noon = Lives.Start;

    [Fact]
    public void End_OfManyLedgers_CountsWhatHoldsAndNotWhatWasWritten()
    {
        var tally = new TierTally();
        for (var n = 0; n < 30; n++)
        {
            // A late word, written last, and an import, written later still, change nothing.
            tally.Add($"c_{n:D2}", Lives.Decision("a", ConsentTier.Identity, Noon));
            tally.Add($"c_{n:D2}", Lives.Decision("b", n < 10 ? ConsentTier.Category : ConsentTier.Behaviour, Noon.AddDays(2), Purposes.Email) with { Withheld = n < 20 ? DataUses.Searches : DataUses.None });
            tally.Add($"c_{n:D2}", Lives.Decision("c", ConsentTier.None, Noon.AddDays(1)));
            tally.Add($"c_{n:D2}", Lives.Decision("d", ConsentTier.None, Noon.AddDays(9)) with { Actor = ConsentDecision.Voucher });
        }

        var counts = tally.End(Noon);

        Assert.Equal(30, counts.Clients);
        Assert.Equal([("None", 0L), ("Category", 10L), ("Behaviour", 20L), ("Identity", 0L)], counts.Tiers.Select(static count => (count.Of, count.Count ?? -1)));
        Assert.Equal(30, Of(counts.Purposes, "Email"));
        Assert.Equal(0, Of(counts.Purposes, "Sms"));

        // Of the twenty who withhold searches ten are at a tier that has none to withhold.
        Assert.Equal(10, Of(counts.Withheld, "Searches"));
        Assert.Equal(0, counts.LeftAlone.Count);
    }

    [Fact]
    public void End_OfAnImportAlone_CountsIt()
    {
        var tally = new TierTally();
        for (var n = 0; n < 5; n++)
        {
            tally.Add($"c_{n}", Lives.Decision("d", ConsentTier.Category, Noon) with { Actor = ConsentDecision.Voucher });
        }

        Assert.Equal(5, Of(tally.End(Noon).Tiers, "Category"));
    }

    [Theory]
    [InlineData(new long[] { 0, 4, 40, 90 }, "0 . . 90")]
    [InlineData(new long[] { 4, 3, 40, 90 }, ". . 40 90")]
    [InlineData(new long[] { 5, 6, 40, 90 }, "5 6 40 90")]
    [InlineData(new long[] { 0, 0, 0, 1 }, "0 0 0 .")]
    public void Parts_OfAWhole_HideThoseWhoCouldBeToldApart(long[] counts, string shown)
    {
        var parts = SmallCells.Parts(counts.Select(static (count, place) => ($"{place}", count)));

        Assert.Equal(shown, string.Join(' ', parts.Select(static part => part.Count?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? ".")));
    }

    [Theory]
    [InlineData(0, 100, true)]
    [InlineData(4, 100, false)]
    [InlineData(5, 100, true)]
    [InlineData(97, 100, false)]
    [InlineData(100, 100, true)]
    public void Among_All_HidesTheFewWhoDoAndTheFewWhoDoNot(long count, long all, bool said) => Assert.Equal(said ? count : null, SmallCells.Among("Email", count, all).Count);

    private static long? Of(IEnumerable<CountOf> counts, string name) => counts.Single(count => count.Of == name).Count;
}

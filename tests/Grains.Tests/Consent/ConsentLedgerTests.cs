using System.Text;
using Luxe.Contracts.Consent;
using Luxe.Grains.Consent;
using Luxe.Grains.Tests.Customers;
using Luxe.Storage;

namespace Luxe.Grains.Tests.Consent;

public sealed class ConsentLedgerTests
{
    [Fact]
    public void Next_AFewDecisions_FormAnIntactChainThatReadsBack()
    {
        var rows = Chain();

        Assert.Null(ConsentLedger.FirstBreak(rows, End(rows)));
        Assert.Equal(new string('0', 64), rows[0].PreviousHash);
        Assert.Equal(Decision(1), ConsentLedger.Read(rows[1]).Decision);
    }

    [Fact]
    public void FirstBreak_AnyTampering_NamesTheEntry()
    {
        var rows = Chain();
        var changed = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(rows[1].Payload.Span).Replace("\"tier\":1", "\"tier\":3", StringComparison.Ordinal));

        Assert.Equal(2, ConsentLedger.FirstBreak([rows[0], rows[1] with { Payload = changed }, rows[2]], End(rows)));
        Assert.Equal(2, ConsentLedger.FirstBreak([rows[0], rows[2]], End(rows)));
        Assert.Equal(1, ConsentLedger.FirstBreak([rows[1], rows[2]], End(rows)));
        Assert.Equal(2, ConsentLedger.FirstBreak([rows[0], rows[1] with { PreviousHash = rows[0].PreviousHash }, rows[2]], End(rows)));
        Assert.Equal(3, ConsentLedger.FirstBreak([rows[0], rows[1]], End(rows)));
        Assert.Equal(3, ConsentLedger.FirstBreak([rows[0], rows[1], ConsentLedger.Next("c", new LedgerHead(2, rows[1].Hash), Decision(1))], End(rows)));
        Assert.Null(ConsentLedger.FirstBreak(rows, new LedgerHead(2, rows[1].Hash)));
    }

    [Fact]
    public void Next_AKnownDecision_HasTheStoredCanonicalForm() =>
        Assert.Equal(
            """{"actor":"client","channel":"web","decidedAt":"2026-11-03T09:00:00.000000Z","eventId":"d1","locale":"en","noticeVersion":"notice-1","purposes":1,"seq":1,"tier":1}""",
            Encoding.UTF8.GetString(ConsentLedger.Next("c", LedgerHead.Start, Decision(1)).Payload.Span));

    [Fact]
    public void Canonical_WithoutTheNewFields_IsAsItWas()
    {
        var plain = Encoding.UTF8.GetString(ConsentLedger.Next("c", LedgerHead.Start, Decision(1)).Payload.Span);

        Assert.All(["withheld", "leaveMeAlone", "evidence"], field => Assert.DoesNotContain(field, plain, StringComparison.Ordinal));
    }

    [Fact]
    public void Next_WithUsesWithheld_WritesThemInPlaceAndReadsThemBack()
    {
        var decision = Decision(2) with { Withheld = DataUses.Searches | DataUses.MailActivity, LeaveMeAlone = true, Evidence = "under-age" };
        var row = ConsentLedger.Next("c", LedgerHead.Start, decision) with { WrittenAt = Lives.Start.AddYears(1) };

        Assert.Equal(
            """{"actor":"client","channel":"web","decidedAt":"2026-11-04T09:00:00.000000Z","eventId":"d2","evidence":"under-age","leaveMeAlone":true,"locale":"en","noticeVersion":"notice-1","purposes":1,"seq":1,"tier":2,"withheld":192}""",
            Encoding.UTF8.GetString(row.Payload.Span));
        Assert.Equal((decision, Lives.Start.AddYears(1)), (ConsentLedger.Read(row).Decision, ConsentLedger.Read(row).WrittenAt));
    }

    private static LedgerHead End(LedgerRow[] rows) => new(rows[^1].Seq, rows[^1].Hash);

    private static LedgerRow[] Chain()
    {
        var rows = new List<LedgerRow>();
        var head = LedgerHead.Start;
        for (var i = 0; i < 3; i++)
        {
            rows.Add(ConsentLedger.Next("c", head, Decision(i)));
            head = new LedgerHead(rows[^1].Seq, rows[^1].Hash);
        }

        return [.. rows];
    }

    private static ConsentDecision Decision(int i) => Lives.Decision($"d{i}", (ConsentTier)i, Lives.Start.AddDays(i));
}

using Luxe.ClientelingApp.Privacy;
using Luxe.Contracts.Consent;

namespace Luxe.ClientelingApp.Tests.Privacy;

public sealed class LedgerChainTests
{
    private static readonly string Zeros = new('0', 64);

    [Fact]
    public void FirstBreak_OfAWholeChain_IsNone() =>
        Assert.Null(LedgerChain.FirstBreak([Entry(1, "a", Zeros), Entry(2, "b", "a"), Entry(3, "c", "b")]));

    [Fact]
    public void FirstBreak_WhenAnEntryWasTakenOut_IsTheOneAfterIt() =>
        Assert.Equal(3, LedgerChain.FirstBreak([Entry(1, "a", Zeros), Entry(3, "c", "b")]));

    [Fact]
    public void FirstBreak_WhenAnEntryWasReplaced_IsTheOneAfterIt() =>
        Assert.Equal(3, LedgerChain.FirstBreak([Entry(1, "a", Zeros), Entry(2, "x", "a"), Entry(3, "c", "b")]));

    [Fact]
    public void FirstBreak_WhenTheBeginningIsMissing_IsTheFirstEntry() =>
        Assert.Equal(2, LedgerChain.FirstBreak([Entry(2, "b", "a")]));

    private static LedgerEntry Entry(long seq, string hash, string previous) =>
        new(seq, new ConsentDecision("k" + seq, ConsentTier.Category, Purposes.None, "1", null, "web", "client", DateTimeOffset.UnixEpoch), hash, previous);
}

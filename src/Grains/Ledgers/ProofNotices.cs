using System.Collections.Immutable;
using Luxe.Contracts.Consent;
using Luxe.Grains.Policies;

namespace Luxe.Grains.Ledgers;

/// <summary>The notices that entries name, each once, in the order in which they were shown first.</summary>
internal static class ProofNotices
{
    public static ImmutableArray<ProofNotice> Of(IEnumerable<ProofLedger> ledgers, PolicyBook policies) =>
    [
        .. ledgers
            .SelectMany(static ledger => ledger.Entries)
            .Select(static each => each.Entry.Decision)
            .Select(decision => Of(decision, policies))
            .DistinctBy(static notice => (notice.Version, notice.Locale)),
    ];

    private static ProofNotice Of(ConsentDecision decision, PolicyBook policies)
    {
        var words = policies.Find(decision.NoticeVersion) is { } policy ? PolicyList.Notice(policy, decision.Locale) : null;
        var file = policies.Rows.FirstOrDefault(row => row.Version == decision.NoticeVersion)?.Sha256;
        return new ProofNotice(decision.NoticeVersion, words?.Locale ?? decision.Locale ?? "", file, words);
    }
}

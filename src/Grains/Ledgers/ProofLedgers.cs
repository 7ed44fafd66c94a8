using System.Collections.Immutable;
using System.Text;
using Luxe.Contracts.Consent;
using Luxe.Grains.Consent;
using Luxe.Storage;

namespace Luxe.Grains.Ledgers;

/// <summary>Rows of a ledger as a proof shows them. Pure.</summary>
internal static class ProofLedgers
{
    /// <summary>A ledger with what its anchors say of it.</summary>
    /// <param name="id">What it is filed under.</param>
    /// <param name="rows">Its rows, in order.</param>
    /// <param name="leaves">What anchors saw of it.</param>
    /// <param name="firstBreak">Where its chain or her journal says that it was changed.</param>
    public static ProofLedger Of(string id, IReadOnlyList<LedgerRow> rows, ImmutableArray<AnchorLeaf> leaves, long? firstBreak)
    {
        var entries = ImmutableArray.CreateBuilder<ProofEntry>(rows.Count);
        ConsentDecision? before = null;
        foreach (var row in rows)
        {
            var entry = ConsentLedger.Read(row);
            entries.Add(new ProofEntry(entry, LedgerChange.Between(before, entry.Decision), Encoding.UTF8.GetString(row.Payload.Span)));
            before = entry.Decision;
        }

        return new ProofLedger(id, entries.MoveToImmutable(), [.. leaves.Select(static leaf => new ProofAnchor(AnchorGrain.View(leaf.Anchor), leaf.Seq, leaf.Hash))], Earlier(firstBreak, Contradicted(rows, leaves)));
    }

    /// <summary>Where the chain breaks by itself, for a ledger whose journal is gone.</summary>
    public static long? Break(IReadOnlyList<LedgerRow> rows) =>
        ConsentLedger.FirstBreak(rows, rows is [.., var last] ? new LedgerHead(last.Seq, last.Hash) : LedgerHead.Start);

    /// <summary>A chain that was made anew as a whole is none that an anchor saw.</summary>
    private static long? Contradicted(IReadOnlyList<LedgerRow> rows, ImmutableArray<AnchorLeaf> leaves)
    {
        var hashes = rows.ToDictionary(static row => row.Seq, static row => row.Hash);
        return leaves.FirstOrDefault(leaf => hashes.GetValueOrDefault(leaf.Seq) != leaf.Hash)?.Seq;
    }

    private static long? Earlier(long? one, long? other) => one is null || other < one ? other : one;
}

using System.Collections.Immutable;
using Luxe.Contracts.Consent;

namespace Luxe.ClientelingApp.Privacy;

/// <summary>Whether a ledger, as read, hangs together: numbers without gaps, each entry naming the hash before it. Pure.</summary>
public static class LedgerChain
{
    private static readonly string Beginning = new('0', 64);

    /// <summary>The number of the first entry that does not follow the one before it, or null when all do.</summary>
    public static long? FirstBreak(ImmutableArray<LedgerEntry> entries)
    {
        var (seq, hash) = (0L, Beginning);
        foreach (var entry in entries)
        {
            if (entry.Seq != seq + 1 || !string.Equals(entry.PreviousHash, hash, StringComparison.OrdinalIgnoreCase))
            {
                return entry.Seq;
            }

            (seq, hash) = (entry.Seq, entry.Hash);
        }

        return null;
    }

    /// <summary>What to say of the chain.</summary>
    public static string Words(ImmutableArray<LedgerEntry> entries) => FirstBreak(entries) is { } broken
        ? $"The chain breaks at decision {broken}."
        : entries.Length == 1 ? "One decision; the chain begins here." : $"{entries.Length} decisions; the chain is whole.";
}

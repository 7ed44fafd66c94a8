using System.Collections.Immutable;
using Luxe.Storage.Commit;

namespace Luxe.Storage;

/// <summary>Rows that become durable together, in one transaction, or not at all.</summary>
public sealed record JournalAppend
{
    /// <summary>Whose journal.</summary>
    public required string Customer { get; init; }

    /// <summary>The number of the last row the caller knows (0 for an empty journal); the first new row is this plus one.</summary>
    public required long ExpectedSeq { get; init; }

    /// <summary>The new rows, numbered without gaps. May be empty when only the ledger or a redaction is wanted.</summary>
    public ImmutableArray<JournalRow> Rows { get; init; } = [];

    /// <summary>Consent ledger entries that must stand or fall with the rows.</summary>
    public ImmutableArray<LedgerRow> Ledger { get; init; } = [];

    /// <summary>
    /// Empties the payload of every earlier row whose tier is above this one (-1: of every row), in the same transaction.
    /// </summary>
    public int? RedactAboveTier { get; init; }

    /// <summary>
    /// Empties the payload of these earlier rows (1 to <see cref="ExpectedSeq"/>) in the same transaction, whatever their tier: their kind becomes
    /// <see cref="JournalRow.RedactedKind"/>; number, event id, tier and times stay. Rows that were emptied before stay as they are.
    /// An append that holds nothing but redactions does not look at where the journal ends.
    /// </summary>
    public ImmutableArray<long> RedactSeqs { get; init; } = [];

    /// <summary>
    /// As <see cref="RedactSeqs"/>, and their event ids are forgotten too (of rows that were emptied before as well): what an undone merge
    /// brought may come again.
    /// </summary>
    public ImmutableArray<long> ReleaseSeqs { get; init; } = [];

    /// <summary>What lies in it may run out sooner than her retention mark says, or she is another than it was said of: she is looked at again the next night.</summary>
    public bool IsDueAnew { get; init; }

    /// <summary>What this append empties because its time is over, for the report of the day.</summary>
    public RetainedCounts? Retained { get; init; }

    /// <summary>What storage itself puts into the same transaction, behind everything else.</summary>
    internal ImmutableArray<Beside> Besides { get; init; } = [];
}

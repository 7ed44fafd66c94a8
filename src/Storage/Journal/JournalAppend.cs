using System.Collections.Immutable;

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
}

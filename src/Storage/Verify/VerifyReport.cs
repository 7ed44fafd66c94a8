using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Luxe.Storage;

/// <summary>What <see cref="HouseVerify"/> found. Ids and numbers only, never what a row holds.</summary>
public sealed record VerifyReport
{
    /// <summary>Clients who have a journal.</summary>
    public long Journals { get; init; }

    /// <summary>Journal rows.</summary>
    public long Rows { get; init; }

    /// <summary>Of them, rows whose payload was taken away.</summary>
    public long Redacted { get; init; }

    /// <summary>Of them, rows without a checksum: from before there were any, or emptied.</summary>
    public long WithoutChecksum { get; init; }

    /// <summary>Entries of consent ledgers.</summary>
    public long LedgerEntries { get; init; }

    /// <summary>Anchors of all ledgers.</summary>
    public long Anchors { get; init; }

    /// <summary>Snapshots of clients' states.</summary>
    public long Snapshots { get; init; }

    /// <summary>Merges and signposts of merges.</summary>
    public long Merges { get; init; }

    /// <summary>How many faults there are.</summary>
    public long FaultCount { get; init; }

    /// <summary>The first of them.</summary>
    public ImmutableArray<VerifyFault> Faults { get; init; } = [];

    /// <summary>Whether nothing is wrong.</summary>
    [JsonIgnore]
    public bool IsSound => FaultCount == 0;
}

/// <summary>One thing that is wrong.</summary>
/// <param name="Check">What was checked: sequence, event-id, checksum, ledger, anchor, snapshot, merge, quarantine, key, database.</param>
/// <param name="Customer">Whose; empty where it concerns no single client.</param>
/// <param name="Seq">The number of the row or entry; null where it concerns no single one.</param>
/// <param name="What">What is wrong, in words.</param>
public sealed record VerifyFault(string Check, string Customer, long? Seq, string What);

using System.Collections.Immutable;
using Luxe.Contracts.Consent;
using Luxe.Grains.Consent;
using Luxe.Grains.Customers;

namespace Luxe.Grains.Merges;

/// <summary>
/// She absorbed another client. The rows that follow are prompts that were raised because of it and copies of what the merged consent admits of
/// the other's interactions, the first of them in the same append: undoing releases this row and all of them. Opaque ids, a consent and no data: tier None.
/// </summary>
/// <param name="Doors">The absorbed and whomever she absorbed before.</param>
/// <param name="Rows">How many rows follow that belong to the merge.</param>
/// <param name="Consent">What holds from now: the stricter of both decisions. What lies above it is out of use until the merge is undone.</param>
/// <param name="Ledger">Where the ledger ends, when the merge wrote an entry.</param>
/// <param name="AssociateId">Whose book she is in from now.</param>
/// <param name="Ended">Prompts that lost their reason.</param>
internal sealed record Merged(
    string MergeId,
    string AbsorbedId,
    string Actor,
    string Reason,
    DateTimeOffset At,
    ImmutableArray<Door> Doors,
    int Rows,
    ConsentView Consent,
    LedgerHead? Ledger,
    string? AssociateId,
    ImmutableArray<string> Ended) : CustomerEvent
{
    public const string Kind = "merged";
}

/// <summary>She became part of another client: from now her id is a signpost.</summary>
internal sealed record MergedInto(string MergeId, string SurvivorId, string Actor, string Reason, DateTimeOffset At) : CustomerEvent
{
    public const string Kind = "merged-into";
}

/// <summary>A merge was taken back; its rows were released in the same append, so that a replay never sees them. Says who merged, since the merge's own row is gone.</summary>
/// <param name="Limits">What she decided through the absorbed's door since: it can take away here, never give.</param>
/// <param name="Ledger">Where the ledger ends: entries of released rows stay in it.</param>
/// <param name="For">Nobody took this one back: it stood on the merge named, which somebody did.</param>
/// <param name="Stitched">Whose sequences stood on this one for that reason: each is stitched again to whoever answers for her device now.</param>
internal sealed record MergeUndone(
    string MergeId,
    string AbsorbedId,
    string MergedBy,
    string Reason,
    DateTimeOffset MergedAt,
    string Actor,
    DateTimeOffset At,
    ImmutableArray<ConsentLimit> Limits,
    LedgerHead Ledger,
    string? For = null,
    ImmutableArray<string>? Stitched = null) : CustomerEvent
{
    public const string Kind = "merge-undone";
}

/// <summary>She stands on her own again. The rows before it in the same append are what came through her door while she did not.</summary>
/// <param name="Limits">What she decided through other doors since: it can take away here, never give.</param>
/// <param name="Ledger">Where her ledger ends.</param>
internal sealed record Restored(string MergeId, string SurvivorId, string Actor, DateTimeOffset At, ImmutableArray<ConsentLimit> Limits, LedgerHead Ledger) : CustomerEvent
{
    public const string Kind = "restored";
}

/// <summary>She was erased: every row before was emptied in the same append, and nothing is taken from now on.</summary>
internal sealed record Erased(string OrderId, string Actor, DateTimeOffset At) : CustomerEvent
{
    public const string Kind = "erased";
}

namespace Luxe.Storage;

/// <summary>
/// Somebody who was erased. Ids under a keyed hash, times and a ledger's head: nothing readable, tier None, kept for ever, so that a restored backup cannot bring her back.
/// </summary>
/// <param name="Pseudonym">What her id became.</param>
/// <param name="OrderId">By which order; those she had absorbed have the same.</param>
/// <param name="PartOf">The pseudonym of whom she was part of; null for the person the order was about.</param>
/// <param name="Actor">Who ordered it: "client" or a stable id.</param>
/// <param name="Channel">Where it was ordered.</param>
/// <param name="ErasedAt">From when nothing of her could be read; microseconds UTC.</param>
/// <param name="LedgerSeq">The last entry of her ledger.</param>
/// <param name="LedgerHash">Its hash.</param>
/// <param name="Subject">Her id, until every system is done; then null.</param>
/// <param name="DoneAt">When that was.</param>
public sealed record ErasureRow(
    string Pseudonym,
    string OrderId,
    string? PartOf,
    string Actor,
    string Channel,
    DateTimeOffset ErasedAt,
    long LedgerSeq,
    string LedgerHash,
    string? Subject,
    DateTimeOffset? DoneAt = null);

/// <summary>One system of an erasure that is done.</summary>
/// <param name="OrderId">The order.</param>
/// <param name="Place">Its place among the systems.</param>
/// <param name="System">Which, in a word.</param>
/// <param name="Affected">What was hers there.</param>
/// <param name="At">When; microseconds UTC.</param>
public sealed record ErasureStepRow(string OrderId, int Place, string System, long Affected, DateTimeOffset At);

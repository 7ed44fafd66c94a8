using Luxe.Contracts.Access;

namespace Luxe.Contracts.Customers;

/// <summary>
/// Two records of one person made one, and two again. Keyed by the survivor, whose grain decides alone: she absorbs the other's
/// journal in one transaction over both, and the absorbed id becomes a signpost to her. Either done or untouched, never half.
/// </summary>
[Alias("luxe.ICustomerMerges")]
public interface ICustomerMerges : IGrainWithStringKey
{
    /// <summary>What the merge would do, decided as <see cref="Absorb"/> decides and written nowhere. Values are cut by the viewer's role.</summary>
    [Alias("Preview")] Task<MergePreview> Preview(MergeOrder order, Viewer viewer);

    /// <summary>Merges another client into this one. The same order twice is one merge.</summary>
    [Alias("Absorb")] Task<MergeOutcome> Absorb(MergeOrder order);

    /// <summary>Takes a merge back: both are as they were, with what happened since, each at the one it came by. What she withdrew since stays withdrawn for both.</summary>
    /// <param name="mergeId">The merge; the latest of this survivor's, or the answer names the one to take back first.</param>
    /// <param name="actor">Who asks: the id of a member of staff or of an integration.</param>
    [Alias("Undo")] Task<UndoOutcome> Undo(string mergeId, string actor);

    /// <summary>Merges of this client, those taken back too, and where she herself went. Written to the access log.</summary>
    [ReadOnly, Alias("GetMerges")] Task<MergesView> GetMerges(Viewer viewer);

    /// <summary>Catches up with what another grain wrote in her journal. Whoever merged or took back awaits it for the absorbed id; losing it costs nothing lasting.</summary>
    [Alias("CatchUp")] Task CatchUp();

    /// <summary>As <see cref="CatchUp"/>, without waiting.</summary>
    [OneWay, Alias("Nudge")] Task Nudge();
}

/// <summary>An order to merge.</summary>
/// <param name="MergeId">Idempotency key, unique in the house.</param>
/// <param name="AbsorbedId">The client who becomes part of the survivor.</param>
/// <param name="Actor">Who ordered it: the id of a member of staff or of an integration, or "identity" for a stitched sequence. Kept in both journals.</param>
/// <param name="Reason">Why, in a few fixed words such as "same-card"; nothing personal. Kept in both journals.</param>
/// <param name="At">When it was ordered (UTC).</param>
[GenerateSerializer, Immutable, Alias("luxe.MergeOrder")]
public sealed record MergeOrder(
    [property: Id(0)] string MergeId,
    [property: Id(1)] string AbsorbedId,
    [property: Id(2)] string Actor,
    [property: Id(3)] string Reason,
    [property: Id(4)] DateTimeOffset At);

/// <summary>Why a merge is refused.</summary>
public enum MergeRefusal
{
    /// <summary>It is not refused.</summary>
    None = 0,

    /// <summary>Survivor and absorbed are one id.</summary>
    SameClient = 1,

    /// <summary>Nothing ever happened to the survivor's id.</summary>
    UnknownSurvivor = 2,

    /// <summary>Nothing ever happened to the absorbed id.</summary>
    UnknownAbsorbed = 3,

    /// <summary>The survivor is part of another client herself, who is named.</summary>
    SurvivorIsAbsorbed = 4,

    /// <summary>The absorbed is part of a client already, who is named (this one, when another order merged them).</summary>
    AlreadyAbsorbed = 5,

    /// <summary>One of the two was erased or is being erased.</summary>
    Erased = 6,

    /// <summary>This very order was carried out and taken back since; a new one needs a new id.</summary>
    TakenBack = 7,

    /// <summary>Others kept writing to one of the two. Nothing was changed; the same order may be sent again.</summary>
    Contended = 8,
}

/// <summary>How an order to merge ended.</summary>
public enum MergeResult
{
    /// <summary>Merged, durably.</summary>
    Done = 0,

    /// <summary>This order was carried out before.</summary>
    AlreadyDone = 1,

    /// <summary>Nothing was changed.</summary>
    Refused = 2,
}

/// <summary>What <see cref="ICustomerMerges.Absorb"/> did.</summary>
/// <param name="Result">How it ended.</param>
/// <param name="Refusal">Why not, when it was refused.</param>
/// <param name="NamedId">The client that the refusal names, if it names one.</param>
[GenerateSerializer, Immutable, Alias("luxe.MergeOutcome")]
public sealed record MergeOutcome(
    [property: Id(0)] MergeResult Result,
    [property: Id(1)] MergeRefusal Refusal = MergeRefusal.None,
    [property: Id(2)] string? NamedId = null);

/// <summary>How an order to take a merge back ended.</summary>
public enum UndoResult
{
    /// <summary>Taken back, durably.</summary>
    Done = 0,

    /// <summary>It was taken back before.</summary>
    AlreadyDone = 1,

    /// <summary>This client has no such merge.</summary>
    UnknownMerge = 2,

    /// <summary>Another merge stands on it: the one named is to be taken back first.</summary>
    NotTheLatest = 3,

    /// <summary>The survivor is part of another client herself: the merge named is to be taken back first.</summary>
    SurvivorIsAbsorbed = 4,

    /// <summary>She was erased: there is nothing to go back to.</summary>
    Erased = 5,

    /// <summary>Others kept writing. Nothing was changed; the same may be asked again.</summary>
    Contended = 6,
}

/// <summary>What <see cref="ICustomerMerges.Undo"/> did.</summary>
/// <param name="Result">How it ended.</param>
/// <param name="MergeId">The merge to take back first, when one is in the way.</param>
/// <param name="AbsorbedId">Who stands on her own again (or stood before), when it is done.</param>
/// <param name="CustomerId">The survivor whose merge it is, when one is in the way.</param>
[GenerateSerializer, Immutable, Alias("luxe.UndoOutcome")]
public sealed record UndoOutcome(
    [property: Id(0)] UndoResult Result,
    [property: Id(1)] string? MergeId = null,
    [property: Id(2)] string? AbsorbedId = null,
    [property: Id(3)] string? CustomerId = null);

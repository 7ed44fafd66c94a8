using System.Collections.Immutable;
using Luxe.Contracts.Consent;

namespace Luxe.Contracts.Customers;

/// <summary>The result of a merge as it would be. Amounts and trait values are null for a viewer who may not see them.</summary>
[GenerateSerializer, Immutable, Alias("luxe.MergePreview")]
public sealed record MergePreview
{
    /// <summary>Why it would be refused; <see cref="MergeRefusal.None"/> when it would be done.</summary>
    [Id(0)] public MergeRefusal Refusal { get; init; }

    /// <summary>The client that the refusal names, if it names one.</summary>
    [Id(1)] public string? NamedId { get; init; }

    /// <summary>What the survivor allows now.</summary>
    [Id(2)] public ConsentView Survivor { get; init; } = ConsentView.Undecided;

    /// <summary>What the absorbed allows now.</summary>
    [Id(3)] public ConsentView Absorbed { get; init; } = ConsentView.Undecided;

    /// <summary>What the merged client would allow: the stricter of both decisions.</summary>
    [Id(4)] public ConsentView Merged { get; init; } = ConsentView.Undecided;

    /// <summary>Interactions of the absorbed that the survivor would gain.</summary>
    [Id(5)] public int Taken { get; init; }

    /// <summary>Interactions of the absorbed that the merged consent does not admit; they stay frozen until the merge is taken back.</summary>
    [Id(6)] public int Withheld { get; init; }

    /// <summary>Interactions of the absorbed that the survivor has already.</summary>
    [Id(7)] public int Known { get; init; }

    /// <summary>Interactions of the survivor herself that would go out of use, because the merged consent does not reach them.</summary>
    [Id(8)] public int Hidden { get; init; }

    /// <summary>Purchases: the survivor's, the absorbed's, the merged client's.</summary>
    [Id(9)] public MergeSide? SurvivorSide { get; init; }

    /// <summary>The absorbed's side.</summary>
    [Id(10)] public MergeSide? AbsorbedSide { get; init; }

    /// <summary>The merged client's side.</summary>
    [Id(11)] public MergeSide? MergedSide { get; init; }

    /// <summary>Traits on which the two differ.</summary>
    [Id(12)] public ImmutableArray<TraitChoice> Traits { get; init; } = [];

    /// <summary>Whose book the merged client would be in.</summary>
    [Id(13)] public string? AssociateId { get; init; }

    /// <summary>Open prompts of both that would end.</summary>
    [Id(14)] public int PromptsEnded { get; init; }
}

/// <summary>What one side of a merge holds.</summary>
/// <param name="Purchases">Purchases, count.</param>
/// <param name="Spend">Spend by ISO currency.</param>
/// <param name="LastPurchaseAt">Last purchase (UTC).</param>
[GenerateSerializer, Immutable, Alias("luxe.MergeSide")]
public sealed record MergeSide(
    [property: Id(0)] int Purchases,
    [property: Id(1)] ImmutableArray<Money> Spend,
    [property: Id(2)] DateTimeOffset? LastPurchaseAt);

/// <summary>A trait on which the two differ, and which word would stand. Values are null where the viewer may not see them, or nothing was said.</summary>
/// <param name="Field">Its name, as the API writes it.</param>
/// <param name="Survivor">What the survivor said.</param>
/// <param name="Absorbed">What the absorbed said.</param>
/// <param name="Winner">Whose word would stand.</param>
[GenerateSerializer, Immutable, Alias("luxe.TraitChoice")]
public sealed record TraitChoice(
    [property: Id(0)] string Field,
    [property: Id(1)] string? Survivor,
    [property: Id(2)] string? Absorbed,
    [property: Id(3)] TraitWinner Winner);

/// <summary>Whose word stands after a merge.</summary>
public enum TraitWinner
{
    /// <summary>The survivor's.</summary>
    Survivor = 0,

    /// <summary>The absorbed's.</summary>
    Absorbed = 1,

    /// <summary>Both: lists are joined.</summary>
    Both = 2,

    /// <summary>Nobody's: the merged consent does not reach it.</summary>
    Neither = 3,
}

/// <summary>Merges of a client.</summary>
/// <param name="CustomerId">Whose.</param>
/// <param name="AbsorbedInto">The client she became part of, or null.</param>
/// <param name="Merges">Newest first, those taken back too.</param>
[GenerateSerializer, Immutable, Alias("luxe.MergesView")]
public sealed record MergesView(
    [property: Id(0)] string CustomerId,
    [property: Id(1)] string? AbsorbedInto,
    [property: Id(2)] ImmutableArray<MergeRecord> Merges);

/// <summary>A merge as the survivor's journal keeps it: opaque ids, who, why and when; it outlives a purge.</summary>
/// <param name="MergeId">The order's id.</param>
/// <param name="SurvivorId">Who absorbed.</param>
/// <param name="AbsorbedId">Who was absorbed.</param>
/// <param name="Actor">Who ordered it.</param>
/// <param name="Reason">Why, in a few fixed words.</param>
/// <param name="At">When (UTC).</param>
/// <param name="UndoneBy">Who took it back, or null while it stands.</param>
/// <param name="UndoneAt">When it was taken back (UTC), or null while it stands.</param>
[GenerateSerializer, Immutable, Alias("luxe.MergeRecord")]
public sealed record MergeRecord(
    [property: Id(0)] string MergeId,
    [property: Id(1)] string SurvivorId,
    [property: Id(2)] string AbsorbedId,
    [property: Id(3)] string Actor,
    [property: Id(4)] string Reason,
    [property: Id(5)] DateTimeOffset At,
    [property: Id(6)] string? UndoneBy = null,
    [property: Id(7)] DateTimeOffset? UndoneAt = null);

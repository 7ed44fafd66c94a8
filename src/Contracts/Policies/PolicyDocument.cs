using System.Collections.Immutable;
using Luxe.Contracts.Consent;

namespace Luxe.Contracts.Policies;

/// <summary>One version of the house's privacy policy: what each use and purpose covers, how long it is kept, and what clients are told of it. Never changed once it was in force.</summary>
[GenerateSerializer, Immutable, Alias("luxe.PolicyDocument")]
public sealed record PolicyDocument
{
    /// <summary>Its name, which ledgers keep for ever: "2026-11".</summary>
    [Id(0)] public required string Version { get; init; }

    /// <summary>In force from then (UTC) until a later one is.</summary>
    [Id(1)] public required DateTimeOffset EffectiveFrom { get; init; }

    /// <summary>Age in years from which a client decides freely; 0: no such age.</summary>
    [Id(2)] public int MinimumAge { get; init; }

    /// <summary>The highest tier of somebody younger.</summary>
    [Id(3)] public ConsentTier UnderAgeTier { get; init; } = ConsentTier.Category;

    /// <summary>What each use covers.</summary>
    [Id(4)] public ImmutableArray<PolicyUse> Uses { get; init; } = [];

    /// <summary>What each purpose covers.</summary>
    [Id(5)] public ImmutableArray<PolicyPurpose> Purposes { get; init; } = [];

    /// <summary>How long what belongs to no use is kept: "visits", "prompts", "access-log", "inbox".</summary>
    [Id(6)] public ImmutableArray<PolicyKeep> Keep { get; init; } = [];

    /// <summary>What holds elsewhere than in general.</summary>
    [Id(7)] public ImmutableArray<PolicyCountry> Countries { get; init; } = [];

    /// <summary>What clients are shown, one a language.</summary>
    [Id(8)] public ImmutableArray<Notice> Notices { get; init; } = [];
}

/// <summary>What a use covers.</summary>
/// <param name="Use">A single use.</param>
/// <param name="Covers">Codes of what it covers: "views", "dwell".</param>
/// <param name="KeepDays">Days that it is kept; null: for as long as the tier holds.</param>
[GenerateSerializer, Immutable, Alias("luxe.PolicyUse")]
public sealed record PolicyUse([property: Id(0)] DataUses Use, [property: Id(1)] ImmutableArray<string> Covers, [property: Id(2)] int? KeepDays = null);

/// <summary>What a purpose covers.</summary>
/// <param name="Purpose">A single purpose.</param>
/// <param name="Covers">Codes of what it covers.</param>
[GenerateSerializer, Immutable, Alias("luxe.PolicyPurpose")]
public sealed record PolicyPurpose([property: Id(0)] Purposes Purpose, [property: Id(1)] ImmutableArray<string> Covers);

/// <summary>How long a category is kept.</summary>
/// <param name="Category">A use's name ("searches") or one of "visits", "prompts", "access-log", "inbox".</param>
/// <param name="Days">Days from when it happened.</param>
[GenerateSerializer, Immutable, Alias("luxe.PolicyKeep")]
public sealed record PolicyKeep([property: Id(0)] string Category, [property: Id(1)] int Days);

/// <summary>What holds for clients of a country.</summary>
/// <param name="Country">ISO 3166-1 alpha-2.</param>
/// <param name="MinimumAge">Age in years; null: as in general.</param>
/// <param name="Offer">The tier that the page offers first. It grants nothing.</param>
/// <param name="Keep">Other periods than in general.</param>
[GenerateSerializer, Immutable, Alias("luxe.PolicyCountry")]
public sealed record PolicyCountry(
    [property: Id(0)] string Country,
    [property: Id(1)] int? MinimumAge,
    [property: Id(2)] ConsentTier? Offer,
    [property: Id(3)] ImmutableArray<PolicyKeep> Keep);

/// <summary>What a client is shown in one language.</summary>
/// <param name="Locale">BCP 47.</param>
/// <param name="Title">Its heading.</param>
/// <param name="Texts">One for each tier, use and purpose.</param>
[GenerateSerializer, Immutable, Alias("luxe.Notice")]
public sealed record Notice([property: Id(0)] string Locale, [property: Id(1)] string Title, [property: Id(2)] ImmutableArray<NoticeText> Texts);

/// <summary>What a client is told of one tier, use or purpose.</summary>
/// <param name="Of">"tier:behaviour", "use:searches", "purpose:email".</param>
/// <param name="Name">Its name.</param>
/// <param name="Means">What it means, in a sentence.</param>
/// <param name="Example">What she will see of it; empty when there is none.</param>
[GenerateSerializer, Immutable, Alias("luxe.NoticeText")]
public sealed record NoticeText([property: Id(0)] string Of, [property: Id(1)] string Name, [property: Id(2)] string Means, [property: Id(3)] string Example);

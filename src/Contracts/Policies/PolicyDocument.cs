using System.Collections.Immutable;
using Luxe.Contracts.Consent;

namespace Luxe.Contracts.Policies;

/// <summary>
/// What the maison says it does with clients' data, in one version: what each switch covers, for how long, from which age, and the notices
/// that clients are shown. A version never changes and is never deleted, because ledgers name it for ever.
/// </summary>
[GenerateSerializer, Immutable, Alias("luxe.PolicyDocument")]
public sealed record PolicyDocument
{
    /// <summary>Its name, such as "2026-11"; decisions name it as their notice version.</summary>
    [Id(0)] public required string Version { get; init; }

    /// <summary>From when it is in force (UTC). The newest that has begun is.</summary>
    [Id(1)] public required DateTimeOffset EffectiveFrom { get; init; }

    /// <summary>Age in years from which a client may go above <see cref="UnderAgeTier"/>.</summary>
    [Id(2)] public int MinimumAge { get; init; }

    /// <summary>The highest tier of a client who says she is younger.</summary>
    [Id(3)] public ConsentTier UnderAgeTier { get; init; }

    /// <summary>Every use, in the order of its value.</summary>
    [Id(4)] public ImmutableArray<PolicyUse> Uses { get; init; } = [];

    /// <summary>Every purpose, in the order of its value.</summary>
    [Id(5)] public ImmutableArray<PolicyPurpose> Purposes { get; init; } = [];

    /// <summary>How long what belongs to no single use is kept: "visits", "prompts", "access-log", "inbox".</summary>
    [Id(6)] public ImmutableArray<PolicyKeep> Keep { get; init; } = [];

    /// <summary>Where a country's law or custom differs.</summary>
    [Id(7)] public ImmutableArray<PolicyCountry> Countries { get; init; } = [];

    /// <summary>The words, by language; English is always there.</summary>
    [Id(8)] public ImmutableArray<Notice> Notices { get; init; } = [];

    /// <summary>The version it was made from, if any.</summary>
    [Id(9)] public string? Base { get; init; }
}

/// <summary>What a switch covers.</summary>
/// <param name="Use">The single use.</param>
/// <param name="Covers">Codes of what may be done; a version that adds one widens the use.</param>
/// <param name="KeepDays">Days that data of the use are kept; null for as long as her tier holds.</param>
[GenerateSerializer, Immutable, Alias("luxe.PolicyUse")]
public sealed record PolicyUse([property: Id(0)] DataUses Use, [property: Id(1)] ImmutableArray<string> Covers, [property: Id(2)] int? KeepDays = null);

/// <summary>What a purpose covers.</summary>
/// <param name="Purpose">The single purpose.</param>
/// <param name="Covers">Codes of what may be done; a version that adds one widens the purpose.</param>
[GenerateSerializer, Immutable, Alias("luxe.PolicyPurpose")]
public sealed record PolicyPurpose([property: Id(0)] Purposes Purpose, [property: Id(1)] ImmutableArray<string> Covers);

/// <summary>A period.</summary>
/// <param name="Category">A use by its name, such as "searches", or one of "visits", "prompts", "access-log", "inbox".</param>
/// <param name="Days">Days.</param>
[GenerateSerializer, Immutable, Alias("luxe.PolicyKeep")]
public sealed record PolicyKeep([property: Id(0)] string Category, [property: Id(1)] int Days);

/// <summary>What differs in a country; null and empty: nothing.</summary>
/// <param name="Country">ISO 3166-1 alpha-2.</param>
/// <param name="MinimumAge">Age in years.</param>
/// <param name="Offer">The tier that the page offers first. It grants nothing.</param>
/// <param name="Keep">Periods.</param>
[GenerateSerializer, Immutable, Alias("luxe.PolicyCountry")]
public sealed record PolicyCountry(
    [property: Id(0)] string Country,
    [property: Id(1)] int? MinimumAge,
    [property: Id(2)] ConsentTier? Offer,
    [property: Id(3)] ImmutableArray<PolicyKeep> Keep);

/// <summary>The words of a version in one language.</summary>
/// <param name="Locale">BCP 47, such as "fr".</param>
/// <param name="Title">Its title.</param>
/// <param name="Texts">A text for every tier, use and purpose.</param>
[GenerateSerializer, Immutable, Alias("luxe.Notice")]
public sealed record Notice([property: Id(0)] string Locale, [property: Id(1)] string Title, [property: Id(2)] ImmutableArray<NoticeText> Texts)
{
    /// <summary>The text of a thing, such as "tier:behaviour", "use:searches" or "purpose:email"; null when there is none.</summary>
    public NoticeText? Find(string of) => Texts.FirstOrDefault(text => text.Of == of);
}

/// <summary>What a client is told of one tier, use or purpose.</summary>
/// <param name="Of">"tier:", "use:" or "purpose:" and the name, such as "use:searches".</param>
/// <param name="Name">What it is called.</param>
/// <param name="Means">What it means, in plain words.</param>
/// <param name="Example">What changes, by an example.</param>
[GenerateSerializer, Immutable, Alias("luxe.NoticeText")]
public sealed record NoticeText([property: Id(0)] string Of, [property: Id(1)] string Name, [property: Id(2)] string Means, [property: Id(3)] string Example);

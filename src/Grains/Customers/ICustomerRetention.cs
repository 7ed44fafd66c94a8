using System.Collections.Immutable;
using Luxe.Contracts.Policies;

namespace Luxe.Grains.Customers;

/// <summary>The part of retention that her own grain does.</summary>
[Alias("luxe.ICustomerRetention")]
internal interface ICustomerRetention : IGrainWithStringKey
{
    /// <summary>
    /// Empties what is over its time, of hers and of everybody she absorbed, and marks when she is to be looked at again; nothing for an absorbed client, whose
    /// survivor is to be asked.
    /// </summary>
    [Alias("Expire")] Task<Expired> Expire(RetentionRound round);
}

/// <summary>A night's round of a shard.</summary>
/// <param name="Day">As yyyymmdd, UTC.</param>
/// <param name="Shard">Which shard counts it.</param>
/// <param name="Bounds">What no version of the policy keeps longer; null: nothing ever runs out.</param>
[GenerateSerializer, Immutable, Alias("luxe.RetentionRound")]
internal sealed record RetentionRound([property: Id(0)] int Day, [property: Id(1)] int Shard, [property: Id(2)] RetentionBounds? Bounds);

/// <summary>The shortest periods of all versions of the policy and all countries: before them nothing of anybody is over its time, whatever she decides and wherever she moves.</summary>
/// <param name="Basis">Which versions these are.</param>
/// <param name="ShortestDays">The shortest of all.</param>
/// <param name="Keep">The shortest by rule; rules that are not among them never run out.</param>
[GenerateSerializer, Immutable, Alias("luxe.RetentionBounds")]
internal sealed record RetentionBounds([property: Id(0)] long Basis, [property: Id(1)] int ShortestDays, [property: Id(2)] ImmutableArray<PolicyKeep> Keep);

/// <summary>What was emptied.</summary>
/// <param name="Rows">How many rows.</param>
/// <param name="Rules">How many each rule met.</param>
/// <param name="Into">Whose she is part of: nothing was looked at.</param>
[GenerateSerializer, Immutable, Alias("luxe.Expired")]
internal sealed record Expired([property: Id(0)] int Rows, [property: Id(1)] ImmutableArray<RuleCount> Rules, [property: Id(2)] string? Into = null);

/// <summary>How many rows a rule met.</summary>
[GenerateSerializer, Immutable, Alias("luxe.RuleCount")]
internal sealed record RuleCount([property: Id(0)] string Rule, [property: Id(1)] long Rows);

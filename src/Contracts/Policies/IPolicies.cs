using System.Collections.Immutable;

namespace Luxe.Contracts.Policies;

/// <summary>The maison's policy and its former versions. Stateless; call it by <see cref="Key"/>.</summary>
[Alias("luxe.IPolicies")]
public interface IPolicies : IGrainWithStringKey
{
    /// <summary>The key by which everybody calls it.</summary>
    public const string Key = "policies";

    /// <summary>The version in force.</summary>
    [ReadOnly, Alias("GetCurrent")] Task<PolicyDocument> GetCurrent();

    /// <summary>A version, or null when it was never loaded.</summary>
    [ReadOnly, Alias("Get")] Task<PolicyDocument?> Get(string version);

    /// <summary>Every version, oldest first; those that begin later too.</summary>
    [ReadOnly, Alias("List")] Task<ImmutableArray<PolicyVersion>> List();

    /// <summary>
    /// The words of a version (null: of the one in force) in a language, or the nearest there are. A version that was never loaded has the meaning, and so
    /// the words, of the oldest. Null only where a version lacks English, which none does.
    /// </summary>
    [ReadOnly, Alias("GetNotice")] Task<Notice?> GetNotice(string? version, string? locale);

    /// <summary>What the version in force adds to what a client granted: nothing of it is done before she decides under it.</summary>
    [ReadOnly, Alias("Asks")] Task<ImmutableArray<PolicyAsk>> Asks(string customerId);

    /// <summary>Takes a new version, as the JSON of its file. Other silos know it within half a minute.</summary>
    [Alias("Put")] Task<PolicyOutcome> Put(string json, string name);
}

/// <summary>A version.</summary>
/// <param name="Version">Its name.</param>
/// <param name="EffectiveFrom">From when it is in force (UTC).</param>
/// <param name="Sha256">SHA-256 (hex) of its file.</param>
/// <param name="LoadedAt">When it was first loaded (UTC); null for one that travels inside the program and was never stored.</param>
/// <param name="IsCurrent">Whether it is in force.</param>
[GenerateSerializer, Immutable, Alias("luxe.PolicyVersion")]
public sealed record PolicyVersion(
    [property: Id(0)] string Version,
    [property: Id(1)] DateTimeOffset EffectiveFrom,
    [property: Id(2)] string Sha256,
    [property: Id(3)] DateTimeOffset? LoadedAt,
    [property: Id(4)] bool IsCurrent);

/// <summary>Something that a client is to be asked.</summary>
/// <param name="Code">What, as briefs carry it, such as "use:searches+images" or "keep:productViews".</param>
/// <param name="Of">What it belongs to, as notices name it, such as "use:searches"; of what belongs to no use "keep:" and its category.</param>
/// <param name="Adds">The code that is new; null when it is only kept longer.</param>
/// <param name="KeepDays">Days from now on; null for as long as her tier holds.</param>
/// <param name="FormerDays">Days until now; null for as long as her tier holds, or when it is not about that.</param>
[GenerateSerializer, Immutable, Alias("luxe.PolicyAsk")]
public sealed record PolicyAsk(
    [property: Id(0)] string Code,
    [property: Id(1)] string Of,
    [property: Id(2)] string? Adds,
    [property: Id(3)] int? KeepDays,
    [property: Id(4)] int? FormerDays);

/// <summary>What became of a version that was brought.</summary>
public enum PolicyResult
{
    /// <summary>It is kept, and in force from its time on.</summary>
    Added = 0,

    /// <summary>It was there already, byte for byte.</summary>
    AlreadyThere = 1,

    /// <summary>A version of that name is there with other bytes; it cannot be changed.</summary>
    InUse = 2,

    /// <summary>It cannot be read, or says something that cannot be.</summary>
    Invalid = 3,
}

/// <summary>What became of a version that was brought.</summary>
/// <param name="Result">How it ended.</param>
/// <param name="Version">Its name, if it could be read.</param>
/// <param name="Fault">What is wrong, naming file, path and value; null when nothing is.</param>
[GenerateSerializer, Immutable, Alias("luxe.PolicyOutcome")]
public sealed record PolicyOutcome([property: Id(0)] PolicyResult Result, [property: Id(1)] string? Version, [property: Id(2)] string? Fault);

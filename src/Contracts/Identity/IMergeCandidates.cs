using System.Collections.Immutable;

namespace Luxe.Contracts.Identity;

/// <summary>Why two records may be one person. Values are stored: never renumber.</summary>
public enum MatchReason
{
    /// <summary>Both were given one e-mail address.</summary>
    SameEmail = 1,

    /// <summary>Both were given one phone number.</summary>
    SamePhone = 2,

    /// <summary>Both were given one loyalty card.</summary>
    SameCard = 3,

    /// <summary>A source said that two user ids are one person.</summary>
    Aliased = 4,

    /// <summary>Names that sound alike, and the same birthday.</summary>
    NameAndBirthday = 5,
}

/// <summary>What became of a candidate. Values are stored: never renumber.</summary>
public enum CandidateState
{
    /// <summary>Waits for somebody to look.</summary>
    Open = 0,

    /// <summary>Somebody said that these are two people. Only another reason opens it again.</summary>
    Dismissed = 1,

    /// <summary>They were merged.</summary>
    Merged = 2,
}

/// <summary>Two clients who may be one person: opaque ids and reasons, and nothing else about them, so it may outlive an erasure, after which the ids lead nowhere.</summary>
/// <param name="Id">Both ids in order, joined by <c>~</c>; see <see cref="IdOf"/>.</param>
/// <param name="FirstId">The id that comes first in order.</param>
/// <param name="SecondId">The other.</param>
/// <param name="Reasons">Why, in order of their numbers, each once.</param>
/// <param name="State">What became of it.</param>
/// <param name="FoundAt">When it was found, or found again for another reason (UTC).</param>
/// <param name="SettledBy">Who dismissed or merged it: the id of a member of staff or of an integration.</param>
/// <param name="SettledAt">When (UTC).</param>
[GenerateSerializer, Immutable, Alias("luxe.MergeCandidate")]
public sealed record MergeCandidate(
    [property: Id(0)] string Id,
    [property: Id(1)] string FirstId,
    [property: Id(2)] string SecondId,
    [property: Id(3)] ImmutableArray<MatchReason> Reasons,
    [property: Id(4)] CandidateState State,
    [property: Id(5)] DateTimeOffset FoundAt,
    [property: Id(6)] string? SettledBy = null,
    [property: Id(7)] DateTimeOffset? SettledAt = null)
{
    /// <summary>The id of the candidate that two clients make, in either order.</summary>
    public static string IdOf(string one, string other) => string.CompareOrdinal(one, other) <= 0 ? $"{one}~{other}" : $"{other}~{one}";
}

/// <summary>A page of candidates.</summary>
/// <param name="Candidates">Oldest first.</param>
/// <param name="Next">Cursor for the next page, or null at the end.</param>
[GenerateSerializer, Immutable, Alias("luxe.CandidatePage")]
public sealed record CandidatePage([property: Id(0)] ImmutableArray<MergeCandidate> Candidates, [property: Id(1)] string? Next);

/// <summary>The queue of candidates for merge. Stateless, any key; use <see cref="Key"/>.</summary>
[Alias("luxe.IMergeCandidates")]
public interface IMergeCandidates : IGrainWithStringKey
{
    /// <summary>The key by which everybody calls it.</summary>
    public const string Key = "candidates";

    /// <summary>Open candidates, oldest first, after a cursor (null from the start); at most 500 a page.</summary>
    /// <exception cref="ArgumentException">The cursor is none of this list.</exception>
    [ReadOnly, Alias("ListOpen")] Task<CandidatePage> ListOpen(string? after, int limit);

    /// <summary>Queues a pair for a human, or adds a reason; a pair that is merged already, or was dismissed for that reason, stays as it is. Idempotent.</summary>
    [Alias("Raise")] Task Raise(string oneId, string otherId, MatchReason reason);
}

/// <summary>One candidate, keyed by its id (<see cref="MergeCandidate.IdOf"/>).</summary>
[Alias("luxe.IMergeCandidateGrain")]
public interface IMergeCandidateGrain : IGrainWithStringKey
{
    /// <summary>The candidate as it is, or null when nobody raised it.</summary>
    [ReadOnly, Alias("Get")] Task<MergeCandidate?> Get();

    /// <summary>Queues it, or adds a reason; changes nothing when it is merged, or was dismissed for that reason. Idempotent.</summary>
    [Alias("Raise")] Task<MergeCandidate> Raise(MatchReason reason);

    /// <summary>These are two people; also of a merged pair, when the merge was taken back. Null when there is no such candidate.</summary>
    [Alias("Dismiss")] Task<MergeCandidate?> Dismiss(string actor);

    /// <summary>They were merged; whoever merges says so, also of a pair that was never raised, so that it never will be.</summary>
    [Alias("Close")] Task Close(string actor);
}

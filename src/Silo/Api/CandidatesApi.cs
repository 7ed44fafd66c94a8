using System.Collections.Immutable;
using Luxe.Contracts.Access;
using Luxe.Contracts.Identity;
using Luxe.Silo.Access;
using Luxe.Silo.Problems;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Luxe.Silo.Api;

/// <summary>Pairs of clients who may be one person, for a human to look at: ids and reasons, never a name.</summary>
internal static class CandidatesApi
{
    public static void Map(RouteGroupBuilder api)
    {
        var group = api.MapGroup("/merges/candidates").WithTags("Merges").RequireScope(ApiScopes.Manage);
        group.MapGet("", ListAsync).WithSummary("Open candidates for merge, oldest first")
            .WithDescription("Pairs that share a phone number, card or e-mail address, were joined by an alias of two user ids, or have names that sound alike and one birthday. Ids and reasons only.");
        group.MapGet("/{id}", GetAsync).WithSummary("A candidate, open or not");
        group.MapPost("/{id}/dismiss", DismissAsync).WithSummary("Say that these are two people")
            .WithDescription("The pair is not raised again for the same reasons; another reason opens it again. The key's id is kept as who said so.");
    }

    private static async Task<Ok<CandidateList>> ListAsync(IGrainFactory grains, string? after = null, int? limit = null)
    {
        try
        {
            var page = await grains.GetGrain<IMergeCandidates>(IMergeCandidates.Key).ListOpen(string.IsNullOrEmpty(after) ? null : after, Check.Limit(limit));
            return TypedResults.Ok(new CandidateList([.. page.Candidates.Select(ToEntry)], page.Next));
        }
        catch (ArgumentException) when (!string.IsNullOrEmpty(after))
        {
            throw new ProblemException(Problem.BadParameter("after", "'after' is not a cursor of this list."));
        }
    }

    private static async Task<Results<Ok<CandidateEntry>, ProblemResult>> GetAsync(IGrainFactory grains, string id) =>
        await Candidate(grains, id).Get() is { } candidate ? TypedResults.Ok(ToEntry(candidate)) : (ProblemResult)Problem.NotFound("candidate");

    private static async Task<Results<Ok<CandidateEntry>, ProblemResult>> DismissAsync(HttpContext context, IGrainFactory grains, string id) =>
        await Candidate(grains, id).Dismiss(context.Key().Id) is { } candidate ? TypedResults.Ok(ToEntry(candidate)) : (ProblemResult)Problem.NotFound("candidate");

    private static IMergeCandidateGrain Candidate(IGrainFactory grains, string id)
    {
        var between = id.IndexOf('~', StringComparison.Ordinal);
        if (between < 0 || MergeCandidate.IdOf(Check.CustomerId(id[..between]), Check.CustomerId(id[(between + 1)..])) != id)
        {
            throw new ProblemException(Problem.NotFound("candidate"));
        }

        return grains.GetGrain<IMergeCandidateGrain>(id);
    }

    private static CandidateEntry ToEntry(MergeCandidate candidate) =>
        new(candidate.Id, [candidate.FirstId, candidate.SecondId], candidate.Reasons, candidate.State, candidate.FoundAt, candidate.SettledBy, candidate.SettledAt);
}

/// <summary>Two clients who may be one person.</summary>
/// <param name="Id">The candidate's id.</param>
/// <param name="Customers">Both customer ids.</param>
/// <param name="Reasons">Why: sameEmail, samePhone, sameCard, aliased, nameAndBirthday.</param>
/// <param name="State">open, dismissed or merged.</param>
/// <param name="FoundAt">When it was found.</param>
/// <param name="SettledBy">Who dismissed or merged it.</param>
/// <param name="SettledAt">When.</param>
public sealed record CandidateEntry(
    string Id, ImmutableArray<string> Customers, ImmutableArray<MatchReason> Reasons, CandidateState State, DateTimeOffset FoundAt, string? SettledBy, DateTimeOffset? SettledAt);

/// <summary>A page of candidates.</summary>
/// <param name="Candidates">Oldest first.</param>
/// <param name="Next">Pass it as 'after'; null at the end.</param>
public sealed record CandidateList(ImmutableArray<CandidateEntry> Candidates, string? Next);

using Luxe.Contracts.Access;
using Luxe.Contracts.Customers;
using Luxe.Silo.Access;
using Luxe.Silo.Problems;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Luxe.Silo.Api;

/// <summary>Two records of one person made one, and two again.</summary>
internal static class MergesApi
{
    public static void Map(RouteGroupBuilder api)
    {
        var group = api.MapGroup("/merges").WithTags("Merges");
        group.MapGet("", ListAsync).RequireScope(ApiScopes.Read).WithSummary("Merges that somebody ordered, newest first, those taken back too")
            .WithDescription("Pages: pass 'next' of one page as 'after' of the following one; it is null at the end.");
        group.MapPost("/preview", PreviewAsync).RequireScope(ApiScopes.Manage).WithSummary("What a merge would do; nothing is written but the access log");
        group.MapPost("", MergeAsync).RequireScope(ApiScopes.Manage)
            .WithSummary("Merge a client into another")
            .WithDescription("Both stay reachable: the absorbed id leads to the survivor from now on. What holds is the stricter of both decisions. 'mergeId' is the idempotency key; it is made when left out. 409 names why it cannot be, and changes nothing.");
        group.MapPost("/{mergeId}/undo", UndoAsync).RequireScope(ApiScopes.Manage)
            .WithSummary("Take a merge back")
            .WithDescription("Both are as they were, with what happened since, each at the id it came by; what was withdrawn since stays withdrawn for both. Of several merges the latest goes first: 409 names it.");
        api.MapGet("/customers/{id}/merges", GetAsync).WithTags("Merges").RequireScope(ApiScopes.Read).WithSummary("Merges of a client, and the client she is part of");
    }

    private static async Task<Ok<MergePage>> ListAsync(IGrainFactory grains, string? after = null, int? limit = null)
    {
        try
        {
            return TypedResults.Ok(await grains.GetGrain<IMergeList>(IMergeList.Key).List(string.IsNullOrEmpty(after) ? null : after, Check.Limit(limit)));
        }
        catch (ArgumentException) when (!string.IsNullOrEmpty(after))
        {
            throw new ProblemException(Problem.BadParameter("after", "'after' is not a cursor of this list."));
        }
    }

    private static async Task<Results<Ok<MergePreview>, ProblemResult>> PreviewAsync(HttpContext context, IGrainFactory grains, TimeProvider time, Body<MergeBody> body)
    {
        var (survivor, order) = body.Value.ToOrder(context.Key().Id, time.GetUtcNow());
        var preview = await grains.GetGrain<ICustomerMerges>(survivor).Preview(order, context.Viewer("merge"));
        return Refused(preview.Refusal, preview.NamedId) is { } problem ? (ProblemResult)problem : TypedResults.Ok(preview);
    }

    private static async Task<Results<Ok<MergeAnswer>, ProblemResult>> MergeAsync(HttpContext context, IGrainFactory grains, TimeProvider time, Body<MergeBody> body)
    {
        var (survivor, order) = body.Value.ToOrder(context.Key().Id, time.GetUtcNow());
        var outcome = await grains.GetGrain<ICustomerMerges>(survivor).Absorb(order);
        if (Refused(outcome.Refusal, outcome.NamedId) is { } problem)
        {
            return (ProblemResult)problem;
        }

        await grains.GetGrain<ICustomerMerges>(order.AbsorbedId).CatchUp();
        return TypedResults.Ok(new MergeAnswer(order.MergeId, outcome.Result));
    }

    private static async Task<Results<Ok<UndoAnswer>, ProblemResult>> UndoAsync(HttpContext context, IGrainFactory grains, string mergeId, Body<UndoBody> body)
    {
        var id = Check.RouteId(mergeId, "mergeId");
        var outcome = await grains.GetGrain<ICustomerMerges>(Client(body.Value.SurvivorId, "survivorId")).Undo(id, context.Key().Id);
        switch (outcome)
        {
            case { Result: UndoResult.Done or UndoResult.AlreadyDone }:
                if (outcome.AbsorbedId is { } restored)
                {
                    await grains.GetGrain<ICustomerMerges>(restored).CatchUp();
                }

                return TypedResults.Ok(new UndoAnswer(id, outcome.Result, outcome.AbsorbedId));
            case { Result: UndoResult.UnknownMerge }:
                return (ProblemResult)Problem.NotFound("merge");
            case { Result: UndoResult.Contended }:
                return (ProblemResult)Problem.Unavailable;
            case { Result: UndoResult.Erased }:
                return (ProblemResult)Problem.Conflict("The client was erased: there is nothing to go back to.");
            default:
                return (ProblemResult)Problem.Conflict($"Another merge stands on it: take back {outcome.MergeId} of {outcome.CustomerId} first.");
        }
    }

    private static async Task<Ok<MergesView>> GetAsync(HttpContext context, IGrainFactory grains, string id) =>
        TypedResults.Ok(await grains.GetGrain<ICustomerMerges>(Check.CustomerId(id)).GetMerges(context.Viewer("merges")));

    /// <summary>A refusal as the problem it is; null when there is none.</summary>
    private static Problem? Refused(MergeRefusal refusal, string? named) => refusal switch
    {
        MergeRefusal.None => null,
        MergeRefusal.SameClient => Problem.BadField("absorbedId", "'absorbedId' is the survivor herself."),
        MergeRefusal.UnknownSurvivor => Problem.Conflict("There is no such client.", "survivorId"),
        MergeRefusal.UnknownAbsorbed => Problem.Conflict("There is no such client.", "absorbedId"),
        MergeRefusal.SurvivorIsAbsorbed => Problem.Conflict($"The survivor is part of {named}: merge into that client.", "survivorId"),
        MergeRefusal.AlreadyAbsorbed => Problem.Conflict($"The client is part of {named} already.", "absorbedId"),
        MergeRefusal.Erased => Problem.Conflict("One of the two was erased."),
        MergeRefusal.TakenBack => Problem.Conflict("This merge was carried out and taken back; a new one needs a new id.", "mergeId"),
        MergeRefusal.Contended => Problem.Unavailable,
        _ => throw new NotSupportedException($"No answer is stated for the refusal {refusal}."),
    };

    internal static string Client(string? value, string field)
    {
        var id = Check.Id(value, field);
        return id.Length == 24 && id.StartsWith("c_", StringComparison.Ordinal) && id.Skip(2).All(char.IsAsciiLetterOrDigit)
            ? id
            : throw Check.Bad(field, "is not the id of a client");
    }
}

/// <summary>An order to merge.</summary>
/// <param name="SurvivorId">The client who stays.</param>
/// <param name="AbsorbedId">The client who becomes part of her; her id leads to the survivor from then on.</param>
/// <param name="Reason">Why, as a code such as same-card: 1 to 60 of the characters a-z, 0-9 and -, since it outlives every purge. "ordered" when left out.</param>
/// <param name="MergeId">Idempotency key; made when left out.</param>
public sealed record MergeBody(string? SurvivorId, string? AbsorbedId, string? Reason = null, string? MergeId = null)
{
    internal (string SurvivorId, MergeOrder Order) ToOrder(string actor, DateTimeOffset now) => (
        MergesApi.Client(SurvivorId, "survivorId"),
        new MergeOrder(
            MergeId is null ? $"m-{Guid.CreateVersion7(now):N}" : Check.Id(MergeId, "mergeId"),
            MergesApi.Client(AbsorbedId, "absorbedId"),
            actor,
            Code(Reason),
            now));

    private static string Code(string? reason) => reason is null ? "ordered"
        : reason.Length is >= 1 and <= 60 && reason.All(static character => char.IsAsciiLetterLower(character) || char.IsAsciiDigit(character) || character == '-') ? reason
        : throw Check.Bad("reason", "must be a code such as same-card: 1 to 60 of the characters a-z, 0-9 and -");
}

/// <summary>A merge that stands.</summary>
/// <param name="MergeId">By which it can be taken back.</param>
/// <param name="Result">done, or alreadyDone when the same order was sent before.</param>
public sealed record MergeAnswer(string MergeId, MergeResult Result);

/// <summary>Whose merge is taken back.</summary>
/// <param name="SurvivorId">The client who absorbed.</param>
public sealed record UndoBody(string? SurvivorId);

/// <summary>A merge that was taken back.</summary>
/// <param name="MergeId">Which.</param>
/// <param name="Result">done, or alreadyDone.</param>
/// <param name="RestoredId">The client who stands on her own again.</param>
public sealed record UndoAnswer(string MergeId, UndoResult Result, string? RestoredId);

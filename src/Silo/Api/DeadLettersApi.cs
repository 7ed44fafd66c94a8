using System.Collections.Immutable;
using System.Text;
using Luxe.Contracts.Access;
using Luxe.Silo.Access;
using Luxe.Silo.Ingest;
using Luxe.Silo.Problems;
using Luxe.Storage;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Luxe.Silo.Api;

/// <summary>Events that could not be taken: listed, read, replayed as they are or repaired.</summary>
internal static class DeadLettersApi
{
    public static void Map(RouteGroupBuilder api)
    {
        var group = api.MapGroup("/deadletters").WithTags("Dead letters").RequireScope(ApiScopes.Manage);
        group.MapGet("", ListAsync).WithSummary("Events that could not be taken, oldest first")
            .WithDescription("Without what was sent, which may be personal; read a single one for that. Replayed ones only with includeReplayed=true.");
        group.MapGet("/{id:long}", GetAsync).WithSummary("A dead letter with what was sent");
        group.MapPost("/{id:long}/replay", ReplayAsync).WithSummary("Take an event after all")
            .WithDescription("Without a body it is tried as it was sent; with one, the body (a request to the address it came to) takes its place. Its time of receipt stays. It is marked as replayed only once it is taken, and what was sent is then emptied.");
        group.MapDelete("/{id:long}", DeleteAsync).WithSummary("Remove a dead letter for good");
    }

    private static async Task<Ok<DeadLetterPage>> ListAsync(IDeadLetters letters, long? after = null, int? limit = null, bool includeReplayed = false)
    {
        var rows = await letters.ListAsync(Check.Limit(limit), Check.After(after), includeReplayed);
        return TypedResults.Ok(new DeadLetterPage([.. rows.Select(row => ToEntry(row, null))], rows.Length == Check.Limit(limit) ? rows[^1].Id : null));
    }

    private static async Task<Results<Ok<DeadLetterEntry>, ProblemResult>> GetAsync(HttpContext context, IDeadLetters letters, IAccessLog log, TimeProvider time, long id)
    {
        if (await letters.GetAsync(id) is not { } row)
        {
            return (ProblemResult)Problem.NotFound("dead letter");
        }

        var viewer = context.Viewer("dead letter");
        await log.AppendAsync([new AccessEntry(viewer.Id, "integration", null, viewer.Purpose, "payload", time.GetUtcNow())]);
        return TypedResults.Ok(ToEntry(row, row.Letter.Payload.IsEmpty ? null : Encoding.UTF8.GetString(row.Letter.Payload.Span)));
    }

    private static async Task<Results<Ok<ReplayAnswer>, ProblemResult>> ReplayAsync(HttpContext context, IDeadLetters letters, IngestPipeline pipeline, TimeProvider time, long id)
    {
        if (await letters.GetAsync(id) is not { } row)
        {
            return (ProblemResult)Problem.NotFound("dead letter");
        }

        if (row.ReplayedAt is { } before)
        {
            return TypedResults.Ok(new ReplayAnswer(before));
        }

        using var body = await IngestBody.ReadAsync(context);
        if (await pipeline.RetryAsync(id, DeadLetterOffice.Open(row.Letter, body.Bytes)) is { } rejected)
        {
            return (ProblemResult)Problem.BadField(rejected.Field, $"{(rejected.Field.Length == 0 ? "The event" : $"'{rejected.Field}'")} {rejected.Reason}.");
        }

        var now = time.GetUtcNow();
        await letters.MarkReplayedAsync(id, now);
        return TypedResults.Ok(new ReplayAnswer(now));
    }

    private static async Task<Results<NoContent, ProblemResult>> DeleteAsync(IDeadLetters letters, long id) =>
        await letters.DeleteAsync(id) ? TypedResults.NoContent() : (ProblemResult)Problem.NotFound("dead letter");

    private static DeadLetterEntry ToEntry(DeadLetterRow row, string? payload) =>
        new(row.Id, row.Letter.Source, row.Letter.ReceivedAt, row.Letter.Field, row.Letter.Reason, row.ReplayedAt, payload);
}

/// <summary>An event that could not be taken.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Source">The address it came to.</param>
/// <param name="ReceivedAt">When.</param>
/// <param name="Field">The field at fault.</param>
/// <param name="Reason">What is wrong with it.</param>
/// <param name="ReplayedAt">When it was taken after all.</param>
/// <param name="Payload">What was sent, as JSON text; in a single letter only, until it is replayed.</param>
public sealed record DeadLetterEntry(long Id, string Source, DateTimeOffset ReceivedAt, string? Field, string Reason, DateTimeOffset? ReplayedAt, string? Payload);

/// <summary>A page of dead letters.</summary>
/// <param name="DeadLetters">Oldest first.</param>
/// <param name="Next">Pass it as 'after'; null at the end.</param>
public sealed record DeadLetterPage(ImmutableArray<DeadLetterEntry> DeadLetters, long? Next);

/// <summary>An event that was taken after all.</summary>
public sealed record ReplayAnswer(DateTimeOffset ReplayedAt);

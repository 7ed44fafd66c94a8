using System.Collections.Immutable;
using Luxe.Contracts.Access;
using Luxe.Contracts.Customers;
using Luxe.Contracts.Rights;
using Luxe.Silo.Access;
using Luxe.Silo.Problems;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Luxe.Silo.Api;

/// <summary>Access, rectification, erasure and requests.</summary>
internal static class RightsApi
{
    private static readonly string[] Channels = ["web", "app", "store", "phone", "mail"];

    public static void Map(RouteGroupBuilder api)
    {
        api.MapPost("/customers/{id}/erasure", EraseAsync).WithTags("Rights").RequireScope(ApiScopes.Manage)
            .WithSummary("Erase a client")
            .WithDescription("Answers when nothing of her can be read or written any more; the receipt names every system and when it was done, and is complete when 'doneAt' is set. An absorbed client is erased with her survivor. 'orderId' is the idempotency key; it is made when left out. Whoever was erased before keeps her first receipt. It cannot be taken back.");
        api.MapGet("/erasures/{orderId}", GetReceiptAsync).WithTags("Rights").RequireScope(ApiScopes.Manage).WithSummary("The receipt of an erasure");
        api.MapGet("/customers/{id}/export", ExportAsync).WithTags("Rights").RequireScope(ApiScopes.Manage)
            .WithSummary("Everything that is held of a client, as a zip")
            .WithDescription("Each section as JSON and as CSV, a page to read in her language, and a manifest with the SHA-256 of every file. What merges put out of use is in it, what is concluded of her, who looked at her and who received something. Written to the access log.")
            .Produces(200, contentType: "application/zip");
        api.MapGet("/customers/{id}/looks", LooksAsync).WithTags("Rights").RequireScope(ApiScopes.Manage)
            .WithSummary("Who looked at a client, as what, what for and when, newest first")
            .WithDescription("Pages: pass 'next' of one page as 'before' of the following one; it is null at the end.");
        api.MapPut("/customers/{id}/traits", RectifyAsync).WithTags("Rights").RequireScope(ApiScopes.Manage)
            .WithSummary("Put right what a client declared")
            .WithDescription("New words take the place of old ones; fields that are left out stay. 'cleared' names fields that are forgotten, lists whole, and stay so until she says something new there. 'eventId' is the idempotency key; it is made when left out. Below Category nothing is held, and nothing is taken.");
        var requests = api.MapGroup("/requests").WithTags("Rights").RequireScope(ApiScopes.Manage);
        requests.MapGet("", ListAsync).WithSummary("Clients' requests, those due first in front")
            .WithDescription("Pages: pass 'next' of one page as 'after' of the following one; it is null at the end.");
        requests.MapPost("", AskAsync).WithSummary("Take a client's request down").WithDescription("Due one month from now, or from 'askedAt'. 'id' is the idempotency key; it is made when left out.");
        requests.MapPost("/{requestId}/settle", SettleAsync).WithSummary("Say that a request was answered, or why it was refused").WithDescription("Said once: one that is settled stays as it is, and is the answer.");
    }

    private static async Task<IResult> ExportAsync(HttpContext context, IExportWriter exports, string id) =>
        await exports.OpenAsync(Check.CustomerId(id), context.Viewer("export")) is { } write
            ? TypedResults.Stream(stream => write(stream, context.RequestAborted), "application/zip", "export.zip")
            : (ProblemResult)Problem.NotFound("client");

    private static async Task<Ok<LookPage>> LooksAsync(HttpContext context, IGrainFactory grains, string id, long? before = null, int? limit = null) =>
        TypedResults.Ok(await grains.GetGrain<ICustomerRights>(Check.CustomerId(id)).GetLooks(context.Viewer("looks"), before ?? long.MaxValue, Check.Limit(limit)));

    private static async Task<NoContent> RectifyAsync(HttpContext context, IGrainFactory grains, TimeProvider time, string id, Body<RectifyBody> body)
    {
        var customer = Check.CustomerId(id);
        await grains.GetGrain<ICustomerRights>(customer).Rectify(body.Value.ToRectification(context.Key().Id, time.GetUtcNow()));
        return TypedResults.NoContent();
    }

    private static async Task<Ok<RequestPage>> ListAsync(HttpContext context, IGrainFactory grains, string? state = null, string? after = null, int? limit = null)
    {
        RequestState? wanted = state switch
        {
            null or "" => null,
            "open" => RequestState.Open,
            "done" => RequestState.Done,
            "refused" => RequestState.Refused,
            _ => throw new ProblemException(Problem.BadParameter("state", "'state' must be open, done or refused.")),
        };
        try
        {
            return TypedResults.Ok(await grains.GetGrain<IRightsDesk>(IRightsDesk.Key).List(context.Viewer("requests"), wanted, string.IsNullOrEmpty(after) ? null : after, Check.Limit(limit)));
        }
        catch (ArgumentException) when (!string.IsNullOrEmpty(after))
        {
            throw new ProblemException(Problem.BadParameter("after", "'after' is not a cursor of this list."));
        }
    }

    private static async Task<Ok<RightsRequest>> AskAsync(HttpContext context, IGrainFactory grains, TimeProvider time, Body<RequestBody> body)
    {
        var it = body.Value;
        var request = new NewRequest(
            it.Id is null ? $"ask-{Guid.CreateVersion7(time.GetUtcNow()):N}" : Unnamed(it.Id, "id", it.CustomerId ?? ""),
            it.Kind ?? throw Check.Bad("kind", "is missing: export, erasure, rectification or objection"),
            Check.CustomerId(it.CustomerId ?? ""),
            Channel(it.Channel),
            context.Key().Id,
            it.AskedAt is { } at && (at > time.GetUtcNow() || at < time.GetUtcNow().AddYears(-1)) ? throw Check.Bad("askedAt", "must be within the last year") : it.AskedAt);
        return TypedResults.Ok(await grains.GetGrain<IRightsDesk>(IRightsDesk.Key).Ask(request));
    }

    private static async Task<Results<Ok<RightsRequest>, ProblemResult>> SettleAsync(HttpContext context, IGrainFactory grains, string requestId, Body<SettleBody> body)
    {
        var state = body.Value.State is { } said and (RequestState.Done or RequestState.Refused) ? said : throw Check.Bad("state", "must be done or refused");
        var note = Check.OptionalText(body.Value.Note, "note", 500);
        return await grains.GetGrain<IRightsDesk>(IRightsDesk.Key).Settle(Check.RouteId(requestId, "requestId"), state, context.Key().Id, note) is { } settled
            ? TypedResults.Ok(settled)
            : (ProblemResult)Problem.NotFound("request");
    }

    /// <summary>An id that outlives her erasure may not hold hers.</summary>
    private static string Unnamed(string value, string field, string customer) => Check.Id(value, field) is var id && (customer.Length == 0 || !id.Contains(customer, StringComparison.OrdinalIgnoreCase))
        ? id
        : throw Check.Bad(field, "must not hold the client's id: it is kept when she is erased");

    private static string Channel(string? value) => Check.Text(value, "channel") is var channel && Channels.Contains(channel)
        ? channel
        : throw Check.Bad("channel", $"must be one of {string.Join(", ", Channels)}");

    private static async Task<Results<Accepted<ErasureReceipt>, ProblemResult>> EraseAsync(HttpContext context, IGrainFactory grains, TimeProvider time, string id, Body<ErasureBody> body)
    {
        var customer = Check.CustomerId(id);
        var channel = Channel(body.Value.Channel);
        var order = body.Value.OrderId is null ? $"erase-{Guid.CreateVersion7(time.GetUtcNow()):N}" : Unnamed(body.Value.OrderId, "orderId", customer);
        return await grains.GetGrain<IErasure>(order).Order(new ErasureRequest(customer, context.Key().Id, channel)) is { } receipt
            ? TypedResults.Accepted($"/api/erasures/{receipt.OrderId}", receipt)
            : (ProblemResult)Problem.NotFound("client");
    }

    private static async Task<Results<Ok<ErasureReceipt>, ProblemResult>> GetReceiptAsync(IGrainFactory grains, string orderId) =>
        await grains.GetGrain<IErasure>(Check.RouteId(orderId, "orderId")).GetReceipt() is { } receipt ? TypedResults.Ok(receipt) : (ProblemResult)Problem.NotFound("erasure");
}

/// <summary>An order to erase.</summary>
/// <param name="Channel">Where she asked: web, app, store, phone or mail.</param>
/// <param name="OrderId">Idempotency key; made when left out.</param>
public sealed record ErasureBody(string? Channel, string? OrderId = null);

/// <summary>What is to be put right.</summary>
/// <param name="Traits">New words; what is left out stays.</param>
/// <param name="Cleared">Fields to forget: title, givenName, familyName, language, birthday, city, country, membership, categories, sizes, dates.</param>
/// <param name="EventId">Idempotency key; made when left out.</param>
public sealed record RectifyBody(RectifiedTraits? Traits = null, ImmutableArray<string>? Cleared = null, string? EventId = null)
{
    private static readonly string[] Fields = ["title", "givenName", "familyName", "language", "birthday", "city", "country", "membership", "categories", "sizes", "dates"];

    internal Rectification ToRectification(string actor, DateTimeOffset now)
    {
        ImmutableArray<string> cleared = Cleared is { IsDefault: false } said ? said : [];
        if (cleared.FirstOrDefault(field => !Fields.Contains(field)) is not null)
        {
            throw Check.Bad("cleared", $"may hold {string.Join(", ", Fields)}");
        }

        if (Traits is null && cleared.IsEmpty)
        {
            throw Check.Bad("traits", "or 'cleared' must say something");
        }

        return new Rectification(EventId is null ? $"rectify-{Guid.CreateVersion7(now):N}" : Check.Id(EventId, "eventId"), (Traits ?? new RectifiedTraits()).ToTraits(), cleared, actor, now);
    }
}

/// <summary>What a client declares; what is left out stays as it is.</summary>
public sealed record RectifiedTraits(
    string? Title = null,
    string? GivenName = null,
    string? FamilyName = null,
    string? Language = null,
    DateOnly? Birthday = null,
    string? City = null,
    string? Country = null,
    ImmutableArray<string>? Categories = null)
{
    internal Traits ToTraits() => new()
    {
        Title = Check.OptionalText(Title, "traits.title"),
        GivenName = Check.OptionalText(GivenName, "traits.givenName"),
        FamilyName = Check.OptionalText(FamilyName, "traits.familyName"),
        Language = Check.OptionalText(Language, "traits.language", 35),
        Birthday = Birthday,
        City = Check.OptionalText(City, "traits.city"),
        Country = Country is null ? null : Check.Code(Country, "traits.country", 2),
        Categories = Categories is { IsDefault: false } said ? [.. said.Select(static word => Check.Text(word, "traits.categories"))] : [],
    };
}

/// <summary>A client's request.</summary>
/// <param name="Kind">export, erasure, rectification or objection.</param>
/// <param name="CustomerId">Whose.</param>
/// <param name="Channel">Where she asked: web, app, store, phone or mail.</param>
/// <param name="Id">Idempotency key; made when left out.</param>
/// <param name="AskedAt">When she asked, if that was before it is written down: her month began then.</param>
public sealed record RequestBody(RequestKind? Kind, string? CustomerId, string? Channel, string? Id = null, DateTimeOffset? AskedAt = null);

/// <summary>What became of a request.</summary>
/// <param name="State">done or refused.</param>
/// <param name="Note">Why it was refused. Nothing about her.</param>
public sealed record SettleBody(RequestState? State, string? Note = null);

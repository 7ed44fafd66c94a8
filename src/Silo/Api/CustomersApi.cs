using Luxe.Contracts.Access;
using Luxe.Contracts.Customers;
using Luxe.Contracts.Identity;
using Luxe.Silo.Access;
using Luxe.Silo.Problems;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Luxe.Silo.Api;

/// <summary>Clients: found by a token, read, given to an associate.</summary>
internal static class CustomersApi
{
    public static void Map(RouteGroupBuilder api)
    {
        var group = api.MapGroup("/customers").WithTags("Clients");
        group.MapGet("/resolve", ResolveAsync).RequireScope(ApiScopes.Read)
            .WithSummary("Find a client by one token")
            .WithDescription("Exactly one of userId, anonymousId, email, phone, card and deviceId. A phone number without calling code needs its country (two letters), unless the house has a default. Tokens are kept as keyed hashes only. The token is in the address, which Luxe never logs; a proxy before it may: POST the same as a body to keep it out.");
        group.MapPost("/resolve", ResolveBodyAsync).RequireScope(ApiScopes.Read).WithSummary("Find a client by one token sent in the body");
        group.MapGet("/{id}", GetAsync).RequireScope(ApiScopes.Read).WithSummary("A client's profile, cut to her tier");
        group.MapGet("/{id}/brief", GetBriefAsync).RequireScope(ApiScopes.Read).WithSummary("What to know before speaking to a client, cut to her tier");
        group.MapGet("/{id}/journey", GetJourneyAsync).RequireScope(ApiScopes.Read)
            .WithSummary("A client's interactions in order of event time, cut to her tier")
            .WithDescription("Pages: pass 'next' of one page as 'after' of the following one; it is null at the end. At most 500 a page, 100 unless told.");
        group.MapPut("/{id}/associate", AssignAsync).RequireScope(ApiScopes.Manage).WithSummary("Put a client into an associate's book; null takes her out");
    }

    private static Task<Results<Ok<ResolvedCustomer>, ProblemResult>> ResolveAsync(
        IGrainFactory grains, string? userId = null, string? anonymousId = null, string? email = null, string? phone = null, string? card = null, string? deviceId = null, string? country = null) =>
        FindAsync(grains, new TokenBody(userId, anonymousId, email, phone, card, deviceId, country));

    private static Task<Results<Ok<ResolvedCustomer>, ProblemResult>> ResolveBodyAsync(IGrainFactory grains, Body<TokenBody> body) => FindAsync(grains, body.Value);

    private static async Task<Results<Ok<ResolvedCustomer>, ProblemResult>> FindAsync(IGrainFactory grains, TokenBody tokens)
    {
        if (tokens.ToToken() is not { } token)
        {
            return (ProblemResult)Problem.BadParameter("userId", "Give exactly one of userId, anonymousId, email, phone, card and deviceId, of at most 320 characters.");
        }

        return await grains.GetGrain<IIdentityResolver>(IIdentityResolver.Key).Find(token) is { } id
            ? TypedResults.Ok(new ResolvedCustomer(id))
            : (ProblemResult)Problem.NotFound("client");
    }

    private static async Task<Results<Ok<CustomerProfile>, ProblemResult>> GetAsync(HttpContext context, IGrainFactory grains, string id) =>
        await grains.GetGrain<ICustomerViews>(Check.CustomerId(id)).GetProfile(context.Viewer("profile")) is { } profile
            ? TypedResults.Ok(profile)
            : (ProblemResult)Problem.NotFound("client");

    private static async Task<Results<Ok<ClientBrief>, ProblemResult>> GetBriefAsync(HttpContext context, IGrainFactory grains, string id) =>
        await grains.GetGrain<ICustomerViews>(Check.CustomerId(id)).GetBrief(context.Viewer("brief")) is { } brief
            ? TypedResults.Ok(brief)
            : (ProblemResult)Problem.NotFound("client");

    private static async Task<Results<Ok<JourneyPage>, ProblemResult>> GetJourneyAsync(HttpContext context, IGrainFactory grains, string id, string? after = null, int? limit = null)
    {
        var views = grains.GetGrain<ICustomerViews>(Check.CustomerId(id));
        try
        {
            var viewer = context.Viewer("journey");
            var page = await views.GetJourney(viewer, string.IsNullOrEmpty(after) ? null : after, Check.Limit(limit));
            return !page.Interactions.IsEmpty || !string.IsNullOrEmpty(after) || await views.GetProfile(viewer) is not null
                ? TypedResults.Ok(page)
                : (ProblemResult)Problem.NotFound("client");
        }
        catch (ArgumentException) when (after is not null)
        {
            return (ProblemResult)Problem.BadParameter("after", "'after' is not a cursor of this journey.");
        }
    }

    private static async Task<Results<NoContent, ProblemResult>> AssignAsync(IGrainFactory grains, string id, Body<AssignmentBody> body)
    {
        var associate = body.Value.AssociateId is null ? null : Check.Id(body.Value.AssociateId, "associateId");
        if (associate is not null && await grains.GetGrain<Contracts.Associates.IAssociateGrain>(associate).Get() is null)
        {
            return (ProblemResult)Problem.BadField("associateId", "There is no such associate.");
        }

        await grains.GetGrain<ICustomerGrain>(Check.CustomerId(id)).Assign(associate);
        return TypedResults.NoContent();
    }
}

/// <summary>One token of a client; exactly one is given.</summary>
/// <param name="UserId">The e-commerce or CRM user id.</param>
/// <param name="AnonymousId">An SDK's anonymous id.</param>
/// <param name="Email">E-mail address.</param>
/// <param name="Phone">Telephone number, with its calling code or with a country.</param>
/// <param name="Card">Loyalty card.</param>
/// <param name="DeviceId">A device's id.</param>
/// <param name="Country">Where a phone number without calling code is from (ISO 3166-1 alpha-2).</param>
public sealed record TokenBody(
    string? UserId = null, string? AnonymousId = null, string? Email = null, string? Phone = null, string? Card = null, string? DeviceId = null, string? Country = null)
{
    private const int MaxLength = 320; // The longest e-mail address there can be.

    internal IdentityToken? ToToken()
    {
        IdentityToken? only = null;
        foreach (var (kind, value) in (ReadOnlySpan<(IdentityKind, string?)>)[(IdentityKind.UserId, UserId), (IdentityKind.AnonymousId, AnonymousId), (IdentityKind.Email, Email), (IdentityKind.Phone, Phone), (IdentityKind.Card, Card), (IdentityKind.Device, DeviceId)])
        {
            if (value is null)
            {
                continue;
            }

            if (only is not null || string.IsNullOrWhiteSpace(value) || value.Length > MaxLength)
            {
                return null;
            }

            only = new IdentityToken(kind, value, Country);
        }

        return only;
    }
}

/// <summary>A client that was found.</summary>
/// <param name="CustomerId">Her customer id.</param>
public sealed record ResolvedCustomer(string CustomerId);

/// <summary>Whose book a client is in.</summary>
/// <param name="AssociateId">The associate; null takes her out.</param>
public sealed record AssignmentBody(string? AssociateId);

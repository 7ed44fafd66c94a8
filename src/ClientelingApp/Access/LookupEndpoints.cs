using Luxe.Contracts.Identity;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Luxe.ClientelingApp.Access;

/// <summary>Finding a client by a token. The token travels in the form's body only; the answer's address holds her opaque id.</summary>
internal static class LookupEndpoints
{
    private const int LongestToken = 320;

    public static void MapLookup(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapPost("/journeys/find", (IGrainFactory grains, [FromForm] string? kind, [FromForm] string? token) => Find(grains, "/journeys", kind, token))
            .RequireAuthorization(new AuthorizeAttribute { Roles = Roles.HeadOffice })
            .ExcludeFromDescription();
        endpoints.MapPost("/privacy/find", (IGrainFactory grains, [FromForm] string? kind, [FromForm] string? token) => Find(grains, "/privacy", kind, token))
            .RequireAuthorization(new AuthorizeAttribute { Roles = Roles.PrivacyOfficer })
            .ExcludeFromDescription();
    }

    private static async Task<IResult> Find(IGrainFactory grains, string page, string? kind, string? token)
    {
        var text = token?.Trim();
        var customer = text is { Length: > 0 and <= LongestToken } && Enum.TryParse<IdentityKind>(kind, ignoreCase: true, out var known) && Enum.IsDefined(known)
            ? await grains.GetGrain<IIdentityResolver>(IIdentityResolver.Key).Find(new IdentityToken(known, text))
            : null;
        return Results.LocalRedirect(customer is null ? page + "?none=1" : $"{page}/{Uri.EscapeDataString(customer)}");
    }
}

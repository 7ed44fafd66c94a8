using Luxe.ClientelingApp.Access;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Luxe.ClientelingApp.Privacy;

/// <summary>What the privacy officer's pages add to the app.</summary>
internal static class PrivacyOffice
{
    public static IServiceCollection AddPrivacyOffice(this IServiceCollection services) => services.AddSingleton<PrivacyReader>();

    /// <summary>Fields take what people type, which may be anything: it travels in the body, and only what is an id gets into an address.</summary>
    public static void MapPrivacyOffice(this IEndpointRouteBuilder endpoints)
    {
        var officer = new AuthorizeAttribute { Roles = Roles.PrivacyOfficer };
        endpoints.MapPost("/privacy/find/ledger", static ([FromForm] string? id) => Lead(id, "/privacy/", "/privacy?unknown=1")).RequireAuthorization(officer).ExcludeFromDescription();
        endpoints.MapPost("/privacy/find/looks", static ([FromForm] string? id, [FromForm] string? by) =>
            by == "staff" ? Staff(id) : Lead(id, "/privacy/looks?client=", "/privacy/looks?none=1")).RequireAuthorization(officer).ExcludeFromDescription();
    }

    private static IResult Lead(string? id, string page, string otherwise) =>
        Results.LocalRedirect(id?.Trim() is { } text && PrivacyReader.IsId(text) ? page + Uri.EscapeDataString(text) : otherwise);

    private static IResult Staff(string? id) =>
        Results.LocalRedirect(id?.Trim() is { Length: >= 1 and <= 128 } text && text.All(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_') ? "/privacy/looks?viewer=" + text : "/privacy/looks?none=1");
}

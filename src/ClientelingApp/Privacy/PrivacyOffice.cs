using Luxe.ClientelingApp.Access;
using Luxe.Contracts.Access;
using Luxe.Contracts.Consent;
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
    // A proof is a document of its own: its style and nothing else.
    private const string ProofPolicy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    public static IServiceCollection AddPrivacyOffice(this IServiceCollection services) => services.AddSingleton<PrivacyReader>().AddSingleton<RequestDesk>();

    /// <summary>Fields take what people type, which may be anything: it travels in the body, and only what is an id gets into an address.</summary>
    public static void MapPrivacyOffice(this IEndpointRouteBuilder endpoints)
    {
        var officer = new AuthorizeAttribute { Roles = Roles.PrivacyOfficer };
        endpoints.MapRequests();
        endpoints.MapGet("/privacy/{id}/proof", ProofPage).RequireAuthorization(officer).ExcludeFromDescription();
        endpoints.MapGet("/privacy/{id}/proof.json", ProofJson).RequireAuthorization(officer).ExcludeFromDescription();
        endpoints.MapPost("/privacy/find/ledger", static ([FromForm] string? id) => Lead(id, "/privacy/", "/privacy?unknown=1")).RequireAuthorization(officer).ExcludeFromDescription();
        endpoints.MapPost("/privacy/find/looks", static ([FromForm] string? id, [FromForm] string? by) =>
            by == "staff" ? Staff(id) : Lead(id, "/privacy/looks?client=", "/privacy/looks?none=1")).RequireAuthorization(officer).ExcludeFromDescription();
    }

    private static async Task<IResult> ProofPage(HttpContext http, IGrainFactory grains, string id)
    {
        if (!PrivacyReader.IsId(id) || await Proofs(grains).GetPage(id, Officer(http), "en") is not { } page)
        {
            return Results.NotFound();
        }

        http.Response.Headers.ContentSecurityPolicy = ProofPolicy;
        return Results.Content(page, "text/html; charset=utf-8");
    }

    private static async Task<IResult> ProofJson(HttpContext http, IGrainFactory grains, string id) =>
        PrivacyReader.IsId(id) && await Proofs(grains).GetJson(id, Officer(http)) is { } json ? Results.Text(json, "application/json") : Results.NotFound();

    private static IConsentProofs Proofs(IGrainFactory grains) => grains.GetGrain<IConsentProofs>(IConsentProofs.Key);

    private static Viewer Officer(HttpContext http) => Access.Staff.From(http.User)!.For("proof");

    private static IResult Lead(string? id, string page, string otherwise) =>
        Results.LocalRedirect(id?.Trim() is { } text && PrivacyReader.IsId(text) ? page + Uri.EscapeDataString(text) : otherwise);

    private static IResult Staff(string? id) =>
        Results.LocalRedirect(id?.Trim() is { Length: >= 1 and <= 128 } text && text.All(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_') ? "/privacy/looks?viewer=" + text : "/privacy/looks?none=1");
}

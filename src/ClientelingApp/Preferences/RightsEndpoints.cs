using System.Text;
using Luxe.Contracts.Consent;
using Luxe.Contracts.Rights;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Luxe.ClientelingApp.Preferences;

/// <summary>What her page of data posts and downloads. On a tablet of the maison nothing is downloaded or erased: the one would stay behind, the other could be done by whoever holds it.</summary>
internal static class RightsEndpoints
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var hers = new AuthorizeAttribute(ClientDoor.Policy);
        endpoints.MapPost("/me/data", Rectify).RequireAuthorization(hers).ExcludeFromDescription();
        endpoints.MapPost("/me/erase", Erase).RequireAuthorization(hers).ExcludeFromDescription();
        endpoints.MapGet("/me/data/export.zip", Export).RequireAuthorization(hers).ExcludeFromDescription();
        endpoints.MapGet("/me/proof.html", (HttpContext http, IGrainFactory grains) => Proof(http, grains, isPage: true)).RequireAuthorization(hers).ExcludeFromDescription();
        endpoints.MapGet("/me/proof.json", (HttpContext http, IGrainFactory grains) => Proof(http, grains, isPage: false)).RequireAuthorization(hers).ExcludeFromDescription();
    }

    private static async Task<IResult> Rectify(HttpContext http, PreferencesDesk desk, IFormCollection form)
    {
        var said = DeclaredFields.Names.Where(form.ContainsKey).ToDictionary(static field => field, field => form[field].ToString(), StringComparer.Ordinal);
        await desk.Rectify(Guest(http), said, form["forget"].OfType<string>());
        return Results.LocalRedirect("/me/data?saved=1");
    }

    private static async Task<IResult> Erase(HttpContext http, PreferencesDesk desk, [FromForm] string? order)
    {
        var guest = Guest(http);
        if (guest.IsOnTablet || !EraseOrders.Is(order))
        {
            return Results.BadRequest();
        }

        // Her session ends in any case. Of who was erased before, by whomever, the first receipt counts; it is hers to see only if her own page ordered it.
        var receipt = await desk.Erase(guest, order!);
        await http.SignOutAsync(ClientDoor.Scheme);
        return Results.LocalRedirect("/me/gone?order=" + (receipt is not null && EraseOrders.Is(receipt.OrderId) ? receipt.OrderId : order));
    }

    private static async Task<IResult> Export(HttpContext http, IExportWriter exports)
    {
        var guest = Guest(http);
        if (guest.IsOnTablet || await exports.OpenAsync(guest.CustomerId, guest.For("own data"), PreferenceLocale.Of(http).Tag) is not { } write)
        {
            return Results.NotFound();
        }

        return Results.Stream(stream => write(stream, http.RequestAborted), "application/zip", "my-data.zip");
    }

    private static async Task<IResult> Proof(HttpContext http, IGrainFactory grains, bool isPage)
    {
        var guest = Guest(http);
        var proofs = grains.GetGrain<IConsentProofs>(IConsentProofs.Key);
        var viewer = guest.For("own decisions");
        var text = guest.IsOnTablet ? null
            : isPage ? await proofs.GetPage(guest.CustomerId, viewer, PreferenceLocale.Of(http).Tag)
            : await proofs.GetJson(guest.CustomerId, viewer);

        // A file in either form: as a page of this house its own print styles would be refused.
        return text is null ? Results.NotFound()
            : Results.File(Encoding.UTF8.GetBytes(text), isPage ? "text/html; charset=utf-8" : "application/json", isPage ? "my-decisions.html" : "my-decisions.json");
    }

    private static ClientGuest Guest(HttpContext http) => ClientGuest.From(http.User)!;
}

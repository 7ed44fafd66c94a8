using System.Security.Cryptography;
using Luxe.ClientelingApp.Access;
using Luxe.ClientelingApp.Clients;
using Luxe.Contracts.Access;
using Luxe.Contracts.Doors;
using Luxe.Contracts.Identity;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Luxe.ClientelingApp.Preferences;

/// <summary>What her pages post: plain forms under the anti-forgery check, each answered by a page.</summary>
internal static class PreferenceEndpoints
{
    private const int LongestAddress = 320;
    private const int LongestPassword = 256;
    private static readonly string[] Spoken = ["/me/history", "/me/looks", "/me/data", "/me/phone", "/me/ask", Kiosk.BackPath];
    private const string SessionAlphabet = "0123456789abcdefghijklmnopqrstuvwxyz";

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var (hers, door) = (new AuthorizeAttribute(ClientDoor.Policy), new AuthorizeAttribute(ClientDoor.Threshold));
        endpoints.MapPost(ClientDoor.EnterPath, Enter).RequireAuthorization(door).ExcludeFromDescription();
        endpoints.MapPost("/me/choose", Choose).RequireAuthorization(hers).ExcludeFromDescription();
        endpoints.MapPost("/me/leave", Leave).RequireAuthorization(hers).ExcludeFromDescription();
        endpoints.MapGet("/me/language", Speak).RequireAuthorization(door).ExcludeFromDescription();
        endpoints.MapPost("/me/ask", Ask).RequireAuthorization(door).ExcludeFromDescription();
        endpoints.MapPost("/me/kiosk", HandOver).RequireAuthorization(new AuthorizeAttribute { Roles = $"{Roles.Associate},{Roles.Manager}" }).ExcludeFromDescription();
        endpoints.MapPost(Kiosk.BackPath, TakeBack).RequireAuthorization(door).ExcludeFromDescription();
    }

    private static async Task<IResult> Enter(HttpContext http, IGrainFactory grains, [FromForm] string? token)
    {
        if (token is null || await Door(grains).Enter(token) is not { } guest)
        {
            return Results.LocalRedirect(ClientDoor.EnterPath + "?over=1");
        }

        await SignIn(http, guest);
        return Results.LocalRedirect(ClientDoor.Home);
    }

    private static async Task<IResult> Choose(HttpContext http, PreferencesDesk desk, [FromForm] string? tap)
    {
        switch (await desk.Decide(ClientGuest.From(http.User)!, PreferenceLocale.Of(http), tap))
        {
            case Tapped.Taken:
                return Results.LocalRedirect(ClientDoor.Home);
            case Tapped.Nobody:
                await http.SignOutAsync(ClientDoor.Scheme);
                return Results.LocalRedirect(ClientDoor.EnterPath + "?over=1");
            default:
                return Results.BadRequest();
        }
    }

    private static async Task<IResult> Leave(HttpContext http, IFormCollection form)
    {
        _ = form; // Binding the form is what makes the framework check the anti-forgery token.
        await http.SignOutAsync(ClientDoor.Scheme);
        return Results.LocalRedirect(Kiosk.IsOn(http) ? Kiosk.BackPath : ClientDoor.Home + "/ask");
    }

    private static IResult Speak(HttpContext http, string? to, string? back)
    {
        if (PreferenceWords.Find(to) is { } words)
        {
            PreferenceLocale.Keep(http, words);
        }

        return Results.LocalRedirect(back is not null && Spoken.Contains(back) ? back : ClientDoor.Home);
    }

    /// <summary>One answer for every address, known or not, an address or not, often or once.</summary>
    private static async Task<IResult> Ask(HttpContext http, IGrainFactory grains, [FromForm] string? email)
    {
        if (email?.Trim() is { Length: > 0 and <= LongestAddress } address)
        {
            await Door(grains).AskByMail(new IdentityToken(IdentityKind.Email, address), PreferenceLocale.Of(http).Tag, http.Connection.RemoteIpAddress?.ToString() ?? "");
        }

        return Results.LocalRedirect("/me/ask?sent=1");
    }

    /// <summary>The tablet is hers now: the associate's session ends, her own begins, in her language if it is known.</summary>
    private static async Task<IResult> HandOver(HttpContext http, IGrainFactory grains, ClientReader clients, [FromForm] string? customer)
    {
        var staff = Staff.From(http.User);
        if (staff?.UserName is not { } user || !ClientReader.IsId(customer))
        {
            return Results.BadRequest();
        }

        var viewer = staff.For("preferences");
        var link = await Door(grains).Open(customer!, DoorChannels.Kiosk, viewer);
        var guest = await Door(grains).Enter(link.Token) ?? throw new InvalidOperationException("A link that was just made does not open.");
        if (PreferenceWords.Find((await clients.Brief(viewer, customer!))?.Language) is { } words)
        {
            PreferenceLocale.Keep(http, words);
        }

        await SignIn(http, guest);
        await http.SignOutAsync(CookieAuthenticationDefaults.AuthenticationScheme);
        Kiosk.Begin(http, new KioskTicket(user, customer!, viewer));
        PreferencesLog.HandedOver(Log(http));
        return Results.LocalRedirect(ClientDoor.Home);
    }

    private static async Task<IResult> TakeBack(HttpContext http, IGrainFactory grains, [FromForm] string? password)
    {
        if (Kiosk.Of(http) is not { } ticket)
        {
            return Results.LocalRedirect("/");
        }

        var account = password is { Length: > 0 and <= LongestPassword } ? await grains.GetGrain<IAccountGrain>(ticket.User).SignIn(password) : null;
        if (account is null || Staff.Principal(account) is not { } principal)
        {
            return Results.LocalRedirect(Kiosk.BackPath + "?again=1");
        }

        await http.SignOutAsync(ClientDoor.Scheme);
        await http.SignInAsync(CookieAuthenticationDefaults.AuthenticationScheme, principal);
        PreferenceLocale.Forget(http);
        Kiosk.End(http);
        PreferencesLog.TakenBack(Log(http));
        return Results.LocalRedirect("/clients/" + Uri.EscapeDataString(ticket.CustomerId));
    }

    private static ILogger Log(HttpContext http) => http.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(PreferenceEndpoints).FullName!);

    private static IPreferenceDoor Door(IGrainFactory grains) => grains.GetGrain<IPreferenceDoor>(IPreferenceDoor.Key);

    private static Task SignIn(HttpContext http, DoorGuest guest) =>
        http.SignInAsync(ClientDoor.Scheme, ClientGuest.Principal(guest, RandomNumberGenerator.GetString(SessionAlphabet, 12)));
}

using System.Security.Cryptography;
using System.Text.Json;
using Luxe.Contracts.Access;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Luxe.ClientelingApp.Preferences;

/// <summary>A tablet that an associate handed over.</summary>
/// <param name="User">Whose password takes it back.</param>
/// <param name="CustomerId">To whose page it then returns.</param>
/// <param name="Maker">Who handed it over: answers for what is opened from it.</param>
internal sealed record KioskTicket(string User, string CustomerId, Viewer Maker);

/// <summary>
/// Kiosk mode. The cookie holds who handed the tablet over, sealed by the house; while it stands, a gate before everything lets her pages through
/// and nothing else: no staff page, no circuit, no hub. The staff session is ended as well, so whoever rids the tablet of the cookie has won a sign-in form.
/// </summary>
internal static class Kiosk
{
    /// <summary>The cookie's name.</summary>
    public const string CookieName = "luxe.kiosk";

    /// <summary>The page on which the tablet is taken back.</summary>
    public const string BackPath = ClientDoor.Home + "/back";

    /// <summary>A tablet that nobody took back is a staff tablet that asks for a sign-in.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromHours(2);

    private static readonly PathString[] Open = [ClientDoor.Home, "/assets", "/_framework", "/_content", "/pictures"];

    /// <summary>The gate.</summary>
    public static Task Gate(HttpContext http, RequestDelegate next)
    {
        if (!http.Request.Cookies.ContainsKey(CookieName) || Ticket(http) is not { } ticket)
        {
            return next(http);
        }

        http.Items[typeof(KioskTicket)] = ticket;
        return Passes(http.Request.Path) ? next(http) : Turn(http);
    }

    /// <summary>Whether a handed-over tablet may ask for it.</summary>
    public static bool Passes(PathString path) => Array.Exists(Open, open => path.StartsWithSegments(open));

    /// <summary>Whether this tablet is handed over.</summary>
    public static bool IsOn(HttpContext http) => Of(http) is not null;

    /// <summary>Who handed it over, or null.</summary>
    public static KioskTicket? Of(HttpContext http) => http.Items[typeof(KioskTicket)] as KioskTicket;

    public static void Begin(HttpContext http, KioskTicket ticket)
    {
        var sealer = Sealer(http.RequestServices);
        http.Response.Cookies.Append(CookieName, sealer.Protect(JsonSerializer.Serialize(ticket), Longest), Options(http));
    }

    public static void End(HttpContext http) => http.Response.Cookies.Delete(CookieName, Options(http));

    private static CookieOptions Options(HttpContext http) => new()
    {
        Path = "/",
        HttpOnly = true,
        Secure = http.Request.IsHttps,
        SameSite = SameSiteMode.Lax,
        IsEssential = true,
    };

    /// <summary>Null when it is not the house's own or its time is over: there is no staff session behind it that could come alive.</summary>
    private static KioskTicket? Ticket(HttpContext http)
    {
        try
        {
            return JsonSerializer.Deserialize<KioskTicket>(Sealer(http.RequestServices).Unprotect(http.Request.Cookies[CookieName]!));
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private static ITimeLimitedDataProtector Sealer(IServiceProvider services) =>
        services.GetRequiredService<IDataProtectionProvider>().CreateProtector("luxe.kiosk").ToTimeLimitedDataProtector();

    private static Task Turn(HttpContext http)
    {
        if (HttpMethods.IsGet(http.Request.Method) && !http.Request.Path.StartsWithSegments("/hubs") && !http.Request.Path.StartsWithSegments("/_blazor"))
        {
            http.Response.Redirect(ClientDoor.Home);
        }
        else
        {
            http.Response.StatusCode = StatusCodes.Status403Forbidden;
        }

        return Task.CompletedTask;
    }
}

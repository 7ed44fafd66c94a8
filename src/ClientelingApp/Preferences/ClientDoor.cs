using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Luxe.ClientelingApp.Preferences;

/// <summary>Her own session: another cookie than the staff's, for her pages alone.</summary>
internal static class ClientDoor
{
    /// <summary>The authentication scheme, and the cookie's name.</summary>
    public const string Scheme = "luxe.client";

    /// <summary>The policy of every page that is hers.</summary>
    public const string Policy = "client";

    /// <summary>
    /// The policy of her door: anybody may stand there, and is she if her cookie says so. Not anonymous, because then the member of staff whose tablet it is
    /// would be the reader, and a form is sealed to its reader.
    /// </summary>
    public const string Threshold = "client door";

    /// <summary>Where her pages are.</summary>
    public const string Home = "/me";

    /// <summary>Where a link leads.</summary>
    public const string EnterPath = Home + "/enter";

    private static readonly TimeSpan Session = TimeSpan.FromMinutes(30);

    public static void AddClientDoor(this IServiceCollection services)
    {
        services.AddAuthentication().AddCookie(Scheme, Cookie);
        services.Configure<AuthorizationOptions>(options =>
        {
            options.AddPolicy(Policy, policy => policy.AddAuthenticationSchemes(Scheme).RequireAssertion(context => ClientGuest.From(context.User) is not null));
            options.AddPolicy(Threshold, policy => policy.AddAuthenticationSchemes(Scheme).RequireAssertion(static _ => true));
        });
    }

    private static void Cookie(CookieAuthenticationOptions options)
    {
        options.Cookie.Name = Scheme;
        options.Cookie.Path = Home;
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = SameSiteMode.Lax; // A link in a letter must arrive.
        options.ExpireTimeSpan = Session;
        options.SlidingExpiration = true;
        options.Events.OnRedirectToLogin = Away;
        options.Events.OnRedirectToAccessDenied = Away;
    }

    /// <summary>Without a session: to the door, or on a tablet that was handed over to whoever takes it back. Whose half-hour is over is told so.</summary>
    private static Task Away(RedirectContext<CookieAuthenticationOptions> context)
    {
        context.Response.Redirect(
            Kiosk.IsOn(context.HttpContext) ? Kiosk.BackPath : Home + (context.Request.Cookies.ContainsKey(Scheme) ? "/ask?ended=1" : "/ask"));
        return Task.CompletedTask;
    }
}

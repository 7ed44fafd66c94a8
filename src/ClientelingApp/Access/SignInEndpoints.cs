using System.Text.RegularExpressions;
using Luxe.Contracts.Access;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace Luxe.ClientelingApp.Access;

/// <summary>Sign-in and sign-out: plain form posts under the anti-forgery check.</summary>
internal static partial class SignInEndpoints
{
    private const int LongestPassword = 256;

    public static void MapSignIn(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapPost("/signin/submit", SignIn).AllowAnonymous().ExcludeFromDescription();
        endpoints.MapPost("/signout", SignOut).AllowAnonymous().ExcludeFromDescription();
        endpoints.MapGet("/", Home).AllowAnonymous().ExcludeFromDescription();
    }

    private static async Task<IResult> SignIn(
        HttpContext http,
        IGrainFactory grains,
        ILoggerFactory log,
        [FromForm] string? user,
        [FromForm] string? password,
        [FromForm] string? returnUrl)
    {
        var name = user?.Trim().ToLowerInvariant() ?? "";
        AccountRecord? account;
        try
        {
            account = UserName().IsMatch(name) && password is { Length: > 0 and <= LongestPassword }
                ? await grains.GetGrain<IAccountGrain>(name).SignIn(password)
                : null;
        }
        catch (Exception e)
        {
            SignInFailed(log.CreateLogger(typeof(SignInEndpoints)), e);
            return Results.LocalRedirect("/signin?away=1" + KeepReturn(returnUrl));
        }

        // One answer for unknown, wrong and locked: nobody learns which.
        if (account is null || Staff.Principal(account) is not { } principal)
        {
            return Results.LocalRedirect("/signin?again=1" + KeepReturn(returnUrl));
        }

        await http.SignInAsync(CookieAuthenticationDefaults.AuthenticationScheme, principal);
        return Results.LocalRedirect(IsOwnPage(returnUrl) ? returnUrl! : Roles.Home(account.Role));
    }

    private static async Task<IResult> SignOut(HttpContext http, IFormCollection form)
    {
        _ = form; // Binding the form is what makes the framework check the anti-forgery token.
        await http.SignOutAsync(CookieAuthenticationDefaults.AuthenticationScheme);
        return Results.LocalRedirect("/signin");
    }

    private static IResult Home(HttpContext http) => Results.LocalRedirect(Staff.From(http.User)?.Home ?? "/signin");

    private static string KeepReturn(string? url) => IsOwnPage(url) ? "&returnUrl=" + Uri.EscapeDataString(url!) : "";

    private static bool IsOwnPage(string? url) =>
        url is ['/', not '/' and not '\\', ..] && !url.StartsWith("/signin", StringComparison.Ordinal);

    [LoggerMessage(5151, LogLevel.Warning, "A sign-in could not be checked")]
    private static partial void SignInFailed(ILogger logger, Exception exception);

    [GeneratedRegex("^[a-z0-9][a-z0-9._@-]{0,63}$")]
    private static partial Regex UserName();
}

using System.Text.Json;
using System.Text.Json.Serialization;
using Luxe.ClientelingApp.Access;
using Luxe.ClientelingApp.Clients;
using Luxe.ClientelingApp.Duplicates;
using Luxe.ClientelingApp.Floor;
using Luxe.ClientelingApp.Inbox;
using Luxe.ClientelingApp.Pieces;
using Luxe.ClientelingApp.Preferences;
using Luxe.ClientelingApp.Privacy;
using Luxe.ClientelingApp.Stores;
using Luxe.ClientelingApp.Today;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Radzen;

namespace Luxe.ClientelingApp;

/// <summary>What the app needs of a host's services; the host brings the <see cref="IGrainFactory"/>.</summary>
public static class ClientelingAppServices
{
    private static readonly TimeSpan Session = TimeSpan.FromHours(12);

    /// <summary>Adds pages, hub, cookie sessions and roles.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="keyDirectory">Where the keys of the session cookies live, so that sessions outlast a restart; null leaves it to the machine's default.</param>
    public static IServiceCollection AddClientelingApp(this IServiceCollection services, string? keyDirectory = null)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddRazorComponents().AddInteractiveServerComponents();
        services.AddRadzenComponents();
        services.AddCascadingAuthenticationState();
        services.AddAntiforgery(o => o.Cookie.Name = "luxe.form");
        services.AddAuthorization();
        services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie(Cookie);
        services.AddSignalR().AddJsonProtocol(o =>
            o.PayloadSerializerOptions.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase)));

        // The keys lie beside the database and are guarded as it is.
        services.AddLogging(logging => logging.AddFilter("Microsoft.AspNetCore.DataProtection.KeyManagement.XmlKeyManager", LogLevel.Error));
        var keys = services.AddDataProtection().SetApplicationName("luxe");
        if (keyDirectory is not null)
        {
            keys.PersistKeysToFileSystem(Directory.CreateDirectory(keyDirectory));
        }

        services.AddSingleton<InboxFeeds>();
        services.AddSingleton<FloorFeeds>();
        services.AddSingleton<ClientReader>();
        services.AddSingleton<PieceReader>();
        services.AddSingleton<StorePlaces>();
        services.AddSingleton<TodayDesk>();
        services.AddSingleton<DuplicatesDesk>();
        services.AddPreferences();
        services.AddPrivacyOffice();
        return services;
    }

    private static void Cookie(CookieAuthenticationOptions options)
    {
        options.Cookie.Name = "luxe.session";
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = SameSiteMode.Lax;
        options.ExpireTimeSpan = Session;
        options.SlidingExpiration = true;
        options.LoginPath = "/signin";
        options.ReturnUrlParameter = "returnUrl";
        options.AccessDeniedPath = "/not-yours";
        options.Events.OnRedirectToLogin = context => Turn(context, StatusCodes.Status401Unauthorized);
        options.Events.OnRedirectToAccessDenied = context => Turn(context, StatusCodes.Status403Forbidden);
    }

    /// <summary>Pages are led on; native clients of the hub get the status.</summary>
    private static Task Turn(Microsoft.AspNetCore.Authentication.RedirectContext<CookieAuthenticationOptions> context, int status)
    {
        if (context.Request.Path.StartsWithSegments("/hubs"))
        {
            context.Response.StatusCode = status;
        }
        else
        {
            context.Response.Redirect(status == StatusCodes.Status403Forbidden ? "/not-yours" : context.RedirectUri);
        }

        return Task.CompletedTask;
    }
}

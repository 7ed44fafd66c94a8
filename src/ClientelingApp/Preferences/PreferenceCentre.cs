using Luxe.ClientelingApp.Clients;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Luxe.ClientelingApp.Preferences;

/// <summary>What the client's own pages add to the app.</summary>
internal static class PreferenceCentre
{
    public static IServiceCollection AddPreferences(this IServiceCollection services)
    {
        services.AddClientDoor();
        services.AddSingleton<ClientSights>();
        services.AddSingleton<ConsentWatch>();
        return services.AddSingleton<PreferencesDesk>();
    }

    /// <summary>In front of everything else, of sign-in too: a tablet that was handed to a client shows her pages and no others.</summary>
    public static WebApplication UseKiosk(this WebApplication app)
    {
        app.Use(Kiosk.Gate);
        app.Use(KeepNothing);
        return app;
    }

    public static WebApplication MapPreferences(this WebApplication app)
    {
        PreferenceEndpoints.Map(app);
        RightsEndpoints.Map(app);
        return app;
    }

    /// <summary>No browser keeps a page of hers: Back on a tablet that went on to the next client finds the door.</summary>
    private static Task KeepNothing(HttpContext http, RequestDelegate next)
    {
        if (http.Request.Path.StartsWithSegments(ClientDoor.Home))
        {
            http.Response.OnStarting(static response =>
            {
                ((HttpResponse)response).Headers.CacheControl = "no-store";
                return Task.CompletedTask;
            }, http.Response);
        }

        return next(http);
    }
}

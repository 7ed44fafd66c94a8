using Luxe.ClientelingApp.Access;
using Luxe.ClientelingApp.Hosting;
using Luxe.ClientelingApp.Inbox;
using Luxe.ClientelingApp.Pictures;
using Luxe.ClientelingApp.Preferences;
using Luxe.ClientelingApp.Privacy;
using Luxe.ClientelingApp.Shell;
using Microsoft.AspNetCore.Builder;

namespace Luxe.ClientelingApp;

/// <summary>What the app adds to a host's pipeline.</summary>
public static class ClientelingAppEndpoints
{
    /// <summary>Adds headers, sessions, anti-forgery, pages, assets, sign-in and the hub. Call once, before the host's own endpoints are run.</summary>
    public static WebApplication MapClientelingApp(this WebApplication app)
    {
        app.UseSecurityHeaders();
        app.UseKiosk();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseAntiforgery();

        app.MapAppAssets();
        app.MapProductPictures();
        app.MapSignIn();
        app.MapLookup();
        app.MapPreferences();
        app.MapPrivacyOffice();
        app.MapHub<ClientelingHub>("/hubs/clienteling");
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode(o => o.ContentSecurityFrameAncestorsPolicy = null);
        return app;
    }
}

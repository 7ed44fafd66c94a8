using Microsoft.Extensions.DependencyInjection;

namespace Luxe.Storage.Office;

/// <summary>Adds what the privacy officer's pages read.</summary>
internal static class OfficeServices
{
    public static IServiceCollection AddOfficeStores(this IServiceCollection services) => services.AddSingleton<IOfficeQueries, OfficeQueries>();
}

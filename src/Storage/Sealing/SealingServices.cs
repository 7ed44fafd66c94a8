using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Luxe.Storage.Sealing;

/// <summary>Adds the seals. Called behind all stores, so that they can be wrapped.</summary>
internal static class SealingServices
{
    public static IServiceCollection AddSealing(this IServiceCollection services)
    {
        services.TryAddSingleton<ISeals, OpenSeals>();
        return services;
    }
}

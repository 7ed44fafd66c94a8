using Microsoft.Extensions.DependencyInjection;

namespace Luxe.Storage.Rights;

/// <summary>Adds the stores of erasures, requests and retention.</summary>
internal static class RightsServices
{
    public static IServiceCollection AddRightsStores(this IServiceCollection services)
    {
        services.AddSingleton<IErasures, ErasureStore>();
        services.AddSingleton<IRemains, RemainsStore>();
        services.AddSingleton<IRequests, RequestStore>();
        services.AddSingleton<IRetention, RetentionStore>();
        return services;
    }
}

using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Luxe.Grains.Rights;

/// <summary>Adds what access, rectification, erasure and retention need.</summary>
internal static class RightsServices
{
    public static IServiceCollection AddRights(this IServiceCollection services)
    {
        services.TryAddSingleton<IErasedList, NobodyErased>();
        return services;
    }
}

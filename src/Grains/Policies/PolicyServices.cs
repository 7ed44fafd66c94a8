using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Luxe.Grains.Policies;

/// <summary>Adds the policy in force.</summary>
internal static class PolicyServices
{
    public static IServiceCollection AddPolicies(this IServiceCollection services)
    {
        services.TryAddSingleton<IPolicyBook, BuiltInPolicy>();
        return services;
    }
}

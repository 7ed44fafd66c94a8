using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace Luxe.Grains.Policies;

/// <summary>Adds the policy's versions, which are read when the host starts.</summary>
internal static class PolicyServices
{
    public static IServiceCollection AddPolicies(this IServiceCollection services)
    {
        services.TryAddSingleton(PolicyFolder.None);
        services.TryAddSingleton<PolicyBook>();
        services.TryAddSingleton<IPolicyBook>(static provider => provider.GetRequiredService<PolicyBook>());
        services.AddSingleton<IHostedService>(static provider => provider.GetRequiredService<PolicyBook>());
        return services;
    }
}

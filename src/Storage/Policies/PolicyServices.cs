using Microsoft.Extensions.DependencyInjection;

namespace Luxe.Storage.Policies;

/// <summary>Adds the stores of policies and anchors.</summary>
internal static class PolicyServices
{
    public static IServiceCollection AddPolicyStores(this IServiceCollection services) => services;
}

using Luxe.Grains.Policies;
using Luxe.Silo.Hosting;

namespace Luxe.Silo.Policies;

/// <summary>Adds the policy that the house is started with.</summary>
internal static class LuxePolicies
{
    public static IServiceCollection AddLuxePolicy(this IServiceCollection services, LuxeHostOptions options) =>
        services.AddSingleton(new PolicyFolder(options.PolicyFolder ?? Path.Combine(options.DataDirectory, "policy")));
}

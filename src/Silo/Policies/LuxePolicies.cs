using Luxe.Grains.Policies;
using Luxe.Silo.Hosting;
using Luxe.Silo.Proofs;

namespace Luxe.Silo.Policies;

/// <summary>Adds the policy that the house is started with, and what holds the house to its ledgers.</summary>
internal static class LuxePolicies
{
    public static IServiceCollection AddLuxePolicy(this IServiceCollection services, LuxeHostOptions options)
    {
        services.AddSingleton(new LedgerWatchOptions(options.DataDirectory));
        services.AddHostedService<LedgerWatch>();
        return services.AddSingleton(new PolicyFolder(options.PolicyFolder ?? Path.Combine(options.DataDirectory, "policy")));
    }
}

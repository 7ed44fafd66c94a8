using Luxe.Storage.Ledger;
using Microsoft.Extensions.DependencyInjection;

namespace Luxe.Storage.Policies;

/// <summary>Adds what the maison promised and what holds it to that: policies and anchors.</summary>
internal static class PolicyServices
{
    public static IServiceCollection AddPolicyStores(this IServiceCollection services)
    {
        services.AddSingleton<IPolicyStore, PolicyStore>();
        services.AddSingleton<IAnchors, AnchorStore>();
        return services;
    }
}

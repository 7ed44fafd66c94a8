using Luxe.Grains.Customers;
using Luxe.Grains.Doors;
using Luxe.Grains.Identity;
using Luxe.Grains.Ids;
using Luxe.Grains.Office;
using Luxe.Grains.Policies;
using Luxe.Grains.Rights;
using Luxe.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Luxe.Grains;

/// <summary>Adds what the grains need to a silo's services.</summary>
public static class GrainsServiceCollectionExtensions
{
    /// <summary>
    /// Adds the options, a clock and an id source (both unless the host gave its own). The silo also needs <c>AddLuxeStorage</c>,
    /// grain storage named "luxe" and reminders.
    /// </summary>
    /// <exception cref="ArgumentException">An option has a bad value.</exception>
    public static IServiceCollection AddLuxeGrains(this IServiceCollection services, LuxeGrainsOptions options)
    {
        options.Validate();
        services.AddSingleton(options);
        services.AddSingleton(new IdentityKeys(options.IdentitySalt, options.Identity));
        services.AddSingleton<SettledPairs>();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IIdSource, RandomIds>();
        services.TryAddSingleton<JournalRepair>();
        services.AddSingleton(static provider => new Introductions(provider.GetRequiredService<IdentityKeys>(), provider.GetRequiredService<IClaims>(), provider.GetRequiredService<IIdSource>()));
        services.TryAddSingleton<Merges.MergeRepair>();
        services.TryAddSingleton<Pseudonyms>();
        services.TryAddSingleton<CustomerTools>();
        services.AddPolicies();
        services.AddRights();
        services.AddDoors();
        services.AddOffice();
        return services;
    }
}

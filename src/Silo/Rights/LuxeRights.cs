using Luxe.Contracts.Rights;
using Luxe.Grains.Rights;
using Luxe.Silo.Hosting;
using Orleans.Configuration;

namespace Luxe.Silo.Rights;

/// <summary>Adds what erasing and exporting need of a host.</summary>
internal static class LuxeRights
{
    public static IServiceCollection AddLuxeRights(this IServiceCollection services, LuxeHostOptions options)
    {
        services.AddSingleton<IErasureLog>(_ => new ErasureFile(Path.Combine(options.DataDirectory, "erasures.log")));
        services.AddSingleton<IErasureStep, LetterStep>();
        services.AddSingleton<IExportWriter, ExportWriter>();

        // Emptied, a row of grain state would still name her.
        services.ConfigureAll<AdoNetGrainStorageOptions>(static ado => ado.DeleteStateOnClear = true);
        return services.AddHostedService<RightsLifetime>();
    }
}

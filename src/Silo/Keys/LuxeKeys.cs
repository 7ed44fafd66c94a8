using Luxe.Silo.Hosting;
using Luxe.Storage;

namespace Luxe.Silo.Keys;

/// <summary>Adds the keys under which clients' data is sealed.</summary>
internal static class LuxeKeys
{
    /// <summary>
    /// The storage with the house's master keys. Comes before everything else: a house whose master key is lost does not start, and no file of it is
    /// touched. Only one that never had any gets its first.
    /// </summary>
    /// <exception cref="MasterKeyException">The house's master key is not here.</exception>
    /// <exception cref="StorageUnavailableException">The database cannot be asked which it is.</exception>
    public static StorageOptions Unlock(this StorageOptions storage, LuxeHostOptions options)
    {
        var prints = MasterGate.ReadPrints(storage);
        if (!options.Seals)
        {
            // Its grains would take sealed rows for broken ones.
            return prints.Count == 0 ? storage : throw new MasterKeyException("This house is sealed: it cannot be started without its keys. Nothing was changed.");
        }

        var source = MasterSource.Of(options);
        var masters = source.ReadKeys();
        MasterGate.Check(prints, masters, source.Where);
        if (masters is null)
        {
            source.TryAppend(MasterKeys.NewLine(1));
            masters = source.ReadKeys();
        }

        return storage with
        {
            Sealing = new SealingOptions
            {
                Masters = masters!,
                Where = source.Where,
                Reload = _ => ValueTask.FromResult(source.ReadKeys() ?? throw new MasterKeyException($"There is no master key in {source.Where} any more.")),
            },
        };
    }

    public static IServiceCollection AddLuxeKeys(this IServiceCollection services, LuxeHostOptions options)
    {
        services.AddSingleton(_ => MasterSource.Of(options));
        if (options.Seals)
        {
            services.AddSingleton<MasterRotator>();
            services.AddHostedService(static provider => provider.GetRequiredService<MasterRotator>());
        }

        return services;
    }
}

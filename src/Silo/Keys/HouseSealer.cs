using Luxe.Silo.Hosting;
using Luxe.Storage;

namespace Luxe.Silo.Keys;

/// <summary>Seals what an older Luxe left in the clear, in a house that is stopped: its storage alone is started for it, without grains and doors.</summary>
public static class HouseSealer
{
    /// <summary>Refuses a house whose master key is not here, before anybody else looks at it: nothing is touched, and no key is made.</summary>
    /// <exception cref="MasterKeyException">It is not here.</exception>
    /// <exception cref="StorageUnavailableException">The database cannot be asked which it is.</exception>
    public static void Ask(LuxeHostOptions options)
    {
        var source = MasterSource.Of(options);
        MasterGate.Check(MasterGate.ReadPrints(options.ToStorageOptions()), source.ReadKeys(), source.Where);
    }

    /// <summary>Runs the sweep.</summary>
    /// <param name="options">The house; of its options those that say where it is and where its master keys are.</param>
    /// <param name="progress">Told how far each part is.</param>
    /// <param name="cancellation">Stops between two pages; what was sealed stays sealed.</param>
    /// <exception cref="MasterKeyException">The house's master key is not here; nothing was touched.</exception>
    /// <exception cref="StorageException">The database cannot be used now; what was sealed stays sealed.</exception>
    public static async Task<SweepOutcome> RunAsync(LuxeHostOptions options, IProgress<HouseProgress>? progress, CancellationToken cancellation)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddLuxeStorage(options.ToStorageOptions().Unlock(options));
        using var host = builder.Build();
        await host.StartAsync(cancellation);
        try
        {
            return await host.Services.GetRequiredService<ISealSweep>().RunAsync(new HouseData(options.DataDirectory, options.Postgres), progress, cancellation);
        }
        finally
        {
            await host.StopAsync(CancellationToken.None);
        }
    }
}

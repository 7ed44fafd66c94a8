using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Storage;

namespace Luxe.Grains.Tests.Hosting;

/// <summary>The silo's storage, which refuses the snapshots of customers it is told of: their next activation finds what a killed process leaves.</summary>
internal sealed class BrokenStorage(IGrainStorage storage) : IGrainStorage
{
    private const string Real = "memory";

    public static ConcurrentDictionary<string, bool> NoSnapshot { get; } = new();

    public static void Add(ISiloBuilder silo, string name)
    {
        silo.AddMemoryGrainStorage(Real);
        silo.Services.AddKeyedSingleton<IGrainStorage>(name, static (services, _) => new BrokenStorage(services.GetRequiredKeyedService<IGrainStorage>(Real)));
    }

    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => storage.ReadStateAsync(stateName, grainId, grainState);

    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => stateName == "snapshot" && NoSnapshot.ContainsKey(grainId.Key.ToString()!)
        ? throw new IOException("No snapshot is written.")
        : storage.WriteStateAsync(stateName, grainId, grainState);

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => storage.ClearStateAsync(stateName, grainId, grainState);
}

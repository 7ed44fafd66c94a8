using Orleans.Runtime;
using Orleans.Storage;

namespace Luxe.Silo.Hosting;

/// <summary>
/// Keeps every key as the text it is. Orleans' ADO.NET provider stores a key that reads as a hexadecimal number as that number,
/// so the product ids 0BEEF, BEEF and beef would share one row, and one product would wake up as another.
/// </summary>
internal sealed class PlainKeyStorage(IGrainStorage tables) : IGrainStorage
{
    // No number and no GUID begins with it. It is part of what databases hold: never change it.
    private const string Mark = "=";

    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => tables.ReadStateAsync(stateName, Plain(grainId), grainState);

    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => tables.WriteStateAsync(stateName, Plain(grainId), grainState);

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => tables.ClearStateAsync(stateName, Plain(grainId), grainState);

    private static GrainId Plain(GrainId grain) => GrainId.Create(grain.Type, Mark + grain.Key);
}

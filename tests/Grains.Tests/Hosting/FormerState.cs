using Luxe.Grains.Persistence;
using Orleans.Storage;

namespace Luxe.Grains.Tests.Hosting;

/// <summary>What an older Luxe left in grain storage.</summary>
internal static class FormerState
{
    public static Task Write(GrainsCluster cluster, IAddressable grain, string name, string json) =>
        Storage(cluster).WriteStateAsync(name, grain.GetGrainId(), new GrainState<Document> { State = new Document { Json = json } });

    public static async Task<string> Read(GrainsCluster cluster, IAddressable grain, string name)
    {
        var state = new GrainState<Document> { State = new Document() };
        await Storage(cluster).ReadStateAsync(name, grain.GetGrainId(), state);
        return state.State.Json;
    }

    private static IGrainStorage Storage(GrainsCluster cluster) => cluster.Keyed<IGrainStorage>("luxe");
}

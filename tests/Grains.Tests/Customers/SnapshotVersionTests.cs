using Luxe.Contracts.Consent;
using Luxe.Grains.Customers;
using Luxe.Grains.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Storage;

namespace Luxe.Grains.Tests.Customers;

[Collection(ClusterTests.Name)]
public sealed class SnapshotVersionTests(GrainsCluster cluster)
{
    [Fact]
    public async Task Activation_SnapshotOfAnotherVersion_IsNotReadAndWrittenOver()
    {
        // What the version before left behind may hold what was purged since.
        var id = GrainsCluster.New("c");
        var storage = cluster.Service<IServiceProvider>().GetRequiredKeyedService<IGrainStorage>("luxe");
        var grain = cluster.Customer(id).GetGrainId();
        await storage.WriteStateAsync("snapshot", grain, Kept(new CustomerSnapshot { Seq = 0, Version = CustomerSnapshot.CurrentVersion - 1, Json = """{"dropped":9,"wishes":[{"productId":"tote"}]}""" }));

        await cluster.Customer(id).Decide(Lives.Decision("d1", ConsentTier.Category, DateTimeOffset.UtcNow));

        var kept = Kept(new CustomerSnapshot());
        await storage.ReadStateAsync("snapshot", grain, kept);
        Assert.Equal(CustomerSnapshot.CurrentVersion, kept.State!.Version);
        Assert.DoesNotContain("tote", kept.State.Json, StringComparison.Ordinal);
    }

    private static GrainState<CustomerSnapshot> Kept(CustomerSnapshot snapshot) => new() { State = snapshot };
}

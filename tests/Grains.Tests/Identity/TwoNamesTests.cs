using Luxe.Contracts.Identity;
using Luxe.Grains.Tests.Hosting;

namespace Luxe.Grains.Tests.Identity;

/// <summary>Two new names on one anonymous device at one moment.</summary>
[Collection(ClusterTests.Name)]
public sealed class TwoNamesTests(GrainsCluster cluster)
{
    [Fact]
    public async Task Resolve_TwoNewUserIdsOnOneAnonymousDeviceAtOnce_AreTwoClients()
    {
        var resolver = cluster.Grains.GetGrain<IIdentityResolver>(IIdentityResolver.Key);
        for (var round = 0; round < 200; round++)
        {
            var device = new IdentityToken(IdentityKind.AnonymousId, GrainsCluster.New("a"));
            await resolver.Resolve([device]);
            var both = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Run(() => resolver.Resolve([new IdentityToken(IdentityKind.UserId, GrainsCluster.New("u")), device]))));
            Assert.True(both[0] != both[1], $"round {round}");
        }
    }
}

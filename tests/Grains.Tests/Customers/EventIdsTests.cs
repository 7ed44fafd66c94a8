using Luxe.Contracts.Consent;
using Luxe.Contracts.Customers;
using Luxe.Grains.Customers;
using Luxe.Grains.Tests.Hosting;
using Luxe.Grains.Traces;

namespace Luxe.Grains.Tests.Customers;

[Collection(ClusterTests.Name)]
public sealed class EventIdsTests(GrainsCluster cluster)
{
    private static DateTimeOffset Now => DateTimeOffset.UtcNow;

    [Fact]
    public async Task Record_AnIdWhoseHashIsKnown_IsNotTakenForARepeat()
    {
        var (one, other) = Colliding();
        var id = await cluster.Client(ConsentTier.Behaviour);
        await cluster.Customer(id).Record([Interactions.View(one, "p1", Now)]);

        Assert.Equal(new RecordOutcome(1, 0, 0), await cluster.Customer(id).Record([Interactions.View(other, "p2", Now)]));
        Assert.Equal(new RecordOutcome(0, 2, 0), await cluster.Customer(id).Record([Interactions.View(one, "p1", Now), Interactions.View(other, "p2", Now)]));
    }

    [Fact]
    public void Hash_AKnownId_IsTheStoredOne() => Assert.Equal((0x616D7D5Du, 0xECBA3DF2u), (EventIds.Hash("e1"), EventIds.Hash("")));

    [Fact]
    public void Remember_ManyIds_KeepsTheLatest()
    {
        var ids = Enumerable.Range(0, 1_000).Aggregate(default(Tail<uint>), static (known, i) => known.Remember($"e{i}").Remember(null));

        Assert.Equal(EventIds.Remembered, ids.Length);
        Assert.Equal("e999", Assert.Single(ids.Hinted(["e999", "e1"])));
    }

    private static (string One, string Other) Colliding()
    {
        var known = new Dictionary<uint, string>();
        for (var i = 0; ; i++)
        {
            var id = $"event-{i}";
            if (!known.TryAdd(EventIds.Hash(id), id))
            {
                return (known[EventIds.Hash(id)], id);
            }
        }
    }
}

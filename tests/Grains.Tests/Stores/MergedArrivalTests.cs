using Luxe.Contracts.Consent;
using Luxe.Contracts.Customers;
using Luxe.Contracts.Stores;
using Luxe.Grains.Tests.Hosting;

namespace Luxe.Grains.Tests.Stores;

/// <summary>One client with two cards: the second is of somebody whom she has absorbed.</summary>
[Collection(ClusterTests.Name)]
public sealed class MergedArrivalTests(GrainsCluster cluster)
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Arrive_ByEitherOfTwoMergedIds_IsOneGuestAndOneDispatch(bool absorbedFirst)
    {
        var (store, survivor, absorbed) = await MergedAsync();
        var ids = absorbedFirst ? new[] { absorbed, survivor } : [survivor, absorbed];

        var first = await Store(store).Arrive(ids[0], Visit(store, "v1"));
        var second = await Store(store).Arrive(ids[1], Visit(store, "v2"));
        var again = await Store(store).Arrive(ids[0], Visit(store, "v1"));

        Assert.Equal(ArrivalResult.Dispatched, first.Result);
        Assert.Equal(new ArrivalOutcome(ArrivalResult.Repeated, first.DispatchId), second);
        Assert.Equal(second, again);
        Assert.Equal(survivor, Assert.Single((await cluster.Grains.GetGrain<IStoreFloor>(store).GetFloor()).Guests).CustomerId);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Depart_ByTheOtherOfTwoMergedIds_TakesHerOffTheFloor(bool absorbedFirst)
    {
        var (store, survivor, absorbed) = await MergedAsync();
        await Store(store).Arrive(absorbedFirst ? absorbed : survivor, Visit(store, "v1"));

        await Store(store).Depart(absorbedFirst ? survivor : absorbed, Visit(store, "v2"));

        Assert.Empty((await cluster.Grains.GetGrain<IStoreFloor>(store).GetFloor()).Guests);
    }

    private static Visit Visit(string store, string eventId) => new(eventId, store, "card", DateTimeOffset.UtcNow);

    private IStoreGrain Store(string id) => cluster.Grains.GetGrain<IStoreGrain>(id);

    private async Task<(string Store, string Survivor, string Absorbed)> MergedAsync()
    {
        var store = await cluster.Store(TimeSpan.FromMinutes(10), GrainsCluster.New("a"));
        var (survivor, absorbed) = (await cluster.Client(ConsentTier.Category), await cluster.Client(ConsentTier.Category));
        var order = new MergeOrder(GrainsCluster.New("m"), absorbed, "camille", "same-person", DateTimeOffset.UtcNow);
        Assert.Equal(MergeResult.Done, (await cluster.Merges(survivor).Absorb(order)).Result);
        await cluster.Merges(absorbed).CatchUp();
        return (store, survivor, absorbed);
    }
}

using Luxe.Contracts.Consent;
using Luxe.Contracts.Customers;
using Luxe.Contracts.Products;
using Luxe.Grains.Customers;
using Luxe.Grains.Tests.Customers;
using Luxe.Grains.Tests.Hosting;

namespace Luxe.Grains.Tests.Merges;

/// <summary>Merges taken back while the absorbed client is not in memory: her next activation has read already that she stands again.</summary>
[Collection(ClusterTests.Name)]
public sealed class RestoredLaterTests(GrainsCluster cluster) : MergeScene(cluster)
{
    [Fact]
    public async Task Undo_AbsorbedPutDownMeanwhile_WhatLostItsReasonIsNotDeliveredAgain()
    {
        var (product, associate) = (GrainsCluster.New("p"), GrainsCluster.New("a"));
        await Cluster.Grains.GetGrain<IProductGrain>(product).Put(new ProductRecord { ProductId = product, Title = "Cognac Tote", Category = "bags" });
        var (a, b) = await Two(ConsentTier.Behaviour, ConsentTier.Behaviour);
        await Cluster.Customer(b).Assign(associate);
        await Cluster.Customer(b).Record([Interactions.Of(InteractionKind.WishAdded, "b1", product, Now)]);
        await Cluster.Customer(b).BackInStock(product, "s1");
        Assert.Single((await Cluster.Inbox(associate).GetOpen()).Open);
        await Absorb(a, b, "m1");
        await Cluster.Customer(b).Record([Interactions.Of(InteractionKind.WishRemoved, "b2", product, Now)]);
        await PutDown(b);

        await Undo(a, b, "m1");

        Assert.Empty((await Cluster.Inbox(associate).GetOpen()).Open);
    }

    [Fact]
    public async Task Undo_AbsorbedPutDownMeanwhile_HerReminderIsSet()
    {
        var (a, b) = await Two(ConsentTier.Behaviour, ConsentTier.Behaviour);
        await Absorb(a, b, "m1");
        await Cluster.Customer(b).Record([Interactions.Of(InteractionKind.CartAdded, "b1", "p1", Now, "Silk Scarf")]);
        Assert.Null(await Reminder(b));
        await PutDown(b);

        await Undo(a, b, "m1");

        Assert.NotNull(await Reminder(b));
    }

    private Task PutDown(string id) => GrainsCluster.Last(() => Cluster.Merges(id).GetMerges(Officer));

    private Task<ReminderEntry?> Reminder(string id) => Cluster.Service<IReminderTable>().ReadRow(Cluster.Customer(id).GetGrainId(), CustomerReminders.Cart)!;
}

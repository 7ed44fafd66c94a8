using Luxe.Contracts.Associates;
using Luxe.Contracts.Consent;
using Luxe.Contracts.Customers;
using Luxe.Contracts.Products;
using Luxe.Grains.Customers;
using Luxe.Grains.Rolls;
using Luxe.Grains.Tests.Customers;
using Luxe.Grains.Tests.Hosting;
using Luxe.Storage;

namespace Luxe.Grains.Tests.Associates;

[Collection(ClusterTests.Name)]
public sealed class BookTests(GrainsCluster cluster)
{
    private readonly string _id = GrainsCluster.New("a");

    private IAssociateGrain Associate => cluster.Grains.GetGrain<IAssociateGrain>(_id);

    [Fact]
    public async Task GetBook_InPages_IsOldestFirstAndEachOnce()
    {
        foreach (var number in Enumerable.Range(0, 7))
        {
            await Associate.AddToBook($"c{9 - number}");
        }

        await Associate.AddToBook("c9");
        await Associate.RemoveFromBook("c7");
        await Associate.RemoveFromBook("c7");

        var first = await Associate.GetBook(null, 4);
        var last = await GrainsCluster.Last(() => Associate.GetBook(first.Next, 4));

        Assert.Equal(["c9", "c8", "c6", "c5"], first.CustomerIds.AsEnumerable());
        Assert.Equal(["c4", "c3"], last.CustomerIds.AsEnumerable());
        Assert.Null(last.Next);
    }

    [Fact]
    public async Task Activation_OnAStateThatHeldTheBook_MovesItOnceInItsOrder()
    {
        await FormerState.Write(cluster, Associate, "associate", $$"""
            {"associate":{"associateId":"{{_id}}","displayName":"Camille","storeId":"s1","languages":["fr"]},"book":["c3","c1","c2"]}
            """);

        Assert.Equal("Camille", (await Associate.Get())!.DisplayName);
        await Associate.AddToBook("c0");
        await GrainsCluster.Last(async () =>
        {
            await Associate.RemoveFromBook("c1");
            return 0;
        });

        Assert.Equal(["c3", "c2", "c0"], (await Associate.GetBook(null, 10)).CustomerIds.AsEnumerable());
        Assert.DoesNotContain("book", await FormerState.Read(cluster, Associate, "associate"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Activation_OnAnOldBookWhenTheDatabaseIsAway_LosesNobody()
    {
        await FormerState.Write(cluster, Associate, "associate", """{"book":["c1"]}""");
        BrokenInbox.RefusesReads[_id] = true;
        await Assert.ThrowsAnyAsync<Exception>(() => Associate.GetBook(null, 10));
        BrokenInbox.RefusesReads.TryRemove(_id, out _);

        Assert.Equal(["c1"], (await Associate.GetBook(null, 10)).CustomerIds.AsEnumerable());
    }

    [Fact]
    public async Task Erase_OfWhoIsInABookAndWaitsForAPiece_LeavesNoRowOfHer()
    {
        var (product, id) = (GrainsCluster.New("p"), await cluster.Client(ConsentTier.Behaviour));
        await cluster.Customer(id).Assign(_id);
        await cluster.Customer(id).Record([Interactions.Of(InteractionKind.WishAdded, "e1", product, DateTimeOffset.UtcNow)]);
        await cluster.Grains.GetGrain<IProductGrain>(product).SetStock("s1", 1);
        var rolls = cluster.Service<IRolls>();
        Assert.All([RollPages.Book(_id), RollPages.Watchers(product), RollPages.Untold(product, "s1")], roll => Assert.Equal(id, Assert.Single(rolls.ReadAsync(roll, 10).Result).Customer));

        await cluster.Grains.GetGrain<ICustomerErasure>(id).Erase(new ErasureOrder("o1", "privacy officer"));

        Assert.All([RollPages.Book(_id), RollPages.Watchers(product), RollPages.Untold(product, "s1")], roll => Assert.Empty(rolls.ReadAsync(roll, 10).Result));
    }

    [Fact]
    public async Task Decide_BelowBehaviour_LeavesHerInTheBookAlone()
    {
        var (product, id) = (GrainsCluster.New("p"), await cluster.Client(ConsentTier.Behaviour));
        await cluster.Customer(id).Assign(_id);
        await cluster.Customer(id).Record([Interactions.Of(InteractionKind.WishAdded, "e1", product, DateTimeOffset.UtcNow)]);
        await cluster.Grains.GetGrain<IProductGrain>(product).SetStock("s1", 1);

        await cluster.Customer(id).Decide(Lives.Decision("down", ConsentTier.Category, DateTimeOffset.UtcNow));

        var rolls = cluster.Service<IRolls>();
        Assert.Single(await rolls.ReadAsync(RollPages.Book(_id), 10));
        Assert.Empty(await rolls.ReadAsync(RollPages.Watchers(product), 10));
        Assert.Empty(await rolls.ReadAsync(RollPages.Untold(product, "s1"), 10));
    }
}

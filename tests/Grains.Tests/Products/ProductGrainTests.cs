using System.Numerics.Tensors;
using Luxe.Contracts.Products;
using Luxe.Grains.Tests.Hosting;

namespace Luxe.Grains.Tests.Products;

[Collection(ClusterTests.Name)]
public sealed class ProductGrainTests(GrainsCluster cluster)
{
    private readonly string _id = GrainsCluster.New("p");

    private IProductGrain Product => cluster.Grains.GetGrain<IProductGrain>(_id);

    [Fact]
    public async Task Get_AfterPut_HasUnitVectorsThatFollowTheText()
    {
        Assert.Null(await Product.Get());
        await Product.Put(Record("Cognac Tote"));
        var first = (await Product.Get())!.Vectors;
        await Product.Put(Record("Silk Scarf"));
        var second = (await Product.Get())!.Vectors;

        Assert.Equal(1, TensorPrimitives.Norm(first.Fused.AsSpan()), 1e-5);
        Assert.NotEqual(first.Text.AsEnumerable(), second.Text);
        Assert.Equal(first.Visual.AsEnumerable(), second.Visual);
    }

    [Fact]
    public async Task SetStock_FromNoneToSome_NamesTheWatchersUntilTheyAreTold()
    {
        await Product.Put(Record("Tote"));
        await Product.Watch("c1");
        await Product.Watch("c1");
        await Product.Watch("c2");
        await Product.Unwatch("c2");

        var back = await Product.SetStock("s1", 1);
        await Product.Told("s1", back.Watchers);
        var more = await GrainsCluster.Last(() => Product.SetStock("s1", 5));
        await Product.SetStock("s1", 0);
        var again = await Product.SetStock("s1", 1);

        Assert.Equal((true, false, true), (back.BackInStock, more.BackInStock, again.BackInStock));
        Assert.Equal("c1", Assert.Single(back.Watchers));
        Assert.Empty(more.Watchers);
        Assert.Equal(new StockLevel("s1", 1), Assert.Single((await Product.Get())!.Stock));
    }

    [Fact]
    public async Task SetStock_WhoseWatchersWereNotAllTold_NamesTheRestAgain()
    {
        await Product.Watch("c1");
        await Product.Watch("c2");
        await Product.Watch("c3");
        await Product.SetStock("s2", 1);
        await GrainsCluster.Last(() => Product.SetStock("s1", 2));
        await Product.Told("s1", ["c1"]);
        await Product.Unwatch("c3");

        var again = await GrainsCluster.Last(() => Product.SetStock("s1", 2));
        var elsewhere = await Product.SetStock("s2", 4);
        await Product.Told("s1", ["c2"]);
        var done = await Product.SetStock("s1", 2);
        var gone = await Product.SetStock("s2", 0);

        Assert.Equal((true, true, false, false), (again.BackInStock, elsewhere.BackInStock, done.BackInStock, gone.BackInStock));
        Assert.Equal("c2", Assert.Single(again.Watchers));
        Assert.Equal(["c1", "c2"], elsewhere.Watchers.AsEnumerable());
        Assert.Empty(done.Watchers);
        Assert.Empty(gone.Watchers);
    }

    private ProductRecord Record(string title) => new() { ProductId = _id, Title = title, Category = "bags", Colour = "cognac", Silhouette = "tote" };
}

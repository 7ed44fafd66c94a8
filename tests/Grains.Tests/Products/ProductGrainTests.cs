using System.Numerics.Tensors;
using Luxe.Contracts.Customers;
using Luxe.Contracts.Products;
using Luxe.Grains.Rolls;
using Luxe.Grains.Tests.Hosting;
using Luxe.Storage;

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

    [Fact]
    public async Task SetStock_WithMoreWatchersThanAPage_TellsEachOnceThoughSomeFail()
    {
        var watchers = Enumerable.Range(0, 1_234).Select(number => $"c{number:D4}").ToArray();
        await Task.WhenAll(watchers.Select(Product.Watch));
        var back = await Product.SetStock("s1", 1);
        await Product.Watch("came-later");
        var told = new List<string>();
        var page = new ClientPage(back.Watchers, back.Next);
        for (; ; page = await GrainsCluster.Last(() => Product.StillToTell("s1", page.Next!)))
        {
            Assert.InRange(page.CustomerIds.Length, 0, 500);
            var reached = page.CustomerIds.Where(static id => id[^1] != '7').ToArray();
            await Product.Told("s1", [.. reached]);
            told.AddRange(reached);
            if (page.Next is null)
            {
                break;
            }
        }

        var rest = await Product.SetStock("s1", 1);
        await Product.Told("s1", rest.Watchers);

        Assert.Equal(watchers, told.Concat(rest.Watchers).Order(StringComparer.Ordinal));
        Assert.All(rest.Watchers, static id => Assert.Equal('7', id[^1]));
        Assert.Null(rest.Next);
        Assert.False((await Product.SetStock("s1", 2)).BackInStock);
    }

    [Fact]
    public async Task SetStock_GoneWhileBeingTold_LeavesNobodyToTell()
    {
        await Task.WhenAll(Enumerable.Range(0, 600).Select(number => Product.Watch($"c{number:D4}")));
        var back = await Product.SetStock("s1", 1);

        await Product.SetStock("s1", 0);

        Assert.Empty((await Product.StillToTell("s1", back.Next!)).CustomerIds);
        Assert.Empty(await cluster.Service<IRolls>().ReadAsync(RollPages.Untold(_id, "s1"), 10));
    }

    [Fact]
    public async Task Unwatch_WhileBeingTold_LeavesNoRowOfHer()
    {
        await Product.Watch("c1");
        await Product.SetStock("s1", 1);
        await Product.SetStock("s2", 1);

        await GrainsCluster.Last(async () =>
        {
            await Product.Unwatch("c1");
            return 0;
        });

        var rolls = cluster.Service<IRolls>();
        Assert.Empty(await rolls.ReadAsync(RollPages.Watchers(_id), 10));
        Assert.Empty(await rolls.ReadAsync(RollPages.Untold(_id, "s1"), 10));
        Assert.Empty(await rolls.ReadAsync(RollPages.Untold(_id, "s2"), 10));
    }

    [Fact]
    public async Task Activation_OnAStateThatHeldTheWatchers_MovesThemOnceAndForgetsNobody()
    {
        var watchers = string.Join(',', Enumerable.Range(0, 700).Select(static number => $"\"c{number:D4}\""));
        await FormerState.Write(cluster, Product, "product", $$"""
            {"product":{"productId":"{{_id}}","title":"Tote","category":"bags","description":"","materials":[],"prices":[],"sizes":[]},"stock":[{"storeId":"s1","quantity":2}],"watchers":[{{watchers}}],"untold":[{"storeId":"s1","customerId":"c0009"}]}
            """);

        Assert.Equal("Tote", (await Product.Get())!.Product.Title);
        var again = await Product.SetStock("s1", 3);
        await Product.Unwatch("c0000");
        var elsewhere = await GrainsCluster.Last(() => Product.SetStock("s2", 1));
        var rest = await Product.StillToTell("s2", elsewhere.Next!);

        Assert.Equal("c0009", Assert.Single(again.Watchers));
        Assert.Equal(Enumerable.Range(1, 699).Select(static number => $"c{number:D4}"), elsewhere.Watchers.Concat(rest.CustomerIds));
        Assert.DoesNotContain("c0009", await FormerState.Read(cluster, Product, "product"), StringComparison.Ordinal);
    }

    private ProductRecord Record(string title) => new() { ProductId = _id, Title = title, Category = "bags", Colour = "cognac", Silhouette = "tote" };
}

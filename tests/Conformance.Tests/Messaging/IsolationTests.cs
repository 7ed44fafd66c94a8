using System.Collections.Immutable;
using Luxe.Conformance.Tests.Hosting;

namespace Luxe.Conformance.Tests.Messaging;

[GenerateSerializer]
[Alias("luxe.conformance.basket")]
public sealed class Basket
{
    [Id(0)]
    public List<string> Items { get; set; } = [];

    [Id(1)]
    public Basket? Twin { get; set; }
}

[GenerateSerializer]
[Immutable]
[Alias("luxe.conformance.look")]
public sealed record Look([property: Id(0)] ImmutableArray<string> Pieces, [property: Id(1)] string Name);

[GenerateSerializer]
[Alias("luxe.conformance.size")]
public readonly record struct Size([property: Id(0)] string System, [property: Id(1)] int Value);

public interface IIsolationGrain : IGrainWithStringKey
{
    Task<int> AddThere(Basket basket);

    Task Keep(Basket basket);

    Task<Basket> Kept();

    Task KeepLook(Look look);

    Task<bool> SameLook(Look look);

    Task KeepUnderPromise([Immutable] Basket basket);

    Task KeepWrapped(Immutable<Basket> basket);

    Task<(Size Size, DateTimeOffset At, Dictionary<string, ImmutableArray<int>> Map)> Echo(Size size, DateTimeOffset at, Dictionary<string, ImmutableArray<int>> map);

    Task<bool> TwinsAreOne(Basket one);
}

public sealed class IsolationGrain : Grain, IIsolationGrain
{
    private Basket _kept = new();
    private Look? _look;

    public Task<int> AddThere(Basket basket)
    {
        basket.Items.Add("there");
        return Task.FromResult(basket.Items.Count);
    }

    public Task Keep(Basket basket)
    {
        _kept = basket;
        return Task.CompletedTask;
    }

    public Task<Basket> Kept() => Task.FromResult(_kept);

    public Task KeepLook(Look look)
    {
        _look = look;
        return Task.CompletedTask;
    }

    public Task<bool> SameLook(Look look) => Task.FromResult(look == _look || look.Pieces.SequenceEqual(_look!.Pieces));

    public Task KeepUnderPromise(Basket basket) => Keep(basket);

    public Task KeepWrapped(Immutable<Basket> basket) => Keep(basket.Value);

    public Task<(Size Size, DateTimeOffset At, Dictionary<string, ImmutableArray<int>> Map)> Echo(Size size, DateTimeOffset at, Dictionary<string, ImmutableArray<int>> map) =>
        Task.FromResult((size, at, map));

    public Task<bool> TwinsAreOne(Basket one) => Task.FromResult(ReferenceEquals(one, one.Twin));
}

[Collection(PlainCluster.Name)]
public sealed class IsolationTests(ClusterFixture<PlainSilo> silo)
{
    private IIsolationGrain Grain() => silo.Grains.GetGrain<IIsolationGrain>(Unique.Key());

    [Fact]
    public async Task Argument_ChangedByTheGrain_StaysTheCallersOwn()
    {
        var basket = new Basket { Items = ["here"] };
        Assert.Equal(2, await Grain().AddThere(basket));
        Assert.Equal(["here"], basket.Items);
    }

    [Fact]
    public async Task Argument_ChangedByTheCallerAfterTheCall_StaysTheGrainsOwn()
    {
        var grain = Grain();
        var basket = new Basket { Items = ["then"] };
        var call = grain.Keep(basket);
        basket.Items.Add("later");
        await call;
        Assert.Equal(["then"], (await grain.Kept()).Items);
    }

    [Fact]
    public async Task Result_ChangedByTheCaller_StaysTheGrainsOwn()
    {
        var grain = Grain();
        await grain.Keep(new Basket { Items = ["kept"] });
        (await grain.Kept()).Items.Clear();
        Assert.Equal(["kept"], (await grain.Kept()).Items);
    }

    [Fact]
    public async Task Immutable_Types_ArriveEqual()
    {
        var grain = Grain();
        var look = new Look(["coat", "scarf"], "winter");
        await grain.KeepLook(look);
        Assert.True(await grain.SameLook(look));
    }

    [Fact]
    public async Task Immutable_ParameterAndWrapper_Arrive()
    {
        var grain = Grain();
        await grain.KeepUnderPromise(new Basket { Items = ["p"] });
        Assert.Equal(["p"], (await grain.Kept()).Items);
        await grain.KeepWrapped(new Basket { Items = ["w"] }.AsImmutable());
        Assert.Equal(["w"], (await grain.Kept()).Items);
    }

    [Fact]
    public async Task Values_TuplesStructsAndDictionaries_RoundTrip()
    {
        var at = new DateTimeOffset(2026, 11, 20, 9, 30, 0, TimeSpan.FromHours(1));
        var (size, when, map) = await Grain().Echo(new Size("EU", 38), at, new() { ["a"] = [1, 2] });
        Assert.Equal(new Size("EU", 38), size);
        Assert.Equal(at, when);
        Assert.Equal(at.Offset, when.Offset);
        Assert.Equal([1, 2], map["a"].ToArray());
    }

    [Fact]
    public async Task Argument_WithACycle_KeepsItsShape()
    {
        var one = new Basket();
        one.Twin = one;
        Assert.True(await Grain().TwinsAreOne(one));
    }
}

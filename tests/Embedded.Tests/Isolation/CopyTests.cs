using System.Collections.Immutable;
using Luxe.Embedded.Tests.Hosting;
using Orleans.Serialization;

namespace Luxe.Embedded.Tests.Isolation;

public sealed class Unmarked
{
    public int Number { get; set; }
}

[GenerateSerializer]
public record Base
{
    [Id(0)]
    public List<int> Numbers { get; init; } = [];

    /// <summary>Has no id, and so does not travel.</summary>
    public string Cache { get; set; } = "fresh";
}

[GenerateSerializer]
public sealed record Derived([property: Id(0)] string Name, [property: Id(1)] ImmutableArray<Base> Children) : Base
{
    [Id(2)]
    private readonly Dictionary<string, List<int>> _byName = [];

    public List<int> this[string name] => _byName.TryGetValue(name, out var found) ? found : _byName[name] = [];
}

public interface ICopyGrain : IGrainWithStringKey
{
    Task Take(Unmarked value);

    Task<object> Echo(object value);

    Task<Base> EchoBase(Base value);

    Task<ICopyGrain> Myself();
}

public sealed class CopyGrain : Grain, ICopyGrain
{
    public Task Take(Unmarked value) => Task.CompletedTask;

    public Task<object> Echo(object value) => Task.FromResult(value);

    public Task<Base> EchoBase(Base value) => Task.FromResult(value);

    public Task<ICopyGrain> Myself() => Task.FromResult<ICopyGrain>(this);
}

public sealed class CopyTests : IAsyncLifetime
{
    private Silo? _silo;

    private ICopyGrain Grain => _silo!.Grains.GetGrain<ICopyGrain>("c");

    public async Task InitializeAsync() => _silo = await Silo.StartAsync();

    public async Task DisposeAsync() => await _silo!.DisposeAsync();

    [Fact]
    public async Task Argument_OfATypeWithoutSerializer_IsRefusedAsOrleansWould() =>
        await Assert.ThrowsAsync<CodecNotFoundException>(() => Grain.Take(new Unmarked()));

    [Fact]
    public async Task Copy_OfADerivedRecord_KeepsItsTypeAndWhatHasAnId()
    {
        var child = new Base { Numbers = [1], Cache = "warm" };
        var value = new Derived("d", [child, child]) { Numbers = [2], Cache = "warm" };
        value["x"].Add(3);

        var copy = Assert.IsType<Derived>(await Grain.EchoBase(value));

        Assert.Equal("d", copy.Name);
        Assert.Equal([2], copy.Numbers);
        Assert.NotSame(value.Numbers, copy.Numbers);
        Assert.Equal([3], copy["x"]);
        Assert.NotSame(value["x"], copy["x"]);
        Assert.Equal([1], copy.Children[0].Numbers);
        Assert.Same(copy.Children[0], copy.Children[1]);
        Assert.NotSame(child, copy.Children[0]);
    }

    [Fact]
    public async Task Copy_OfABaseWithACache_StartsTheCacheAfresh() =>
        Assert.Equal("fresh", (await Grain.EchoBase(new Base { Cache = "warm" })).Cache);

    [Fact]
    public async Task Copy_ThroughObject_FindsTheRuntimeType()
    {
        int?[] numbers = [1, null];
        var copy = Assert.IsType<Dictionary<string, int?[]>>(await Grain.Echo(new Dictionary<string, int?[]> { ["n"] = numbers }));
        Assert.Equal(numbers, copy["n"]);
        Assert.NotSame(numbers, copy["n"]);
    }

    [Fact]
    public async Task Result_ThatIsTheGrainItself_ArrivesAsAReference()
    {
        var grain = await Grain.Myself();
        Assert.IsNotType<CopyGrain>(grain);
        Assert.Equal(Grain, grain);
    }
}

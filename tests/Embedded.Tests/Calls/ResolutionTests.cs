using Luxe.Embedded.Tests.Hosting;
using Orleans.Metadata;

namespace Luxe.Embedded.Tests.Calls;

public interface INamed : IGrainWithStringKey
{
    Task<string> ClassName();
}

/// <summary>Two classes, neither named after it.</summary>
public interface IAmbiguous : INamed;

/// <summary>Two classes, one of which is named after it.</summary>
public interface IFavourite : INamed;

/// <summary>Two classes, one of which it names.</summary>
[DefaultGrainType("chosen-one")]
public interface IChoosing : INamed;

/// <summary>No class.</summary>
public interface IHomeless : INamed;

public sealed class FirstGrain : NamedGrain, IAmbiguous, IFavourite;

public sealed class SecondGrain : NamedGrain, IAmbiguous, IChoosing;

public sealed class Favourite : NamedGrain, IFavourite;

[GrainType("chosen-one")]
public sealed class ChosenGrain : NamedGrain, IChoosing;

public abstract class NamedGrain : Grain
{
    public Task<string> ClassName() => Task.FromResult(GetType().Name);
}

public sealed class ResolutionTests : IAsyncLifetime
{
    private Silo? _silo;

    private IGrainFactory Grains => _silo!.Grains;

    public async Task InitializeAsync() => _silo = await Silo.StartAsync();

    public async Task DisposeAsync() => await _silo!.DisposeAsync();

    [Fact]
    public void GetGrain_OfTwoClasses_NamesTheCandidates() =>
        Assert.Contains(nameof(SecondGrain), Assert.Throws<ArgumentException>(() => Grains.GetGrain<IAmbiguous>("k")).Message, StringComparison.Ordinal);

    [Fact]
    public void GetGrain_OfNoClass_SaysSo() =>
        Assert.Contains(nameof(IHomeless), Assert.Throws<ArgumentException>(() => Grains.GetGrain<IHomeless>("k")).Message, StringComparison.Ordinal);

    [Fact]
    public async Task GetGrain_WithAPrefix_PicksTheClass() =>
        Assert.Equal(nameof(SecondGrain), await Grains.GetGrain<IAmbiguous>("k", typeof(SecondGrain).FullName).ClassName());

    [Fact]
    public async Task GetGrain_OfTwoClasses_PrefersTheOneNamedAfterTheInterface() =>
        Assert.Equal(nameof(Favourite), await Grains.GetGrain<IFavourite>("k").ClassName());

    [Fact]
    public async Task GetGrain_WithADefaultType_PicksIt()
    {
        var grain = Grains.GetGrain<IChoosing>("k");
        Assert.Equal(nameof(ChosenGrain), await grain.ClassName());
        Assert.Equal("chosen-one/k", grain.GetGrainId().ToString());
    }

    [Fact]
    public async Task GetGrain_ByTypeOrIdentity_IsTheSameGrain()
    {
        var grain = Grains.GetGrain<IFavourite>("k");
        Assert.Equal(grain, Grains.GetGrain(typeof(IFavourite), "k"));
        Assert.Equal(grain, Grains.GetGrain<IFavourite>(grain.GetGrainId()));
        Assert.Equal(nameof(Favourite), await Grains.GetGrain(grain.GetGrainId()).AsReference<INamed>().ClassName());
    }

    [Fact]
    public async Task Call_OfATypeThatNoClassHas_FailsTheCall() =>
        await Assert.ThrowsAsync<ArgumentException>(() => Grains.GetGrain<IFavourite>(GrainId.Create("nobody", "k")).ClassName());
}

using Luxe.Conformance.Tests.Hosting;
using Orleans.Runtime.Hosting;
using Orleans.Storage;
using Orleans.TestingHost;

namespace Luxe.Conformance.Tests.State;

/// <summary>A provider that fails as the grain's key says.</summary>
public sealed class FaultyStorage : IGrainStorage
{
    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        ArgumentNullException.ThrowIfNull(grainState);
        Trace.Of(grainId.Key.ToString()!).Add($"read {stateName} of {grainId.Type}");
        if (grainId.Key.ToString()!.StartsWith("read-", StringComparison.Ordinal))
        {
            throw new TimeoutException("the disk is gone");
        }

        grainState.State ??= Activator.CreateInstance<T>();
        return Task.CompletedTask;
    }

    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        grainId.Key.ToString()!.StartsWith("etag-", StringComparison.Ordinal)
            ? throw new InconsistentStateException("another one wrote")
            : grainId.Key.ToString()!.StartsWith("config-", StringComparison.Ordinal)
                ? throw new BadProviderConfigException("no such disk")
                : throw new TimeoutException("the disk is gone");

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => throw new TimeoutException("the disk is gone");
}

public sealed class FaultySilo : ISiloConfigurator
{
    public void Configure(ISiloBuilder siloBuilder)
    {
        ArgumentNullException.ThrowIfNull(siloBuilder);
        siloBuilder.AddMemoryGrainStorage("other");
        siloBuilder.Services.AddGrainStorage("Default", static (_, _) => new FaultyStorage());
    }
}

public sealed class StorageFaultTests(ClusterFixture<FaultySilo> silo) : IClassFixture<ClusterFixture<FaultySilo>>
{
    private ICardGrain Grain(string about) => silo.Grains.GetGrain<ICardGrain>(Unique.Key(about));

    [Fact]
    public async Task Write_TheProviderThrows_ArrivesInsideOrleansException()
    {
        var grain = Grain("write");
        var before = await grain.Activation();
        var fault = await Assert.ThrowsAsync<OrleansException>(grain.Write);
        Assert.Equal("the disk is gone", Assert.IsType<TimeoutException>(fault.InnerException).Message);
        Assert.Equal(before, await grain.Activation());
    }

    [Fact]
    public async Task Write_TheProviderThrowsAnOrleansException_ArrivesAsItIs() =>
        Assert.Equal("no such disk", (await Assert.ThrowsAsync<BadProviderConfigException>(Grain("config").Write)).Message);

    [Fact]
    public async Task Clear_TheProviderThrows_ArrivesInsideOrleansException()
    {
        var fault = await Assert.ThrowsAsync<OrleansException>(Grain("clear").Clear);
        Assert.IsType<TimeoutException>(fault.InnerException);
    }

    [Fact]
    public async Task Read_TheProviderThrowsInActivation_FailsTheCallInsideOrleansException()
    {
        var fault = await Assert.ThrowsAsync<OrleansException>(Grain("read").Activation);
        Assert.IsType<TimeoutException>(fault.InnerException);
    }

    [Fact]
    public async Task Write_InconsistentAndUncaught_PassesUnwrappedAndEndsTheActivation()
    {
        var grain = Grain("etag");
        var before = await grain.Activation();
        var fault = await Assert.ThrowsAsync<InconsistentStateException>(grain.Write);
        Assert.Equal("another one wrote", fault.Message);

        await Trace.Of(grain).Until("left " + DeactivationReasonCode.ApplicationError);
        Assert.NotEqual(before, await grain.Activation());
    }

    [Fact]
    public async Task Write_InconsistentAndCaught_KeepsTheActivation()
    {
        var grain = Grain("etag");
        var before = await grain.Activation();
        Assert.False(await grain.TryWrite());
        Assert.Equal(before, await grain.Activation());
    }

    [Fact]
    public async Task Provider_IsGivenTheStatesNameAndTheGrainsIdentity()
    {
        var grain = Grain("named");
        await grain.Activation();
        Assert.Contains("read card of card", Trace.Of(grain).Steps);
    }

    [Fact]
    public async Task Provider_OfAGrainOfState_IsGivenTheNameState()
    {
        var grain = silo.Grains.GetGrain<ITallyGrain>(Unique.Key("write"));
        await Assert.ThrowsAsync<OrleansException>(grain.Add);
        Assert.Contains("read state of tally", Trace.Of(grain).Steps);
    }
}

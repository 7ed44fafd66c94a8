using Luxe.Conformance.Tests.Hosting;

namespace Luxe.Conformance.Tests.Lifecycle;

/// <summary>Each fact stops its own silo.</summary>
public sealed class StopTests
{
    private static async Task<ClusterFixture<PlainSilo>> StartAsync()
    {
        var silo = new ClusterFixture<PlainSilo>();
        await silo.InitializeAsync();
        return silo;
    }

    [Fact]
    public async Task Stop_ActiveGrains_LeaveBecauseOfTheShutdown()
    {
        var silo = await StartAsync();
        var grain = silo.Grains.GetGrain<ILifeGrain>(Unique.Key());
        await grain.Activation();

        await silo.DisposeAsync();

        Assert.Equal(["left ShuttingDown", "gone"], Trace.Of(grain).Steps[^2..]);
    }

    [Fact]
    public async Task Stop_WhileACallRuns_WaitsForItsEnd()
    {
        var silo = await StartAsync();
        var grain = silo.Grains.GetGrain<ILifeGrain>(Unique.Key());
        var gate = Unique.Key("gate");
        var call = grain.LeaveThenHold(gate);
        await Trace.Of(grain).Until("leaving");

        var stop = silo.DisposeAsync();
        Gate.Of(gate).Open();
        await stop;
        await Record.ExceptionAsync(() => call.WaitAsync(Trace.Patience));

        Assert.Contains("held", Trace.Of(grain).Steps);
        Assert.Equal("gone", Trace.Of(grain).Steps[^1]);
    }

    [Fact]
    public async Task Call_AfterTheStop_IsRefused()
    {
        var silo = await StartAsync();
        var grain = silo.HostGrains.GetGrain<ILifeGrain>(Unique.Key());
        await grain.Activation();
        await silo.DisposeAsync();

        await Assert.ThrowsAnyAsync<Exception>(() => grain.Activation().WaitAsync(Trace.Patience));
        Assert.Equal(1, Trace.Of(grain).Count("called"));
    }
}

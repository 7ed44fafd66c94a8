using Luxe.Conformance.Tests.Hosting;

namespace Luxe.Conformance.Tests.Time;

public interface ITimerGrain : IGrainWithStringKey
{
    /// <summary>Ticks every ten milliseconds; each tick waits at the gate if one is named.</summary>
    Task Start(string? gate, bool interleave);

    Task StartFailing();

    Task StartOnce();

    Task Stop();

    Task<bool> RestartWithState(string state);

    Task Call();

    Task HoldTurn(string gate);
}

public sealed class TimerGrain : Grain, ITimerGrain
{
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(10);
    private IGrainTimer? _timer;
    private int _inside;

    private Trace Trace => Trace.Of(this.GetPrimaryKeyString());

    public Task Start(string? gate, bool interleave)
    {
        _timer = this.RegisterGrainTimer(
            async _ =>
            {
                Trace.Add(Interlocked.Increment(ref _inside) == 1 ? "tick" : "overlap");
                if (gate is not null)
                {
                    await Gate.Of(gate).Passage;
                }

                await Task.Yield();
                Interlocked.Decrement(ref _inside);
            },
            new GrainTimerCreationOptions(Soon, Soon) { Interleave = interleave });
        return Task.CompletedTask;
    }

    public Task StartFailing()
    {
        _timer = this.RegisterGrainTimer(
            () =>
            {
                Trace.Add("tick");
                throw new InvalidOperationException("a bad tick");
            },
            new GrainTimerCreationOptions(Soon, Soon));
        return Task.CompletedTask;
    }

    public Task StartOnce()
    {
        _timer = this.RegisterGrainTimer(
            () =>
            {
                Trace.Add("tick");
                return Task.CompletedTask;
            },
            Soon,
            Timeout.InfiniteTimeSpan);
        return Task.CompletedTask;
    }

    public Task Stop()
    {
        _timer?.Dispose();
        Trace.Add("stopped");
        return Task.CompletedTask;
    }

    public Task<bool> RestartWithState(string state)
    {
        _timer?.Dispose();
        _timer = this.RegisterGrainTimer(
            (s, cancellation) =>
            {
                Trace.Add(s + (cancellation.CanBeCanceled ? "" : " without token"));
                return Task.CompletedTask;
            },
            state,
            Soon,
            Timeout.InfiniteTimeSpan);
        return Task.FromResult(true);
    }

    public Task Call()
    {
        Trace.Add("call");
        return Task.CompletedTask;
    }

    public async Task HoldTurn(string gate)
    {
        Trace.Add("hold");
        await Gate.Of(gate).Passage;
        Trace.Add("release");
    }
}

[Collection(PlainCluster.Name)]
public sealed class TimerTests(ClusterFixture<PlainSilo> silo)
{
    private ITimerGrain Grain() => silo.Grains.GetGrain<ITimerGrain>(Unique.Key());

    [Fact]
    public async Task Timer_Registered_TicksAgainAndAgainWithoutOverlap()
    {
        var grain = Grain();
        await grain.Start(null, interleave: false);
        var steps = await Trace.Of(grain).Until("tick", 5);
        await grain.Stop();
        Assert.DoesNotContain("overlap", steps);
    }

    [Fact]
    public async Task Timer_WhileATickAwaits_NeitherTicksAgainNorLetsCallsIn()
    {
        var grain = Grain();
        var gate = Unique.Key("gate");
        await grain.Start(gate, interleave: false);
        await Trace.Of(grain).Until("tick");
        var call = grain.Call();
        await Grain().Call();
        Assert.Equal(["tick"], Trace.Of(grain).Steps);

        Gate.Of(gate).Open();
        await call;
        await grain.Stop();
        Assert.DoesNotContain("overlap", Trace.Of(grain).Steps);
    }

    [Fact]
    public async Task Timer_WhileACallAwaits_WaitsForItsEnd()
    {
        var grain = Grain();
        var gate = Unique.Key("gate");
        var hold = grain.HoldTurn(gate);
        await Trace.Of(grain).Until("hold");
        var start = grain.Start(null, interleave: false);
        Gate.Of(gate).Open();
        await Task.WhenAll(hold, start);

        var steps = await Trace.Of(grain).Until("tick");
        await grain.Stop();
        Assert.Equal(["hold", "release", "tick"], steps[..3]);
    }

    [Fact]
    public async Task Timer_Interleaving_LetsCallsInWhileATickAwaits()
    {
        var grain = Grain();
        var gate = Unique.Key("gate");
        await grain.Start(gate, interleave: true);
        await Trace.Of(grain).Until("tick");
        await grain.Call();
        Gate.Of(gate).Open();
        await grain.Stop();
        Assert.Equal(["tick", "call"], Trace.Of(grain).Steps[..2]);
    }

    [Fact]
    public async Task Timer_ATickThrows_TheNextTickComes()
    {
        var grain = Grain();
        await grain.StartFailing();
        await Trace.Of(grain).Until("tick", 3);
        await grain.Stop();
    }

    [Fact]
    public async Task Timer_WithInfinitePeriod_TicksOnceAndMayBeStartedAnew()
    {
        var grain = Grain();
        await grain.StartOnce();
        await Trace.Of(grain).Until("tick");
        await grain.RestartWithState("second");
        await Trace.Of(grain).Until("second");
        Assert.Equal(["tick", "second"], Trace.Of(grain).Steps);
    }
}

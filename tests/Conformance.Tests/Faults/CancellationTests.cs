using Luxe.Conformance.Tests.Hosting;

namespace Luxe.Conformance.Tests.Faults;

public interface ICancellableGrain : IGrainWithStringKey
{
    /// <summary>Waits until its token is cancelled.</summary>
    Task WaitForCancellation(CancellationToken cancellationToken);

    /// <summary>Ignores its token and waits at a gate.</summary>
    Task Deaf(string gate, CancellationToken cancellationToken);

    Task<bool> Quick(CancellationToken cancellationToken);
}

public sealed class CancellableGrain : Grain, ICancellableGrain
{
    private Trace Trace => Trace.Of(this.GetPrimaryKeyString());

    public async Task WaitForCancellation(CancellationToken cancellationToken)
    {
        Trace.Add("waiting");
        try
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            Trace.Add("cancelled");
            throw;
        }
    }

    public async Task Deaf(string gate, CancellationToken cancellationToken)
    {
        Trace.Add("deaf");
        await Gate.Of(gate).Passage;
        Trace.Add("finished");
    }

    public Task<bool> Quick(CancellationToken cancellationToken)
    {
        Trace.Add("quick");
        return Task.FromResult(cancellationToken.CanBeCanceled);
    }
}

[Collection(PlainCluster.Name)]
public sealed class CancellationTests(ClusterFixture<PlainSilo> silo)
{
    private ICancellableGrain Grain() => silo.Grains.GetGrain<ICancellableGrain>(Unique.Key());

    [Fact]
    public async Task Cancel_WhileTheMethodWatchesItsToken_EndsBoth()
    {
        var grain = Grain();
        using var source = new CancellationTokenSource();
        var call = grain.WaitForCancellation(source.Token);
        await Trace.Of(grain).Until("waiting");

        await source.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call.WaitAsync(Trace.Patience));
        await Trace.Of(grain).Until("cancelled");
    }

    [Fact]
    public async Task Cancel_WhileTheMethodIsDeaf_EndsTheCallAndTheMethodRunsOn()
    {
        var grain = Grain();
        var gate = Unique.Key("gate");
        using var source = new CancellationTokenSource();
        var call = grain.Deaf(gate, source.Token);
        await Trace.Of(grain).Until("deaf");

        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call.WaitAsync(Trace.Patience));
        Assert.DoesNotContain("finished", Trace.Of(grain).Steps);

        Gate.Of(gate).Open();
        await Trace.Of(grain).Until("finished");
    }

    [Fact]
    public async Task Call_WithACancelledToken_NeverRuns()
    {
        var grain = Grain();
        using var source = new CancellationTokenSource();
        await source.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => grain.Quick(source.Token));

        await grain.Quick(CancellationToken.None);
        Assert.Equal(["quick"], Trace.Of(grain).Steps);
    }

    [Fact]
    public async Task Call_WithALiveToken_ReachesTheMethodCancellable()
    {
        using var source = new CancellationTokenSource();
        Assert.True(await Grain().Quick(source.Token));
    }
}

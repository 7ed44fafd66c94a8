using Luxe.Embedded.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Configuration;

namespace Luxe.Embedded.Tests.Lifetime;

public interface ILifeGrain : IGrainWithStringKey
{
    Task<Guid> Activation();
}

public interface IPlainLifeGrain : ILifeGrain;

[KeepAlive]
public sealed class KeptGrain : LifeGrain, IKeptGrain;

public interface IKeptGrain : ILifeGrain;

public sealed class PlainLifeGrain : LifeGrain, IPlainLifeGrain;

public interface IBusyTimerGrain : ILifeGrain;

/// <summary>Its timer counts as activity.</summary>
public sealed class BusyTimerGrain : LifeGrain, IBusyTimerGrain
{
    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        this.RegisterGrainTimer(
            static _ => Task.CompletedTask,
            new GrainTimerCreationOptions(TimeSpan.FromMilliseconds(10), TimeSpan.FromMilliseconds(10)) { KeepAlive = true });
        return Task.CompletedTask;
    }
}

public abstract class LifeGrain : Grain
{
    private readonly Guid _activation = Guid.NewGuid();

    public Task<Guid> Activation() => Task.FromResult(_activation);
}

public interface IBareGrain : IGrainWithStringKey
{
    Task<string> Stages();
}

/// <summary>A grain without the base class.</summary>
public sealed class BareGrain(IGrainContext context) : IGrainBase, IBareGrain, ILifecycleParticipant<IGrainLifecycle>
{
    private string _stages = "";

    public IGrainContext GrainContext { get; } = context;

    public void Participate(IGrainLifecycle lifecycle)
    {
        lifecycle.Subscribe("late", GrainLifecycleStage.Activate, _ => Note("late"), _ => Task.CompletedTask);
        lifecycle.Subscribe("early", GrainLifecycleStage.SetupState, _ => Note("early"), _ => Task.CompletedTask);
    }

    public Task OnActivateAsync(CancellationToken token) => Note("active");

    public Task<string> Stages() => Task.FromResult(_stages);

    private Task Note(string stage)
    {
        _stages += stage + " ";
        return Task.CompletedTask;
    }
}

public interface IMayflyGrain : IGrainWithStringKey
{
    Task Live();
}

/// <summary>Ends before its first call.</summary>
public sealed class MayflyGrain : Grain, IMayflyGrain
{
    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        DeactivateOnIdle();

        // Until the order to end has taken its turn.
        await Task.Factory.StartNew(static () => { }, cancellationToken, TaskCreationOptions.None, TaskScheduler.Current);
    }

    public Task Live() => Task.CompletedTask;
}

public sealed class LifetimeTests
{
    private static readonly TimeSpan Age = TimeSpan.FromMilliseconds(300);

    [Fact]
    public async Task Idle_KeptAliveByAttributeOrTimer_OutlivesAPlainNeighbour()
    {
        await using var silo = await Silo.StartAsync(static silo => silo.Services.Configure<GrainCollectionOptions>(static options =>
        {
            options.CollectionAge = Age;
            options.CollectionQuantum = Age / 4;
        }));
        var kept = silo.Grains.GetGrain<IKeptGrain>("k");
        var busy = silo.Grains.GetGrain<IBusyTimerGrain>("b");
        var (keptBefore, busyBefore) = (await kept.Activation(), await busy.Activation());
        await PlainNeighbourIsGone(silo);

        Assert.Equal(keptBefore, await kept.Activation());
        Assert.Equal(busyBefore, await busy.Activation());
    }

    [Fact]
    public async Task Call_OfAGrainThatEndsWhileItActivates_IsRefusedAndNotSentRoundForEver()
    {
        await using var silo = await Silo.StartAsync();
        await Assert.ThrowsAsync<OrleansMessageRejectionException>(() => silo.Grains.GetGrain<IMayflyGrain>("m").Live());
    }

    [Fact]
    public async Task Lifecycle_OfAGrainWithoutBaseClass_RunsInStages()
    {
        await using var silo = await Silo.StartAsync();
        Assert.Equal("early late active ", await silo.Grains.GetGrain<IBareGrain>("b").Stages());
    }

    private static async Task PlainNeighbourIsGone(Silo silo)
    {
        var plain = silo.Grains.GetGrain<IPlainLifeGrain>("p");
        var before = await plain.Activation();
        Guid now;
        do
        {
            // Longer than the age, so that looking does not keep it alive.
            await Task.Delay(Age * 2);
            now = await plain.Activation();
        }
        while (now == before);
    }
}

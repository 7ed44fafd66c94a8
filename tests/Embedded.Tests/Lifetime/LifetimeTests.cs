using System.Threading.Channels;
using Luxe.Embedded.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Configuration;

namespace Luxe.Embedded.Tests.Lifetime;

public interface ILifeGrain : IGrainWithStringKey
{
    Task Live();
}

public interface IPlainGrain : ILifeGrain;

public sealed class PlainGrain : LifeGrain, IPlainGrain;

public interface IKeptGrain : ILifeGrain;

[KeepAlive]
public sealed class KeptGrain : LifeGrain, IKeptGrain;

public interface IBusyGrain : ILifeGrain;

/// <summary>Its timer counts as activity.</summary>
public sealed class BusyGrain : LifeGrain, IBusyGrain
{
    internal static Channel<int> Ticks { get; } = Channel.CreateUnbounded<int>();

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        this.RegisterGrainTimer(
            static token => Ticks.Writer.WriteAsync(1, token).AsTask(),
            new GrainTimerCreationOptions(TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(1)) { KeepAlive = true });
        return Task.CompletedTask;
    }
}

public abstract class LifeGrain : Grain
{
    internal static Channel<(string Class, DeactivationReasonCode Reason)> Ends { get; } = Channel.CreateUnbounded<(string, DeactivationReasonCode)>();

    public Task Live() => Task.CompletedTask;

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) =>
        await Ends.Writer.WriteAsync((GetType().Name, reason.ReasonCode), cancellationToken);
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
    [Fact]
    public async Task Idle_KeptAliveByAttributeOrTimer_OutlivesAPlainNeighbour()
    {
        var time = new ManualTime();
        await using (var silo = await Silo.StartAsync(silo =>
        {
            silo.Services.AddSingleton<TimeProvider>(time);
            silo.Services.Configure<GrainCollectionOptions>(static options => options.CollectionAge = TimeSpan.FromMinutes(10));
        }))
        {
            await silo.Grains.GetGrain<IPlainGrain>("p").Live();
            await silo.Grains.GetGrain<IKeptGrain>("k").Live();
            await silo.Grains.GetGrain<IBusyGrain>("b").Live();
            for (var minute = 0; minute < 15; minute++)
            {
                // The silo's sweep and its search for idle grains, and the busy grain's timer.
                await time.UntilSet(timers: 3, within: TimeSpan.FromMinutes(1));
                time.Advance(TimeSpan.FromMinutes(1));
                await BusyGrain.Ticks.Reader.ReadAsync();
            }

            Assert.Equal((nameof(PlainGrain), DeactivationReasonCode.ActivationIdle), await LifeGrain.Ends.Reader.ReadAsync());
        }

        var rest = new[] { await LifeGrain.Ends.Reader.ReadAsync(), await LifeGrain.Ends.Reader.ReadAsync() };
        Assert.Equal([(nameof(BusyGrain), DeactivationReasonCode.ShuttingDown), (nameof(KeptGrain), DeactivationReasonCode.ShuttingDown)], rest.Order());
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
}

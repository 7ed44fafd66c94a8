using Luxe.Conformance.Tests.Hosting;
using Luxe.Conformance.Tests.Messaging;
using Luxe.Tests;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;

namespace Luxe.Conformance.Tests.Lifecycle;

/// <summary>A silo in an ordinary host, as Luxe runs it: the host's services call grains without a client beside them.</summary>
public sealed class HostTests
{
    private static IHost Build(Action<ISiloBuilder>? configure = null)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.UseOrleans(silo =>
        {
            silo.UseLocalhostClustering(LoopbackPort.Free(), LoopbackPort.Free(), serviceId: "host-tests", clusterId: "host-tests");
            configure?.Invoke(silo);
        });
        return builder.Build();
    }

    [Fact]
    public async Task Host_ItsServices_CallGrainsThroughFactoryAndClient()
    {
        using var host = Build();
        await host.StartAsync();
        var grain = host.Services.GetRequiredService<IGrainFactory>().GetGrain<ILifeGrain>(Unique.Key());
        var same = host.Services.GetRequiredService<IClusterClient>().GetGrain<ILifeGrain>(grain.GetPrimaryKeyString());
        Assert.Equal(await grain.Activation(), await same.Activation());
        await host.StopAsync();
    }

    [Fact]
    public async Task Host_ItsOwnCalls_PassOutgoingFiltersFirst()
    {
        using var host = Build(new FilteringSilo().Configure);
        await host.StartAsync();
        var grain = host.Services.GetRequiredService<IGrainFactory>().GetGrain<IFilteredGrain>(Unique.Key());
        await grain.Count();
        Assert.Equal(["out Count", "in Count of FilteredGrain", "after Count"], Trace.Of(grain).Steps);
        await host.StopAsync();
    }

    [Fact]
    public async Task Host_StartupTasks_RunWhenGrainsAnswer()
    {
        var key = Unique.Key();
        using var host = Build(silo => silo.AddStartupTask(
            async (services, _) => await services.GetRequiredService<IGrainFactory>().GetGrain<ILifeGrain>(key).Activation()));
        await host.StartAsync();
        Assert.Equal(["activating", "activated", "called"], Trace.Of(key).Steps);
        await host.StopAsync();
    }

    [Fact]
    public async Task Host_ConfiguredNames_ReachTheOptions()
    {
        using var host = Build(silo => silo.Configure<ClusterOptions>(options => options.ServiceId = "named"));
        Assert.Equal("named", host.Services.GetRequiredService<Microsoft.Extensions.Options.IOptions<ClusterOptions>>().Value.ServiceId);
        await host.StartAsync();
        await host.StopAsync();
    }

    [Fact]
    public async Task Host_Lifecycle_RunsParticipantsUpAndDown()
    {
        var trace = new Trace();
        using var host = Build(silo => silo.Services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>>(new Participant(trace)));
        await host.StartAsync();
        await host.StopAsync();
        Assert.Equal(["services up", "active up", "active down", "services down"], trace.Steps);
    }

    [Fact]
    public async Task Call_AfterTheStop_IsRefusedAsUnavailable()
    {
        using var host = Build();
        await host.StartAsync();
        var grain = host.Services.GetRequiredService<IGrainFactory>().GetGrain<ILifeGrain>(Unique.Key());
        await grain.Activation();
        await host.StopAsync();
        await Assert.ThrowsAsync<SiloUnavailableException>(() => grain.Activation().WaitAsync(Trace.Patience));
    }

    private sealed class Participant(Trace trace) : ILifecycleParticipant<ISiloLifecycle>
    {
        public void Participate(ISiloLifecycle lifecycle)
        {
            lifecycle.Subscribe("active", ServiceLifecycleStage.Active, Step("active up"), Step("active down"));
            lifecycle.Subscribe("services", ServiceLifecycleStage.ApplicationServices, Step("services up"), Step("services down"));
        }

        private Func<CancellationToken, Task> Step(string step) => _ =>
        {
            trace.Add(step);
            return Task.CompletedTask;
        };
    }
}

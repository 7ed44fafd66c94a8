using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Timers;

namespace Luxe.Embedded;

/// <summary>Adds the engine to a host's services, once however often it is asked.</summary>
internal sealed class SiloBuilder : ISiloBuilder
{
    private SiloBuilder(IServiceCollection services, IConfiguration configuration)
    {
        Services = services;
        Configuration = configuration;
    }

    public IServiceCollection Services { get; }

    public IConfiguration Configuration { get; }

    internal static SiloBuilder In(IServiceCollection services, IConfiguration configuration)
    {
        if (services.Any(static service => service.ServiceType == typeof(SiloRuntime)))
        {
            return new SiloBuilder(services, configuration);
        }

        services.AddLogging();
        services.AddOptions();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<SiloRuntime>();
        services.AddSingleton(new SingletonTypes(services));
        services.AddSingleton<IGrainRuntime>(static provider => provider.GetRequiredService<SiloRuntime>());
        services.AddSingleton(static provider => (IClusterClient)provider.GetRequiredService<SiloRuntime>().GrainFactory);
        services.AddSingleton(static provider => provider.GetRequiredService<SiloRuntime>().GrainFactory);
        services.AddSingleton<ITimerRegistry>(static provider => provider.GetRequiredService<SiloRuntime>().TimerRegistry);
        services.AddSingleton<IGrainContextAccessor, ContextAccessor>();
        services.AddSingleton<IPersistentStateFactory, StateBridge.Factory>();
        services.AddSingleton<IAttributeToFactoryMapper<PersistentStateAttribute>, StateBridge.Mapper>();
        services.AddHostedService<SiloService>();
        services.AddOptions<ClusterOptions>().Bind(configuration.GetSection("Orleans"));
        services.AddOptions<SiloOptions>().Configure(static options => options.SiloName = $"Silo_{Environment.ProcessId}");
        return new SiloBuilder(services, configuration);
    }

    private sealed class ContextAccessor : IGrainContextAccessor
    {
        public IGrainContext GrainContext => CurrentContext.Activation!;
    }
}

/// <summary>Marks a host whose callers outside grains count as a client of its own (test clusters).</summary>
internal sealed class ClientRole;

/// <summary>Starts and stops the silo with its host, stage by stage.</summary>
internal sealed class SiloService(SiloRuntime runtime, IEnumerable<ILifecycleParticipant<ISiloLifecycle>> participants) : IHostedService
{
    private readonly StagedLifecycle _lifecycle = new(runtime.Log);

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var participant in participants)
        {
            participant.Participate(_lifecycle);
        }

        _lifecycle.Subscribe<SiloRuntime>(
            ServiceLifecycleStage.BecomeActive,
            _ =>
            {
                runtime.Start();
                return Task.CompletedTask;
            },
            runtime.StopAsync);
        try
        {
            await _lifecycle.OnStart(cancellationToken);
        }
        catch
        {
            // What had started before the failure is stopped in order.
            await _lifecycle.OnStop(cancellationToken);
            throw;
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => _lifecycle.OnStop(cancellationToken);
}

/// <summary>A startup task as a participant.</summary>
internal sealed class StartupParticipant(IServiceProvider services, Func<IServiceProvider, CancellationToken, Task> task, int stage) : ILifecycleParticipant<ISiloLifecycle>
{
    public void Participate(ISiloLifecycle lifecycle) => lifecycle.Subscribe<StartupParticipant>(stage, token => task(services, token));
}

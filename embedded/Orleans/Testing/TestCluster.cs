using Luxe.Embedded;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Orleans.Configuration;

namespace Orleans.TestingHost;

/// <summary>A silo in the test's process, and its client.</summary>
public class TestCluster : IDisposable, IAsyncDisposable
{
    private readonly List<SiloHandle> _silos = [];

    internal TestCluster(TestClusterOptions options, IReadOnlyList<IConfigurationSource> configurationSources)
    {
        Options = options;
        ConfigurationSources = configurationSources;
    }

    /// <summary>The options.</summary>
    public TestClusterOptions Options { get; }

    /// <summary>The configuration.</summary>
    public IReadOnlyList<IConfigurationSource> ConfigurationSources { get; }

    /// <summary>The silo; null before deployment.</summary>
    public SiloHandle? Primary => _silos.Count > 0 ? _silos[0] : null;

    /// <summary>The silo, as a list.</summary>
    public System.Collections.ObjectModel.ReadOnlyCollection<SiloHandle> Silos => _silos.AsReadOnly();

    /// <summary>The client.</summary>
    public IClusterClient Client => ServiceProvider.GetRequiredService<IClusterClient>();

    /// <summary>The client's factory of references.</summary>
    public IGrainFactory GrainFactory => Client;

    /// <summary>The client's services: here the silo's.</summary>
    public IServiceProvider ServiceProvider => ((InProcessSiloHandle)(Primary ?? throw new InvalidOperationException("The cluster is not deployed."))).ServiceProvider;

    /// <summary>Starts the silo.</summary>
    public void Deploy() => DeployAsync().GetAwaiter().GetResult();

    /// <summary>Starts the silo.</summary>
    public async Task DeployAsync()
    {
        if (_silos.Count > 0)
        {
            throw new InvalidOperationException("The cluster is deployed already.");
        }

        _silos.Add(await StartAsync());
    }

    /// <summary>The silos that run.</summary>
    public IEnumerable<SiloHandle> GetActiveSilos() => _silos.Where(static silo => silo.IsActive);

    /// <summary>The silo's services.</summary>
    public IServiceProvider GetSiloServiceProvider(SiloAddress? silo = null) => silo is null || silo.Equals(Primary?.SiloAddress)
        ? ServiceProvider
        : throw new ArgumentException($"There is no silo at {silo}.", nameof(silo));

    /// <summary>Stops a silo and starts it again with the same names.</summary>
    public async Task<SiloHandle?> RestartSiloAsync(SiloHandle instance)
    {
        await StopSiloAsync(instance);
        var started = await StartAsync();
        _silos.Add(started);
        return started;
    }

    /// <summary>Stops a silo.</summary>
    public async Task StopSiloAsync(SiloHandle instance)
    {
        await instance.StopSiloAsync(stopGracefully: true);
        _silos.Remove(instance);
    }

    /// <summary>Stops a silo without waiting for its calls.</summary>
    public async Task KillSiloAsync(SiloHandle instance)
    {
        await instance.StopSiloAsync(stopGracefully: false);
        _silos.Remove(instance);
    }

    /// <summary>Stops everything.</summary>
    public void StopAllSilos() => StopAllSilosAsync().GetAwaiter().GetResult();

    /// <summary>Stops everything.</summary>
    public async Task StopAllSilosAsync()
    {
        foreach (var silo in _silos.ToArray())
        {
            await StopSiloAsync(silo);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        foreach (var silo in _silos.ToArray())
        {
            await silo.DisposeAsync();
        }

        _silos.Clear();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        GC.SuppressFinalize(this);
        DisposeAsync().AsTask().GetAwaiter().GetResult();
    }

    private async Task<InProcessSiloHandle> StartAsync()
    {
        var builder = new HostBuilder();
        builder.ConfigureHostConfiguration(configuration =>
        {
            foreach (var source in ConfigurationSources)
            {
                configuration.Add(source);
            }
        });
        var configurators = Options.SiloBuilderConfiguratorTypes.Select(static name => Activator.CreateInstance(Type.GetType(name!)!)!).ToList();
        foreach (var configurator in configurators.OfType<IHostConfigurator>())
        {
            configurator.Configure(builder);
        }

        builder.UseOrleans((context, silo) =>
        {
            silo.Services.Configure<SiloOptions>(static options => options.SiloName = "Primary");
            silo.Services.Configure<ClusterOptions>(options => (options.ClusterId, options.ServiceId) = (Options.ClusterId, Options.ServiceId));
            silo.Services.AddSingleton<ClientRole>();
            foreach (var configurator in configurators.OfType<ISiloConfigurator>())
            {
                configurator.Configure(silo);
            }

            ConfigureClient(context, silo);
        });
        var host = builder.Build();
        await host.StartAsync();
        return new InProcessSiloHandle { Name = "Primary", SiloHost = host, ClusterOptions = Options, SiloAddress = SiloAddress.New(System.Net.IPAddress.Loopback, 0, _silos.Count) };
    }

    private void ConfigureClient(HostBuilderContext context, Hosting.ISiloBuilder silo)
    {
        foreach (var name in Options.ClientBuilderConfiguratorTypes)
        {
            var configurator = Activator.CreateInstance(Type.GetType(name!)!);
            if (configurator is IClientBuilderConfigurator client)
            {
                client.Configure(context.Configuration, new ClientBuilder(silo));
            }
        }
    }

    private sealed class ClientBuilder(Hosting.ISiloBuilder silo) : Hosting.IClientBuilder
    {
        public IServiceCollection Services => silo.Services;

        public IConfiguration Configuration => silo.Configuration;
    }
}

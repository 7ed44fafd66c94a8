using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace Orleans.TestingHost;

/// <summary>Configures the silo of a test cluster.</summary>
public interface ISiloConfigurator
{
    /// <summary>Configures.</summary>
    void Configure(Hosting.ISiloBuilder siloBuilder);
}

/// <summary>Configures the host of a test cluster.</summary>
public interface IHostConfigurator
{
    /// <summary>Configures.</summary>
    void Configure(Microsoft.Extensions.Hosting.IHostBuilder hostBuilder);
}

/// <summary>Configures the client of a test cluster: here the client is the silo's own.</summary>
public interface IClientBuilderConfigurator
{
    /// <summary>Configures.</summary>
    void Configure(IConfiguration configuration, Hosting.IClientBuilder clientBuilder);
}

/// <summary>Options of a test cluster.</summary>
public class TestClusterOptions
{
    /// <summary>The cluster's name.</summary>
    public string ClusterId { get; set; } = "default";

    /// <summary>The service's name.</summary>
    public string ServiceId { get; set; } = "default";

    /// <summary>The number of silos; one process has one.</summary>
    public short InitialSilosCount { get; set; }

    /// <summary>Whether the client is ready after deployment.</summary>
    public bool InitializeClientOnDeploy { get; set; } = true;

    /// <summary>The types that configure the silo and its host, by assembly-qualified name.</summary>
    public List<string?> SiloBuilderConfiguratorTypes { get; } = [];

    /// <summary>The types that configure the client, by assembly-qualified name.</summary>
    public List<string?> ClientBuilderConfiguratorTypes { get; } = [];
}

/// <summary>Describes a test cluster.</summary>
public class TestClusterBuilder
{
    private readonly List<Action<IConfigurationBuilder>> _hostConfiguration = [];
    private readonly List<Action> _beforeBuild = [];

    /// <summary>One silo.</summary>
    public TestClusterBuilder()
        : this(1)
    {
    }

    /// <summary>That many silos; anything but one is refused by <see cref="Build"/>.</summary>
    public TestClusterBuilder(short initialSilosCount) => Options = new TestClusterOptions
    {
        InitialSilosCount = initialSilosCount,
        ClusterId = CreateClusterId(),
        ServiceId = Guid.NewGuid().ToString("N"),
    };

    /// <summary>Configuration values.</summary>
    public Dictionary<string, string?> Properties { get; } = [];

    /// <summary>The options.</summary>
    public TestClusterOptions Options { get; }

    /// <summary>A name that no other test cluster has.</summary>
    public static string CreateClusterId() =>
        string.Create(CultureInfo.InvariantCulture, $"testcluster-{TimeProvider.System.GetUtcNow():yyyy-MM-dd-HH-mm-ss}-{Random.Shared.Next(1000)}");

    /// <summary>Adds a type that configures the silo (<see cref="ISiloConfigurator"/>) or its host (<see cref="IHostConfigurator"/>).</summary>
    public TestClusterBuilder AddSiloBuilderConfigurator<T>()
        where T : new()
    {
        if (!typeof(T).IsAssignableTo(typeof(ISiloConfigurator)) && !typeof(T).IsAssignableTo(typeof(IHostConfigurator)))
        {
            throw new ArgumentException($"{typeof(T)} is neither {nameof(ISiloConfigurator)} nor {nameof(IHostConfigurator)}.");
        }

        Options.SiloBuilderConfiguratorTypes.Add(typeof(T).AssemblyQualifiedName);
        return this;
    }

    /// <summary>Adds a type that configures the client (<see cref="IClientBuilderConfigurator"/>) or its host (<see cref="IHostConfigurator"/>).</summary>
    public TestClusterBuilder AddClientBuilderConfigurator<T>()
        where T : new()
    {
        if (!typeof(T).IsAssignableTo(typeof(IClientBuilderConfigurator)) && !typeof(T).IsAssignableTo(typeof(IHostConfigurator)))
        {
            throw new ArgumentException($"{typeof(T)} is neither {nameof(IClientBuilderConfigurator)} nor {nameof(IHostConfigurator)}.");
        }

        Options.ClientBuilderConfiguratorTypes.Add(typeof(T).AssemblyQualifiedName);
        return this;
    }

    /// <summary>Adds configuration.</summary>
    public TestClusterBuilder ConfigureHostConfiguration(Action<IConfigurationBuilder> configureDelegate)
    {
        ArgumentNullException.ThrowIfNull(configureDelegate);
        _hostConfiguration.Add(configureDelegate);
        return this;
    }

    /// <summary>Adds an action that runs at the start of <see cref="Build"/>.</summary>
    public TestClusterBuilder ConfigureBuilder(Action configureDelegate)
    {
        ArgumentNullException.ThrowIfNull(configureDelegate);
        _beforeBuild.Add(configureDelegate);
        return this;
    }

    /// <summary>Builds the cluster; <see cref="TestCluster.DeployAsync"/> starts it.</summary>
    public TestCluster Build()
    {
        _beforeBuild.ForEach(static action => action());
        if (Options.InitialSilosCount != 1)
        {
            throw new NotSupportedException(
                $"A test cluster of {Options.InitialSilosCount} silos was asked for, and the embedded Orleans runtime is one process with one silo: use new TestClusterBuilder(1), or run on Microsoft Orleans.");
        }

        var configuration = new ConfigurationBuilder().AddInMemoryCollection(Properties).AddInMemoryCollection(
        [
            KeyValuePair.Create<string, string?>("Orleans:ClusterId", Options.ClusterId),
            KeyValuePair.Create<string, string?>("Orleans:ServiceId", Options.ServiceId),
        ]);
        _hostConfiguration.ForEach(action => action(configuration));
        return new TestCluster(Options, [.. configuration.Sources]);
    }
}

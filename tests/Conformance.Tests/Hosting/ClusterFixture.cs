using Microsoft.Extensions.Configuration;
using Orleans.TestingHost;

[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace Luxe.Conformance.Tests.Hosting;

/// <summary>One silo with <typeparamref name="TSilo"/>'s settings, shared by the facts of a class.</summary>
public class ClusterFixture<TSilo> : IAsyncLifetime
    where TSilo : ISiloConfigurator, new()
{
    private TestCluster? _cluster;

    public TestCluster Cluster => _cluster ?? throw new InvalidOperationException("The cluster has not started.");

    /// <summary>The cluster's client.</summary>
    public IGrainFactory Grains => Cluster.GrainFactory;

    /// <summary>The client inside the silo's host, which is the one that Luxe uses.</summary>
    public IGrainFactory HostGrains => (IGrainFactory)((InProcessSiloHandle)Cluster.Primary!).ServiceProvider.GetService(typeof(IGrainFactory))!;

    public async Task InitializeAsync()
    {
        var builder = new TestClusterBuilder(1);
        builder.AddSiloBuilderConfigurator<TSilo>();
        Configure(builder);
        _cluster = builder.Build();
        await _cluster.DeployAsync();
    }

    public async Task DisposeAsync()
    {
        await Cluster.StopAllSilosAsync();
        await Cluster.DisposeAsync();
    }

    protected virtual void Configure(TestClusterBuilder builder)
    {
    }
}

using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Configuration;
using Orleans.TestingHost;

namespace Luxe.Conformance.Tests.Hosting;

/// <summary>Calls time out after one second, so that a deadlock ends soon.</summary>
public sealed class ImpatientSilo : ISiloConfigurator, IClientBuilderConfigurator
{
    public static TimeSpan Timeout { get; } = TimeSpan.FromSeconds(1);

    public void Configure(ISiloBuilder siloBuilder)
    {
        ArgumentNullException.ThrowIfNull(siloBuilder);
        siloBuilder.AddMemoryGrainStorageAsDefault();
        siloBuilder.Services.Configure<SiloMessagingOptions>(o => o.ResponseTimeout = Timeout);
    }

    public void Configure(IConfiguration configuration, IClientBuilder clientBuilder)
    {
        ArgumentNullException.ThrowIfNull(clientBuilder);
        clientBuilder.Services.Configure<ClientMessagingOptions>(o => o.ResponseTimeout = Timeout);
    }
}

public sealed class ImpatientCluster : ClusterFixture<ImpatientSilo>
{
    protected override void Configure(TestClusterBuilder builder) => builder.AddClientBuilderConfigurator<ImpatientSilo>();
}

using Microsoft.Extensions.DependencyInjection;
using Orleans.Configuration;
using Orleans.TestingHost;

namespace Luxe.Conformance.Tests.Hosting;

/// <summary>Defaults, memory storage, reminders in memory with a short least period.</summary>
public sealed class PlainSilo : ISiloConfigurator
{
    public void Configure(ISiloBuilder siloBuilder)
    {
        ArgumentNullException.ThrowIfNull(siloBuilder);
        siloBuilder
            .AddMemoryGrainStorageAsDefault()
            .AddMemoryGrainStorage("other")
            .UseInMemoryReminderService();
        siloBuilder.Services.Configure<ReminderOptions>(o => o.MinimumReminderPeriod = TimeSpan.FromMilliseconds(100));
    }
}

/// <summary>The collection whose classes share one plain silo.</summary>
[CollectionDefinition(Name)]
public sealed class PlainCluster : ICollectionFixture<ClusterFixture<PlainSilo>>
{
    public const string Name = "plain cluster";
}

using System.Net;
using Luxe.Conformance.Tests.Hosting;
using Luxe.Conformance.Tests.Lifecycle;
using Luxe.Storage;
using Luxe.Storage.OrleansTables;
using Luxe.Tests;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;

namespace Luxe.Conformance.Tests.Cluster;

/// <summary>What only Microsoft Orleans has: several silos that find each other in the tables that Luxe creates.</summary>
public sealed class MembershipTests
{
    [PostgresFact]
    public async Task TwoSilos_OverOneDatabase_FormAClusterAndLeaveIt()
    {
        var connection = await (await PostgresServer.SharedAsync()).CreateDatabaseAsync();
        await OrleansSchema.EnsureCreatedAsync(StorageOptions.Postgres, connection);
        using var one = Build(connection, LoopbackPort.Free(), LoopbackPort.Free());
        using var two = Build(connection, LoopbackPort.Free(), LoopbackPort.Free());
        await one.StartAsync();
        await two.StartAsync();

        var grains = one.Services.GetRequiredService<IGrainFactory>();
        Assert.Equal(2, (await grains.GetGrain<IManagementGrain>(0).GetHosts(onlyActive: true)).Count);
        var key = Unique.Key();
        Assert.Equal(
            await grains.GetGrain<ILifeGrain>(key).Activation(),
            await two.Services.GetRequiredService<IGrainFactory>().GetGrain<ILifeGrain>(key).Activation());

        await two.StopAsync();
        Assert.Single(await grains.GetGrain<IManagementGrain>(0).GetHosts(onlyActive: true));
        await one.StopAsync();
    }

    private static IHost Build(string connection, int siloPort, int gatewayPort)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.UseOrleans(silo =>
        {
            silo.UseAdoNetClustering(options =>
            {
                options.Invariant = OrleansSchema.PostgresInvariant;
                options.ConnectionString = connection;
            });
            silo.ConfigureEndpoints(IPAddress.Loopback, siloPort, gatewayPort);
            silo.Configure<ClusterOptions>(options => (options.ServiceId, options.ClusterId) = ("members", "members"));
        });
        return builder.Build();
    }
}

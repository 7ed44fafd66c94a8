using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.TestingHost;

namespace Luxe.Embedded.Tests.Hosting;

public interface IMemoGrain : IGrainWithStringKey
{
    Task Write(string memo);

    Task<string?> Read();
}

public sealed class MemoGrain : Grain, IMemoGrain
{
    private string? _memo;

    public Task Write(string memo)
    {
        _memo = memo;
        return Task.CompletedTask;
    }

    public Task<string?> Read() => Task.FromResult(_memo);
}

public sealed class OneProcessTests
{
    [Fact]
    public void UseOrleansClient_InAnyHost_SaysThatThereIsOneProcess()
    {
        var application = Host.CreateApplicationBuilder();
        var generic = Host.CreateDefaultBuilder();
        Assert.Contains("one process", Assert.Throws<NotSupportedException>(() => application.UseOrleansClient()).Message, StringComparison.Ordinal);
        Assert.Contains("one process", Assert.Throws<NotSupportedException>(() => generic.UseOrleansClient()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Build_ATestClusterOfTwoSilos_IsRefused() =>
        Assert.Contains("one process", Assert.Throws<NotSupportedException>(() => new TestClusterBuilder(2).Build()).Message, StringComparison.Ordinal);

    [Fact]
    public async Task Silos_TwoInOneProcess_KeepTheirGrainsApart()
    {
        await using var first = await Silo.StartAsync();
        await using var second = await Silo.StartAsync();
        await first.Grains.GetGrain<IMemoGrain>("m").Write("first");
        await second.Grains.GetGrain<IMemoGrain>("m").Write("second");
        Assert.Equal("first", await first.Grains.GetGrain<IMemoGrain>("m").Read());
        Assert.Equal("second", await second.Grains.GetGrain<IMemoGrain>("m").Read());
    }

    [Fact]
    public async Task UseOrleans_Twice_MakesOneSilo()
    {
        var builder = Host.CreateApplicationBuilder();
        builder.UseOrleans();
        builder.UseOrleans(silo => silo.UseLocalhostClustering());
        using var host = builder.Build();
        await host.StartAsync();
        Assert.Same(host.Services.GetRequiredService<IGrainFactory>(), host.Services.GetRequiredService<IClusterClient>());
        await host.StopAsync();
    }

    [Fact]
    public async Task StartupTask_AtTheStart_CanCallGrains()
    {
        await using var silo = await Silo.StartAsync(silo => silo.AddStartupTask(
            static (services, _) => services.GetRequiredService<IGrainFactory>().GetGrain<IMemoGrain>("s").Write("started")));
        Assert.Equal("started", await silo.Grains.GetGrain<IMemoGrain>("s").Read());
    }
}

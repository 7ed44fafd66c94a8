using Luxe.Conformance.Tests.Hosting;

namespace Luxe.Conformance.Tests.Messaging;

public interface IContextGrain : IGrainWithStringKey
{
    Task<string?> Read(string key);

    Task Write(string key, string value);

    Task<string?> ReadThrough(IContextGrain other, string key);

    Task<string?> ReadAfterAwait(string key);
}

public sealed class ContextGrain : Grain, IContextGrain
{
    public Task<string?> Read(string key) => Task.FromResult(RequestContext.Get(key) as string);

    public Task Write(string key, string value)
    {
        RequestContext.Set(key, value);
        return Task.CompletedTask;
    }

    public Task<string?> ReadThrough(IContextGrain other, string key) => other.Read(key);

    public async Task<string?> ReadAfterAwait(string key)
    {
        await Task.Yield();
        return RequestContext.Get(key) as string;
    }
}

[Collection(PlainCluster.Name)]
public sealed class ContextTests(ClusterFixture<PlainSilo> silo)
{
    private IContextGrain Grain() => silo.Grains.GetGrain<IContextGrain>(Unique.Key());

    [Fact]
    public async Task Context_SetByTheCaller_ReachesTheGrain()
    {
        RequestContext.Set("tenant", "maison");
        Assert.Equal("maison", await Grain().Read("tenant"));
    }

    [Fact]
    public async Task Context_SetByTheCaller_ReachesTheGrainsCallees()
    {
        RequestContext.Set("tenant", "maison");
        Assert.Equal("maison", await Grain().ReadThrough(Grain(), "tenant"));
    }

    [Fact]
    public async Task Context_AfterAnAwait_IsStillThere()
    {
        RequestContext.Set("tenant", "maison");
        Assert.Equal("maison", await Grain().ReadAfterAwait("tenant"));
    }

    [Fact]
    public async Task Context_SetByTheGrain_DoesNotFlowBack()
    {
        RequestContext.Set("tenant", "maison");
        await Grain().Write("tenant", "changed");
        Assert.Equal("maison", RequestContext.Get("tenant"));
    }

    [Fact]
    public async Task Context_OfOneCall_DoesNotStayForTheNext()
    {
        var grain = Grain();
        RequestContext.Set("tenant", "maison");
        await grain.Read("tenant");
        RequestContext.Remove("tenant");
        Assert.Null(await grain.Read("tenant"));
    }

    [Fact]
    public async Task Context_Cleared_IsEmptyInTheGrain()
    {
        RequestContext.Set("tenant", "maison");
        RequestContext.Clear();
        Assert.Null(await Grain().Read("tenant"));
    }
}

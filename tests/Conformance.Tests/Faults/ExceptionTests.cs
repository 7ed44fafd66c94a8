using Luxe.Conformance.Tests.Hosting;

namespace Luxe.Conformance.Tests.Faults;

[Collection(PlainCluster.Name)]
public sealed class ExceptionTests(ClusterFixture<PlainSilo> silo)
{
    private IFaultGrain Grain() => silo.Grains.GetGrain<IFaultGrain>(Unique.Key());

    [Fact]
    public async Task Exception_Thrown_KeepsTypeMessageAndInner()
    {
        var fault = await Assert.ThrowsAsync<InvalidOperationException>(Grain().Plain);
        Assert.Equal("plain", fault.Message);
        Assert.Equal("inner", Assert.IsType<FormatException>(fault.InnerException).Message);
    }

    [Fact]
    public async Task Exception_Thrown_KeepsTheStackOfTheGrain()
    {
        var fault = await Assert.ThrowsAsync<KeyNotFoundException>(Grain().AfterAwait);
        Assert.Contains(nameof(FaultGrain.AfterAwait), fault.StackTrace, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Exception_OfTheHouse_KeepsItsProperties()
    {
        var fault = await Assert.ThrowsAsync<BoutiqueClosedException>(Grain().Own);
        Assert.Equal("Geneva", fault.Boutique);
        Assert.Equal("closed", fault.Message);
    }

    [Fact]
    public async Task Exception_ThroughAnotherGrain_ArrivesAsItIs()
    {
        var fault = await Assert.ThrowsAsync<BoutiqueClosedException>(() => Grain().Through(Grain()));
        Assert.Equal("Geneva", fault.Boutique);
    }

    [Fact]
    public async Task Exception_ThrownBeforeTheTask_ReachesTheCallersAwait()
    {
        var call = Grain().Argument();
        var fault = await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => call);
        Assert.Contains("no such size", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Exception_FromAValueTask_ReachesTheCaller() =>
        await Assert.ThrowsAsync<NotSupportedException>(async () => await Grain().FromValueTask());
}

using Luxe.Silo.Api;

namespace Luxe.Silo.Tests.Api;

public sealed class ArrivalPaceTests
{
    [Fact]
    public void Allows_OneKeyWithoutEnd_RefusesItAndNobodyElse()
    {
        using var pace = new ArrivalPace();
        Assert.True(Enumerable.Range(0, 500).All(_ => pace.Allows("door-1")));
        Assert.Contains(false, Enumerable.Range(0, 1_000_000).Select(_ => pace.Allows("door-1")));
        Assert.True(pace.Allows("door-2"));
    }
}

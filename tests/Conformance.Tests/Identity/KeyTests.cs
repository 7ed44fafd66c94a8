using Luxe.Conformance.Tests.Hosting;

namespace Luxe.Conformance.Tests.Identity;

[Collection(PlainCluster.Name)]
public sealed class KeyTests(ClusterFixture<PlainSilo> silo)
{
    [Theory]
    [InlineData("alex")]
    [InlineData("with spaces and / slash")]
    [InlineData("zürich-東京-🕰")]
    [InlineData("a+b")]
    [InlineData("%2B#?&=")]
    public async Task TextKey_AnyText_ArrivesUnchanged(string key) =>
        Assert.Equal(key, await silo.Grains.GetGrain<ITextKeyGrain>(key).Key());

    [Fact]
    public async Task TextKey_DiffersInCase_IsAnotherGrain()
    {
        var lower = silo.Grains.GetGrain<ITextKeyGrain>("case");
        var upper = silo.Grains.GetGrain<ITextKeyGrain>("CASE");

        Assert.NotEqual(lower, upper);
        Assert.Equal("CASE", await upper.Key());
    }

    [Fact]
    public async Task GuidKey_RoundTrips_Unchanged()
    {
        var key = Guid.NewGuid();
        Assert.Equal(key, await silo.Grains.GetGrain<IGuidKeyGrain>(key).Key());
    }

    [Theory]
    [InlineData(0L)]
    [InlineData(-1L)]
    [InlineData(long.MaxValue)]
    [InlineData(long.MinValue)]
    public async Task NumberKey_AnyNumber_ArrivesUnchanged(long key) =>
        Assert.Equal(key, await silo.Grains.GetGrain<INumberKeyGrain>(key).Key());

    [Fact]
    public async Task GuidCompoundKey_BothParts_Arrive()
    {
        var key = Guid.NewGuid();
        Assert.Equal($"{key:D}|ext+1", await silo.Grains.GetGrain<IGuidCompoundKeyGrain>(key, "ext+1").Key());
    }

    [Fact]
    public async Task NumberCompoundKey_BothParts_Arrive() =>
        Assert.Equal("-7|geneva", await silo.Grains.GetGrain<INumberCompoundKeyGrain>(-7, "geneva").Key());

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("  ")]
    public void TextKey_NullOrBlank_IsRefused(string? key) =>
        Assert.ThrowsAny<ArgumentException>(() => silo.Grains.GetGrain<ITextKeyGrain>(key!));

    [Fact]
    public void CompoundKey_ExtensionNullOrBlank_IsRefused()
    {
        Assert.ThrowsAny<ArgumentException>(() => silo.Grains.GetGrain<INumberCompoundKeyGrain>(1, null!));
        Assert.ThrowsAny<ArgumentException>(() => silo.Grains.GetGrain<INumberCompoundKeyGrain>(1, " "));
    }
}

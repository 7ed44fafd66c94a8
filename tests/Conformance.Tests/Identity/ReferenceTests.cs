using Luxe.Conformance.Tests.Hosting;

namespace Luxe.Conformance.Tests.Identity;

[Collection(PlainCluster.Name)]
public sealed class ReferenceTests(ClusterFixture<PlainSilo> silo)
{
    [Fact]
    public void References_SameKey_AreEqual()
    {
        var key = Unique.Key();
        var one = silo.Grains.GetGrain<ITextKeyGrain>(key);
        var two = silo.Grains.GetGrain<ITextKeyGrain>(key);

        Assert.Equal(one, two);
        Assert.Equal(one.GetHashCode(), two.GetHashCode());
        Assert.Single(new HashSet<ITextKeyGrain> { one, two });
    }

    [Fact]
    public void References_OtherKey_Differ() =>
        Assert.NotEqual(silo.Grains.GetGrain<ITextKeyGrain>("r1"), silo.Grains.GetGrain<ITextKeyGrain>("r2"));

    [Fact]
    public async Task Reference_PassedAndReturned_StaysEqual()
    {
        var grain = silo.Grains.GetGrain<ITextKeyGrain>(Unique.Key());

        Assert.True(await grain.IsSelf(grain));
        Assert.Equal(grain, await grain.Self());
        Assert.False(await grain.IsSelf(silo.Grains.GetGrain<ITextKeyGrain>(Unique.Key())));
    }

    [Fact]
    public async Task Reference_Returned_CanBeCalled()
    {
        var grain = silo.Grains.GetGrain<ITextKeyGrain>(Unique.Key());
        var self = await grain.Self();
        Assert.Equal(grain.GetPrimaryKeyString(), await self.Key());
    }

    [Fact]
    public async Task AsReference_OtherInterfaceOfTheClass_ReachesTheSameGrain()
    {
        var grain = silo.Grains.GetGrain<ITextKeyGrain>(Unique.Key());
        var aside = grain.AsReference<ITextKeyAside>();
        Assert.Equal("aside " + grain.GetPrimaryKeyString(), await aside.KeyAside());
    }

    [Fact]
    public async Task GrainId_ThroughReferenceAndInside_IsTheSame()
    {
        var key = Unique.Key();
        var grain = silo.Grains.GetGrain<ITextKeyGrain>(key);

        Assert.Equal(grain.GetGrainId().ToString(), await grain.IdText());
        Assert.Equal("textkey/" + key, await grain.IdText());
    }

    [Fact]
    public void GrainId_NumberKeys_AreHexadecimalWithExtension()
    {
        Assert.Equal("numberkey/FF", silo.Grains.GetGrain<INumberKeyGrain>(255).GetGrainId().ToString());
        Assert.Equal("numbercompoundkey/FF+geneva", silo.Grains.GetGrain<INumberCompoundKeyGrain>(255, "geneva").GetGrainId().ToString());
    }

    [Fact]
    public void GrainId_GuidKey_IsPlainHexadecimal()
    {
        var key = Guid.NewGuid();
        Assert.Equal($"guidkey/{key:N}", silo.Grains.GetGrain<IGuidKeyGrain>(key).GetGrainId().ToString());
    }

    [Fact]
    public void UniformHash_IsTheOneThatDatabasesHold()
    {
        // Stored with reminders and grain states: both runtimes must agree on it for ever.
        Assert.Equal(831806783u, GrainId.Create("type", "key").GetUniformHashCode());
        Assert.Equal(3591836570u, StableHash.ComputeHash("alex"u8));
    }
}

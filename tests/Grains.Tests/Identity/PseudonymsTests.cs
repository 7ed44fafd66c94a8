using Luxe.Grains.Identity;

namespace Luxe.Grains.Tests.Identity;

public sealed class PseudonymsTests
{
    [Fact]
    public void Of_AnId_IsAlwaysTheSameUnderOneSecretAndAnotherUnderAnother()
    {
        var ours = new Pseudonyms(new IdentityKeys("a salt for tests only", new IdentityOptions()));
        var theirs = new Pseudonyms(new IdentityKeys("another salt for tests", new IdentityOptions()));

        Assert.Equal(ours.Of("c_1"), ours.Of("c_1"));
        Assert.NotEqual(ours.Of("c_1"), theirs.Of("c_1"));
        Assert.NotEqual(ours.Of("c_1"), ours.Of("c_2"));
        Assert.True(Pseudonyms.Is(ours.Of("c_1")));
        Assert.All(["c_1", "", "l_", "l_0123456789012345678901234", "l_012345678901234567890123g5"], static id => Assert.False(Pseudonyms.Is(id)));
    }
}

using Luxe.Storage.Sealing;

namespace Luxe.Storage.Tests.Sealing;

public sealed class KeyCacheTests
{
    [Fact]
    public void Keep_BeyondItsRoom_LetsGoWhoWasNotUsed()
    {
        var cache = new KeyCache(3);
        foreach (var name in new[] { "a", "b", "c" })
        {
            cache.Keep(name, Key());
        }

        Assert.True(cache.TryGet("a", out _));
        cache.Keep("d", Key());
        cache.Keep("e", Key());

        Assert.Equal(3, cache.Count);
        Assert.True(cache.TryGet("a", out _));
        Assert.False(cache.TryGet("b", out _));
        Assert.False(cache.TryGet("c", out _));
    }

    [Fact]
    public void Keep_WhenAllWereUsed_StillLetsOneGo()
    {
        var cache = new KeyCache(2);
        for (var number = 0; number < 100; number++)
        {
            cache.Keep($"c-{number}", Key());
            Assert.True(cache.TryGet($"c-{number}", out _));
            Assert.InRange(cache.Count, 1, 2);
        }
    }

    [Fact]
    public void Keep_OfOneWhoIsThere_GivesTheFirst()
    {
        var cache = new KeyCache(2);
        var first = cache.Keep("a", Key());

        Assert.Same(first, cache.Keep("a", Key()));
        cache.Forget("a");
        Assert.False(cache.TryGet("a", out _));
        Assert.NotSame(first, cache.Keep("a", Key()));
    }

    [Fact]
    public void Keep_OfOneWhoComesAndGoes_StaysBounded()
    {
        var cache = new KeyCache(4);
        for (var number = 0; number < 10_000; number++)
        {
            cache.Keep("a", Key());
            cache.Forget("a");
        }

        cache.Keep("a", Key());
        Assert.True(cache.TryGet("a", out _));
        Assert.InRange(cache.Places, 1, 9);
    }

    private static ClientKey Key() => new(new byte[ClientKey.Bytes]);
}

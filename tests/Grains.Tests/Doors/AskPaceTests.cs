using Luxe.Grains.Doors;

namespace Luxe.Grains.Tests.Doors;

public sealed class AskPaceTests
{
    private readonly HandTime _time = new();

    [Fact]
    public void Allows_AFourthLetterWithinTheHour_OnlyAfterIt()
    {
        var pace = new AskPace(_time);
        Assert.All(Enumerable.Range(0, 3), i => Assert.True(pace.Allows("a", $"from-{i}")));
        Assert.False(pace.Allows("a", "from-9"));
        Assert.True(pace.Allows("b", "from-9"));

        _time.Now += TimeSpan.FromMinutes(59);
        Assert.False(pace.Allows("a", "from-9"));
        _time.Now += TimeSpan.FromMinutes(1);
        Assert.True(pace.Allows("a", "from-9"));
    }

    [Fact]
    public void Allows_ATwentyFirstRequestOfOneOrigin_OnlyAfterAnHour()
    {
        var pace = new AskPace(_time);
        Assert.All(Enumerable.Range(0, 20), i => Assert.True(pace.Allows($"a-{i}", "here")));
        Assert.False(pace.Allows("a-20", "here"));
        Assert.True(pace.Allows("a-20", "there"));
        _time.Now += TimeSpan.FromHours(1);
        Assert.True(pace.Allows("a-21", "here"));
    }

    private sealed class HandTime : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = new(2026, 11, 20, 9, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Now;
    }
}

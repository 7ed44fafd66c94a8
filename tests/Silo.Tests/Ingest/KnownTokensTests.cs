using Luxe.Contracts.Identity;
using Luxe.Grains;
using Luxe.Grains.Identity;
using Luxe.Silo.Ingest;

namespace Luxe.Silo.Tests.Ingest;

public sealed class KnownTokensTests
{
    private static readonly IdentityToken User = new(IdentityKind.UserId, "u-1");

    private readonly Clock clock = new();
    private readonly KnownTokens known;

    public KnownTokensTests() => known = new KnownTokens(new LuxeGrainsOptions { IdentitySalt = "a salt for tests only", Identity = new IdentityOptions { BelieveFor = TimeSpan.FromSeconds(30) } }, clock);

    [Fact]
    public void Find_AStrongTokenAlone_IsBelievedForAWhileAndNoLonger()
    {
        known.Learn(Message(User), "c_1");

        clock.Advance(TimeSpan.FromSeconds(29));
        Assert.Equal("c_1", known.Find(Message(User)));
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(known.Find(Message(User)));
    }

    [Theory]
    [InlineData(IdentityKind.AnonymousId)]
    [InlineData(IdentityKind.Device)]
    public void Find_AWeakToken_IsAskedForEachTime(IdentityKind kind)
    {
        known.Learn(Message(new IdentityToken(kind, "x")), "c_1");

        Assert.Null(known.Find(Message(new IdentityToken(kind, "x"))));
    }

    [Fact]
    public void Find_WithAnythingToLink_IsAskedForEachTime()
    {
        known.Learn(Message(User), "c_1");

        Assert.Null(known.Find(Message(User, new IdentityToken(IdentityKind.Email, "a@example.com"))));
        Assert.Null(known.Find(new SegmentMessage([User], "before", null)));
        Assert.Null(known.Find(Message(User with { Kind = IdentityKind.Card })));
    }

    [Fact]
    public void Learn_MoreThanFit_KeepsTheLatest()
    {
        for (var i = 0; i < 250_000; i++)
        {
            known.Learn(Message(new IdentityToken(IdentityKind.UserId, $"u-{i}")), $"c_{i}");
        }

        Assert.Equal("c_249999", known.Find(Message(new IdentityToken(IdentityKind.UserId, "u-249999"))));
        Assert.Null(known.Find(Message(new IdentityToken(IdentityKind.UserId, "u-0"))));
    }

    private static SegmentMessage Message(params IdentityToken[] tokens) => new([.. tokens], null, null);

    private sealed class Clock : TimeProvider
    {
        private long ticks;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => ticks;

        public void Advance(TimeSpan by) => ticks += by.Ticks;
    }
}

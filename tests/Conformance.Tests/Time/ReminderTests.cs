using Luxe.Conformance.Tests.Hosting;

namespace Luxe.Conformance.Tests.Time;

[Collection(PlainCluster.Name)]
public sealed class ReminderTests(ClusterFixture<PlainSilo> silo)
{
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Far = TimeSpan.FromHours(1);

    private IReminderGrain Grain() => silo.Grains.GetGrain<IReminderGrain>(Unique.Key());

    [Fact]
    public async Task Reminder_Registered_ArrivesAgainAndAgain()
    {
        var grain = Grain();
        await grain.Remind("soon", Soon, Soon);
        var steps = await Trace.Of(grain).Until("soon", 3);
        await grain.Forget("soon");
        Assert.Contains("soon every 00:00:00.1000000", steps);
    }

    [Fact]
    public async Task Reminder_OfADeactivatedGrain_WakesIt()
    {
        var grain = Grain();
        await grain.Remind("soon", TimeSpan.FromMilliseconds(400), Far);
        await grain.Leave();
        var steps = await Trace.Of(grain).Until("soon");
        Assert.Equal(["activated", "gone", "activated", "soon"], steps[..4]);
        await grain.Forget("soon");
    }

    [Fact]
    public async Task Reminders_Several_AreListed()
    {
        var grain = Grain();
        await grain.Remind("b", Far, Far);
        await grain.Remind("a", Far, Far);
        Assert.Equal(["a", "b"], await grain.Names());
    }

    [Fact]
    public async Task Reminders_OfOtherGrains_AreNotListed()
    {
        await Grain().Remind("a", Far, Far);
        Assert.Empty(await Grain().Names());
    }

    [Fact]
    public async Task Reminder_RegisteredAgain_IsReplaced()
    {
        var grain = Grain();
        await grain.Remind("a", Far, Far);
        await grain.Remind("a", Soon, Soon);
        await Trace.Of(grain).Until("a every 00:00:00.1000000");
        Assert.Equal(["a"], await grain.Names());
        await grain.Forget("a");
    }

    [Fact]
    public async Task Reminder_Unregistered_IsGone()
    {
        var grain = Grain();
        await grain.Remind("a", Far, Far);
        Assert.True(await grain.Has("a"));
        await grain.Forget("a");
        Assert.False(await grain.Has("a"));
        Assert.Empty(await grain.Names());
    }

    [Fact]
    public async Task Reminder_Unknown_IsNull() => Assert.False(await Grain().Has("nothing"));

    [Fact]
    public async Task Reminder_PeriodBelowTheLeast_IsRefused() =>
        await Assert.ThrowsAsync<ArgumentException>(() => Grain().Remind("a", Far, TimeSpan.FromMilliseconds(1)));
}

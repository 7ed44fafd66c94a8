using Luxe.Contracts.Access;
using Luxe.Contracts.Consent;
using Luxe.Contracts.Customers;
using Luxe.Grains.Customers;
using Luxe.Grains.Office;
using Luxe.Grains.Policies;
using Luxe.Grains.Rights;
using Luxe.Grains.Rolls;
using Luxe.Grains.Tests.Customers;
using Luxe.Grains.Tests.Hosting;
using Luxe.Storage;

namespace Luxe.Grains.Tests.Rights;

/// <summary>What is over its time by the shipped policy: views after 390 days, searches after 180, orders after ten years.</summary>
[Collection(ClusterTests.Name)]
public sealed class RetentionTests(GrainsCluster cluster)
{
    private static readonly Viewer Client = new("client", ViewerRole.Client, "own");

    private static DateTimeOffset Now => DateTimeOffset.UtcNow;

    /// <summary>Shipped: views after 390 days, searches 180, prompts 90.</summary>
    private RetentionRound Round => new(20_000_101, 99, RetentionMarks.Bounds([cluster.Service<IPolicyBook>().Current]));

    [Fact]
    public async Task Expire_OfRowsOverTheirTime_EmptiesThemAndKeepsTheRest()
    {
        var id = await Life();

        var expired = await Retention(id).Expire(Round);

        Assert.Equal(2, expired.Rows);
        Assert.Equal([("productViews", 1), ("searches", 1)], expired.Rules.Select(static rule => (rule.Rule, rule.Rows)));
        Assert.Equal(["new-view", "old-order"], await Journey(id));
        var rows = await Rows(id);
        Assert.Equal(Retained.Kind, rows[^1].Kind);
        Assert.Equal(2, rows.Count(static row => row.IsRedacted && row.Payload.IsEmpty));
        Assert.Equal(0, (await Retention(id).Expire(Round)).Rows);
        Assert.Equal(rows.Count, (await Rows(id)).Count);
    }

    [Fact]
    public async Task Expire_ThenANewActivation_ServesTheSame()
    {
        var id = await Life();
        await Retention(id).Expire(Round);

        var before = await cluster.Views(id).GetProfile(Client);
        await GrainsCluster.Last(() => cluster.Views(id).GetConsent());
        var after = await cluster.Views(id).GetProfile(Client);

        Assert.Equal(before!.InteractionCount, after!.InteractionCount);
        Assert.Equal(before.Summary!.Periods.Sum(static period => period.Views), after.Summary!.Periods.Sum(static period => period.Views));
        Assert.Equal(1, after.Summary.Periods.Sum(static period => period.Views));
        Assert.Equal(0, after.Summary.Periods.Sum(static period => period.Searches));
    }

    [Fact]
    public async Task Expire_KilledBeforeItsSnapshot_IsReplayedWithoutTheRows()
    {
        var id = await Life();
        await GrainsCluster.Last(() => cluster.Views(id).GetConsent());
        Assert.Equal(2, (await cluster.Views(id).GetProfile(Client))!.Summary!.Periods.Sum(static period => period.Views));
        BrokenStorage.NoSnapshot[id] = true;
        await Assert.ThrowsAnyAsync<Exception>(() => GrainsCluster.Last(() => Retention(id).Expire(Round)));
        BrokenStorage.NoSnapshot.TryRemove(id, out _);

        Assert.Equal(1, (await cluster.Views(id).GetProfile(Client))!.Summary!.Periods.Sum(static period => period.Views));
        Assert.Equal(["new-view", "old-order"], await Journey(id));
    }

    [Fact]
    public async Task Expire_OfAWish_EndsTheWatch()
    {
        var (id, product) = (await cluster.Client(ConsentTier.Behaviour), GrainsCluster.New("p"));
        await cluster.Customer(id).Record([Interactions.Of(InteractionKind.WishAdded, "wish", product, Now.AddDays(-400))]);
        Assert.Single(await cluster.Service<IRolls>().ReadAsync(RollPages.Watchers(product), 10));

        Assert.Equal(1, (await Retention(id).Expire(Round)).Rows);

        Assert.Empty(await cluster.Service<IRolls>().ReadAsync(RollPages.Watchers(product), 10));
    }

    [Fact]
    public async Task Expire_OfASurvivor_ReachesTheAbsorbedToo()
    {
        var (a, b) = (await Life(), await Life());
        await cluster.Merges(a).Absorb(new MergeOrder(GrainsCluster.New("m"), b, "ho-1", "same-card", Now));

        Assert.Equal(0, (await Retention(b).Expire(Round)).Rows);
        var expired = await Retention(a).Expire(Round);

        // The copies have the ids of what is there already: hers are withheld, the other's own rows go.
        Assert.True(expired.Rows >= 4, $"{expired.Rows}");
        Assert.Equal(2, (await Rows(b)).Count(static row => row.IsRedacted));
    }

    [Fact]
    public async Task Run_OfAShard_WritesAReportThatAddsUp()
    {
        await Life();

        var emptied = await cluster.Grains.GetGrain<IRetentionShard>("0").Run();

        var report = await cluster.Service<IRetention>().FindAsync(RetentionDays.Number(Now), 0);
        Assert.NotNull(report!.FinishedAt);
        Assert.True(report.Emptied >= 2 && emptied >= 2);
        var days = RetentionDays.Sum([new RetentionDay(report.Day, 0, report.Clients, report.Emptied, report.Detail, report.FinishedAt)]).Days;
        Assert.Equal(report.Emptied, Assert.Single(days).ByRule.Sum(static rule => rule.Count));
    }

    [Fact]
    public void Range_OfAllShards_HoldsEveryIdOnce()
    {
        foreach (var id in "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz".Select(static digit => $"c_{digit}x").Concat(["a", "c-1", "z"]))
        {
            Assert.Single(Enumerable.Range(0, IRetentionShard.Count), shard => RetentionShard.Range(shard) is var (after, below)
                && string.CompareOrdinal(id, after) > 0 && (below is null || string.CompareOrdinal(id, below) < 0));
        }
    }

    [Fact]
    public void RulesOf_EveryKind_AreStated() => Assert.All(
        Enum.GetValues<InteractionKind>(),
        static kind => Assert.Equal(kind != InteractionKind.Identified, RetentionRules.RulesOf(new InteractionRecorded(Interactions.Of(kind, "e", "p", Now))).Any()));

    [Fact]
    public void RulesOf_ASearchSentAlongWithAView_AreBoth() => Assert.Equal(
        ["productViews", "searches"], RetentionRules.RulesOf(new InteractionRecorded(Interactions.View("e", "p", Now) with { Query = "silk" })));

    [Theory]
    [InlineData("2026-11-20T00:30:00Z", 0, 30)]
    [InlineData("2026-11-20T01:00:00Z", 0, 1440)]
    [InlineData("2026-11-20T18:00:00Z", 4, 480)]
    public void Due_IsTheNextNight(string now, int shard, int minutes) =>
        Assert.Equal(TimeSpan.FromMinutes(minutes), RetentionShard.Due(DateTimeOffset.Parse(now, System.Globalization.CultureInfo.InvariantCulture), shard));

    private ICustomerRetention Retention(string id) => cluster.Grains.GetGrain<ICustomerRetention>(id);

    private async Task<string> Life()
    {
        var id = await cluster.Client(ConsentTier.Behaviour);
        await cluster.Customer(id).Record(
        [
            Interactions.View("old-view", "p1", Now.AddDays(-400)),
            Interactions.Of(InteractionKind.Searched, "old-search", null, Now.AddDays(-200)) with { Query = "silk" },
            Interactions.Of(InteractionKind.OrderCompleted, "old-order", "p2", Now.AddDays(-400)) with { Value = 100, Currency = "EUR" },
            Interactions.View("new-view", "p1", Now.AddDays(-10)),
        ]);
        return id;
    }

    private async Task<IEnumerable<string>> Journey(string id) =>
        (await cluster.Views(id).GetJourney(Client, null, 100)).Interactions.Select(static step => step.EventId).Order(StringComparer.Ordinal);

    private async Task<List<JournalRow>> Rows(string id)
    {
        var rows = new List<JournalRow>();
        await foreach (var row in cluster.Service<IJournal>().ReadAsync(id, 0))
        {
            rows.Add(row);
        }

        return rows;
    }
}

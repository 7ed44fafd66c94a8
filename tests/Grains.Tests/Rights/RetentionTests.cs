using Luxe.Contracts.Access;
using Luxe.Contracts.Consent;
using Luxe.Contracts.Customers;
using Luxe.Contracts.Policies;
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

    /// <summary>Killed behind a client: what left her was counted with the commit that took it.</summary>
    [Fact]
    public async Task Run_CutOffBehindAClient_GoesOnAndItsReportAddsUp()
    {
        var shard = cluster.Grains.GetGrain<IRetentionShard>("0");
        await shard.Run();
        var before = await Counts();
        var ids = new[] { await Life(), await Life(), await Life() };
        await Retention(ids[1]).Expire(Round with { Day = RetentionDays.Number(Now), Shard = 0 });
        Assert.Equal((before.Searches + 1, before.Clients + 1), await Counts());

        await shard.Run();

        Assert.Equal((before.Searches + 3, before.Clients + 3), await Counts());
        await shard.Run();
        Assert.Equal((before.Searches + 3, before.Clients + 3), await Counts());
    }

    [Fact]
    public async Task Run_OfAClientWhoCannotBeWritten_GoesOnWithTheOthersAndStaysOpen()
    {
        var shard = cluster.Grains.GetGrain<IRetentionShard>("0");
        await shard.Run();
        var before = await Counts();
        var ids = new[] { await Life(), await Life(), await Life() };
        BrokenJournal.Left[ids[1]] = 0;
        await shard.Run();
        BrokenJournal.Left.TryRemove(ids[1], out _);

        Assert.Equal((before.Searches + 2, before.Clients + 2), await Counts());
        Assert.Null((await Latest())!.FinishedAt);
        Assert.Null((await Mark(ids[1])).DueAt);
        await shard.Run();
        Assert.Equal((before.Searches + 3, before.Clients + 3), await Counts());
        Assert.NotNull((await Latest())!.FinishedAt);
    }

    [Fact]
    public async Task Run_Again_LooksAtNobodyBeforeHerTime()
    {
        var (old, young) = (await Life(), await cluster.Client(ConsentTier.Behaviour));
        await cluster.Customer(young).Record([Interactions.View("v", "p", Now.AddHours(-1))]);
        await cluster.Grains.GetGrain<IRetentionShard>("0").Run();

        // Prompts may be kept for 90 days only: of what comes from now on nothing runs out before; two days are for what is late.
        Assert.InRange((await Mark(old)).DueAt!.Value, Now.AddDays(87), Now.AddDays(89));
        Assert.InRange((await Mark(young)).DueAt!.Value, Now.AddDays(87), Now.AddDays(89));

        // Nobody is read: whoever cannot be does no harm.
        BrokenJournal.Unreadable[old] = true;
        try
        {
            await GrainsCluster.Last(() => cluster.Grains.GetGrain<IRetentionShard>("0").Run());
        }
        finally
        {
            BrokenJournal.Unreadable.TryRemove(old, out _);
        }
    }

    [Fact]
    public async Task Record_OfWhatHappenedLongAgo_MakesHerDueTheNextNight()
    {
        var id = await Life();
        await Retention(id).Expire(Round);
        Assert.True((await Mark(id)).DueAt > Now.AddDays(80));

        await cluster.Customer(id).Record([Interactions.View("today", "p", Now.AddHours(-3))]);
        Assert.True((await Mark(id)).DueAt > Now.AddDays(80));
        await cluster.Customer(id).Record([Interactions.View("late", "p", Now.AddDays(-389))]);
        Assert.True((await Mark(id)).DueAt <= Now);

        await cluster.Grains.GetGrain<IRetentionShard>("0").Run();
        Assert.InRange((await Mark(id)).DueAt!.Value, Now.AddHours(19), Now.AddHours(26));
    }

    [Fact]
    public async Task Absorb_OfWhoHasOldRows_MakesTheSurvivorDueTheNextNight()
    {
        var (a, b) = (await Life(), await Life());
        await Retention(a).Expire(Round);
        var order = new MergeOrder(GrainsCluster.New("m"), b, "ho-1", "same-card", Now);
        await cluster.Merges(a).Absorb(order);
        Assert.True((await Mark(a)).DueAt <= Now);

        await cluster.Grains.GetGrain<IRetentionShard>("0").Run();
        Assert.Equal(2, (await Rows(b)).Count(static row => row.IsRedacted));
        Assert.True((await Mark(a)).DueAt > Now && (await Mark(b)).DueAt > Now);

        await cluster.Merges(a).Undo(order.MergeId, "ho-1");
        Assert.True((await Mark(a)).DueAt <= Now && (await Mark(b)).DueAt <= Now);
    }

    [Fact]
    public async Task Run_OfAnAbsorbedClientWhoWasNeverLookedAt_AsksHerSurvivor()
    {
        var (a, b) = (await cluster.Client(ConsentTier.Behaviour), await Life());
        await Retention(a).Expire(Round);
        await cluster.Merges(a).Absorb(new MergeOrder(GrainsCluster.New("m"), b, "ho-1", "same-card", Now));
        await Retention(a).Expire(Round with { Bounds = null });

        Assert.Equal(a, (await Retention(b).Expire(Round)).Into);
        await cluster.Grains.GetGrain<IRetentionShard>("0").Run();

        Assert.Equal(2, (await Rows(b)).Count(static row => row.IsRedacted));
    }

    [Fact]
    public void Bounds_OfSeveralVersions_AreTheShortestPeriodsAnywhere()
    {
        var shipped = cluster.Service<IPolicyBook>().Current;
        var later = shipped with
        {
            Version = "2998-01",
            Uses = [.. shipped.Uses.Select(static use => use.Use == DataUses.Searches ? use with { KeepDays = 500 } : use.Use == DataUses.ProductViews ? use with { KeepDays = 60 } : use)],
            Countries = [new PolicyCountry("FR", null, null, [new PolicyKeep("cartActivity", 20)])],
        };

        var (one, both) = (RetentionMarks.Bounds([shipped])!, RetentionMarks.Bounds([shipped, later])!);

        Assert.Equal((90, 20), (one.ShortestDays, both.ShortestDays));
        Assert.Equal((180, 60, 20), (Days(both, "searches"), Days(both, "productViews"), Days(both, "cartActivity")));
        Assert.DoesNotContain(both.Keep, static keep => keep.Category is "accessLog" or "inbox");
        Assert.NotEqual(one.Basis, both.Basis);
        Assert.Equal(both.Basis, RetentionMarks.Bounds([later, shipped])!.Basis);
        Assert.True(RetentionMarks.IsDue(new RetentionMark("c", Now.AddDays(9), one.Basis), both, Now));
        Assert.False(RetentionMarks.IsDue(new RetentionMark("c", Now.AddDays(9), both.Basis), both, Now));
        Assert.True(RetentionMarks.IsDue(new RetentionMark("c", null, both.Basis), both, Now));
        Assert.Null(RetentionMarks.Young("c", Now.AddDays(-20), both, Now));
        Assert.Equal(Now.AddDays(1), RetentionMarks.Young("c", Now.AddDays(-19), both, Now)!.DueAt!.Value, TimeSpan.FromMinutes(5));
        Assert.Equal(Now.AddDays(18), RetentionMarks.Young("c", null, both, Now)!.DueAt!.Value, TimeSpan.FromMinutes(5));

        static int Days(RetentionBounds bounds, string rule) => bounds.Keep.Single(keep => keep.Category == rule).Days;
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

    private async Task<RetentionMark> Mark(string id)
    {
        for (var after = ""; await cluster.Service<IRetention>().WalkAsync(after, 1_000) is { IsEmpty: false } page; after = page[^1].Customer)
        {
            if (page.FirstOrDefault(mark => mark.Customer == id) is { } mark)
            {
                return mark;
            }
        }

        throw new InvalidOperationException("She has no journal.");
    }

    /// <summary>Of today and the day before: a fact may run over midnight.</summary>
    private async Task<(long Searches, long Clients)> Counts()
    {
        var (searches, clients) = (0L, 0L);
        foreach (var day in (DateTimeOffset[])[Now.AddDays(-1), Now])
        {
            var counts = await cluster.Service<IRetention>().CountAsync(new RetentionPlace(RetentionDays.Number(day), 0));
            (searches, clients) = (searches + counts.GetValueOrDefault("searches"), clients + counts.GetValueOrDefault(RetainedCounts.Clients));
        }

        return (searches, clients);
    }

    private async Task<RetentionRow?> Latest() => await cluster.Service<IRetention>().FindAsync(RetentionDays.Number(Now), 0)
        ?? await cluster.Service<IRetention>().FindAsync(RetentionDays.Number(Now.AddDays(-1)), 0);

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

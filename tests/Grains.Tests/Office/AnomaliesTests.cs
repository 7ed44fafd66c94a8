using System.Collections.Immutable;
using System.Text;
using Luxe.Grains.Office;
using Luxe.Grains.Tests.Customers;
using Luxe.Storage;

namespace Luxe.Grains.Tests.Office;

public sealed class AnomaliesTests
{
    [Fact]
    public void Find_InAQuietHouse_NamesNobodyUpToTwenty()
    {
        Assert.Empty(Find(19, 0, 0).Named);
        Assert.Empty(Find(20, 0, 0).Named);
        Assert.Equal("as-0", Assert.Single(Find(21, 0, 0).Named).StaffId);
    }

    [Fact]
    public void Find_WhereEverybodyLooksAtMany_NamesWhoLooksAtFiveTimesAsMany()
    {
        Assert.Empty(Find(100, 20, 20, 20, 21).Named);

        var report = Find(101, 150, 20, 20, 20, 20, 20);

        Assert.Equal((20.0, 100.0), (report.Usual, report.Limit));
        Assert.Equal(["as-1", "as-0"], report.Named.Select(static one => one.StaffId));
    }

    [Fact]
    public void Find_WhereHardlyAnybodyLooks_IsNotMisledByWhoDoes()
    {
        Assert.Equal("as-0", Assert.Single(Find(28).Named).StaffId);
        Assert.Equal(["as-0", "as-1"], Find(28, 28, 3).Named.Select(static one => one.StaffId));
    }

    [Fact]
    public void Find_WhereNobodyLooks_NamesNobody() => Assert.Empty(Find().Named);

    [Fact]
    public void Sum_OfShards_AddsUpByDayAndByRuleAndPassesOverWhatItDoesNotKnow()
    {
        RetentionDay[] runs =
        [
            new(20261120, 0, 3, 30, Encoding.UTF8.GetBytes("""{"searches":20,"visits":10}"""), Lives.Start),
            new(20261120, 1, 1, 5, Encoding.UTF8.GetBytes("""{"visits":5,"note":"later"}"""), null),
            new(20261119, 0, 0, 0, Encoding.UTF8.GetBytes("[]"), Lives.Start),
            new(20261119, 1, 0, 0, default, Lives.Start),
        ];

        var days = RetentionDays.Sum([.. runs]).Days;

        Assert.Equal([(new DateOnly(2026, 11, 20), 1, 1, 4L, 35L), (new DateOnly(2026, 11, 19), 2, 0, 0L, 0L)], days.Select(static day => (day.Day, day.Shards, day.Running, day.Clients, day.Rows)));
        Assert.Equal([("searches", 20L), ("visits", 15L)], days[0].ByRule.Select(static rule => (rule.Of, rule.Count!.Value)));
        Assert.Equal(35, days[0].ByRule.Sum(static rule => rule.Count));
    }

    private static Contracts.Office.AnomalyReport Find(params long[] outside) =>
        Anomalies.Find([.. outside.Select(static (count, place) => new ViewerLooks($"as-{place}", count + 40, count))], Lives.Start);
}

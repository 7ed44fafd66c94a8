using Luxe.Contracts.Consent;
using Luxe.Grains.Ledgers;
using Luxe.Grains.Tests.Hosting;
using Luxe.Storage;
using Luxe.Tests;

namespace Luxe.Grains.Tests.Ledgers;

/// <summary>Days are closed with anchors on both databases, by real decisions of real clients.</summary>
[Collection(ClusterTests.Name)]
public sealed class AnchorGrainTests
{
    [Theory]
    [InlineData("2026-11-20T00:00:00Z", "2026-11-20T00:10:00Z")]
    [InlineData("2026-11-20T00:09:59Z", "2026-11-20T00:10:00Z")]
    [InlineData("2026-11-20T00:10:00Z", "2026-11-21T00:10:00Z")]
    [InlineData("2026-12-31T23:59:59Z", "2027-01-01T00:10:00Z")]
    public void Next_AtAnyMoment_IsTenMinutesAfterADaysEnd(string now, string next) => Assert.Equal(At(next), AnchorGrain.Next(At(now)));

    [Theory, OnSqlite, OnPostgres]
    public async Task Make_AfterDecisions_CoversThemAndListsPages(string database)
    {
        await using var silo = await DatabaseSilo.StartAsync(database);
        var id = await Decide(silo, ConsentTier.Behaviour);
        var grain = Anchors(silo);

        var first = Assert.Single(await grain.Make());
        var second = Assert.Single(await grain.Make());

        Assert.Equal((1L, 1L), (first.Number, first.Leaves));
        Assert.Equal((2L, 0L, first.Root), (second.Number, second.Leaves, second.Previous));
        var page = await grain.List(0, 1);
        Assert.Equal((first.Root, 1L), (Assert.Single(page.Anchors).Root, page.Next));
        Assert.Equal(second.Root, Assert.Single((await grain.List(1, 2)).Anchors).Root);
        var leaf = Assert.Single(await silo.Service<IAnchors>().CoverAsync(id));
        Assert.Equal((await silo.Views(id).GetLedger(Officer)).Entries[^1].Hash, leaf.Hash);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Begin_OfAHouseThatWasClosedForDays_ClosesThemAsOne(string database)
    {
        await using var silo = await DatabaseSilo.StartAsync(database);
        await Decide(silo, ConsentTier.Behaviour);
        var longAgo = DateTimeOffset.UtcNow.AddDays(-9);
        await silo.Service<IAnchors>().MakeAsync(DateOnly.FromDateTime(longAgo.UtcDateTime), longAgo);
        await Decide(silo, ConsentTier.Category);

        await Anchors(silo).Begin();

        var anchors = (await Anchors(silo).List(0, 10)).Anchors;
        Assert.Equal([1L, 2L], anchors.Select(static anchor => anchor.Number));
        Assert.Equal(1, anchors[1].Leaves);
        Assert.True(anchors[1].Day < DateOnly.FromDateTime(anchors[1].MadeAt.UtcDateTime) && anchors[1].Day > anchors[0].Day);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Begin_OfAHouseThatOpensToday_HasNoDayToClose(string database)
    {
        await using var silo = await DatabaseSilo.StartAsync(database);
        await Decide(silo, ConsentTier.Behaviour);

        await Anchors(silo).Begin();
        Assert.Empty((await Anchors(silo).List(0, 10)).Anchors);
    }

    internal static Contracts.Access.Viewer Officer { get; } = new("officer", Contracts.Access.ViewerRole.PrivacyOfficer, "test");

    private static ILedgerAnchors Anchors(DatabaseSilo silo) => silo.Service<IGrainFactory>().GetGrain<ILedgerAnchors>(ILedgerAnchors.Key);

    private static async Task<string> Decide(DatabaseSilo silo, ConsentTier tier)
    {
        var id = GrainsCluster.New("c");
        await silo.Customer(id).Decide(new ConsentDecision("d-" + id, tier, Purposes.None, "2026-11", "en", "web", "client", DateTimeOffset.UtcNow));
        return id;
    }

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}

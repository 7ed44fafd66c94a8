using Luxe.Contracts.Access;
using Luxe.Contracts.Associates;
using Luxe.Contracts.Consent;
using Luxe.Contracts.Customers;
using Luxe.Contracts.Office;
using Luxe.Contracts.Rights;
using Luxe.Grains.Identity;
using Luxe.Grains.Tests.Customers;
using Luxe.Grains.Tests.Hosting;
using Luxe.Storage;

namespace Luxe.Grains.Tests.Office;

[Collection(ClusterTests.Name)]
public sealed class PrivacyDeskTests(GrainsCluster cluster)
{
    private static readonly Viewer Officer = new("po-1", ViewerRole.PrivacyOfficer, "office");

    private IPrivacyDesk Desk => cluster.Grains.GetGrain<IPrivacyDesk>(IPrivacyDesk.Key);

    [Fact]
    public async Task GetLooks_AtAClient_NamesEverybodyWhoLookedAndThisLookToo()
    {
        var client = await cluster.Client(ConsentTier.Category);
        await cluster.Views(client).GetProfile(new Viewer("as-looks", ViewerRole.Associate, "client page"));

        var looks = (await Desk.GetLooks(Officer, new LookQuery(client))).Looks;

        Assert.Equal([("po-1", "looks"), ("as-looks", "profile")], looks.Select(static look => (look.Viewer, look.What)));
        Assert.All(looks, look => Assert.Equal(client, look.CustomerId));
    }

    [Fact]
    public async Task GetLooks_ByAMemberOfStaff_ComesInPages()
    {
        var staff = GrainsCluster.New("as");
        await cluster.Service<IAccessLog>().AppendAsync([.. Enumerable.Range(0, 60).Select(n => new AccessEntry(staff, "Associate", $"c_{n}", "client page", "brief", Lives.Start))]);

        var first = await Desk.GetLooks(Officer, new LookQuery(ViewerId: staff));
        var rest = await Desk.GetLooks(Officer, new LookQuery(ViewerId: staff, Before: first.Next));

        Assert.Equal((50, 10, null), (first.Looks.Length, rest.Looks.Length, rest.Next));
        Assert.Empty(first.Looks.Intersect(rest.Looks));
    }

    [Fact]
    public async Task GetAnomalies_OfTwoWhoLookAsOften_NamesTheOneWhoseClientsTheyAreNot()
    {
        var (curious, faithful) = (GrainsCluster.New("as-curious"), GrainsCluster.New("as-faithful"));
        for (var n = 0; n < 21; n++)
        {
            var client = await cluster.Client(ConsentTier.Category);
            await cluster.Customer(client).Assign(faithful);
            await cluster.Views(client).GetProfile(new Viewer(curious, ViewerRole.Associate, "client page"));
            await cluster.Views(client).GetProfile(new Viewer(faithful, ViewerRole.Associate, "client page"));
            await cluster.Views(client).GetBrief(new Viewer(GrainsCluster.New("as-serving"), ViewerRole.Associate, "dispatch"));
        }

        var named = (await Desk.GetAnomalies(Officer, 7)).Named.Where(one => one.StaffId == curious || one.StaffId == faithful);

        Assert.Equal(new Anomaly(curious, 21, 21), Assert.Single(named));
    }

    [Fact]
    public async Task FindLedger_OfAClientWhoIsThere_IsHersAndIsLoggedOnce()
    {
        var client = await cluster.Client(ConsentTier.Behaviour);

        var found = await Desk.FindLedger(Officer, client);

        Assert.Equal((client, null, null), (found!.Id, found.Erased, found.Ledger.FirstBreak));
        Assert.Equal(ConsentTier.Behaviour, Assert.Single(found.Ledger.Entries).Decision.Tier);
        Assert.Equal("ledger", Assert.Single(await cluster.Service<IAccessLog>().ReadByCustomerAsync(client, 10)).Entry.What);
        Assert.Null(await Desk.FindLedger(Officer, GrainsCluster.New("c_nobody")));
        Assert.Null(await Desk.FindLedger(Officer, "l_" + new string('a', 26)));
    }

    [Fact]
    public async Task FindLedger_OfAnErasedClient_IsFoundByHerPseudonymAndByTheIdSheKept()
    {
        var (id, order) = (await cluster.Client(ConsentTier.Behaviour), GrainsCluster.New("order"));
        var pseudonym = (await cluster.Grains.GetGrain<IErasure>(order).Order(new ErasureRequest(id, "po-1", "mail")))!.Pseudonym;
        Assert.NotNull((await cluster.Grains.GetGrain<IErasure>(order).Continue())!.DoneAt);

        foreach (var asked in (string[])[pseudonym, id])
        {
            var found = await Desk.FindLedger(Officer, asked);
            Assert.Equal((pseudonym, order, null), (found!.Id, found.Erased!.OrderId, found.Ledger.FirstBreak));
            Assert.Equal([ConsentTier.Behaviour, ConsentTier.None], found.Ledger.Entries.Select(static entry => entry.Decision.Tier));
        }

        // Her id stands nowhere, not even in the log of who looked.
        Assert.Empty(await cluster.Service<IAccessLog>().ReadByCustomerAsync(id, 10));
        Assert.Equal(2, (await cluster.Service<IAccessLog>().ReadByCustomerAsync(pseudonym, 10)).Length);
    }

    [Fact]
    public async Task Everything_ForAnAssociate_IsRefused()
    {
        var associate = new Viewer("as-1", ViewerRole.Associate, "office");

        await Assert.ThrowsAsync<UnauthorizedAccessException>(() => Desk.GetTiers(associate));
        await Assert.ThrowsAsync<UnauthorizedAccessException>(() => Desk.GetLooks(associate, new LookQuery()));
        await Assert.ThrowsAsync<UnauthorizedAccessException>(() => Desk.FindLedger(associate, "c_1"));
        await Assert.ThrowsAsync<UnauthorizedAccessException>(() => Desk.GetAnomalies(associate, 7));
        await Assert.ThrowsAsync<UnauthorizedAccessException>(() => Desk.GetRetention(associate, 7));
        await Assert.ThrowsAsync<UnauthorizedAccessException>(() => Desk.BeginRetention(associate));
    }

    [Fact]
    public async Task GetTiers_OfTheHouse_CountsAClientOnceAndNotWhoIsPartOfHer()
    {
        var before = await cluster.Client(ConsentTier.Category);
        var into = await cluster.Client(ConsentTier.Category);
        Assert.Equal(MergeRefusal.None, (await cluster.Merges(into).Absorb(new MergeOrder(GrainsCluster.New("m"), before, "ho-1", "same-card", DateTimeOffset.UtcNow))).Refusal);
        using var census = new Grains.Office.TierCensus(cluster.Service<IOfficeQueries>(), cluster.Service<IDirectory>(), TimeProvider.System);
        var all = new List<string>();
        for (var rows = await cluster.Service<IOfficeQueries>().ReadLedgersAsync("", 0, 100_000); rows is [_, ..]; rows = [])
        {
            all.AddRange(rows.Select(static row => row.Customer).Where(static id => !Pseudonyms.Is(id)).Distinct());
        }

        var counts = await census.Count();

        Assert.Contains(before, all);
        Assert.InRange(counts!.Clients!.Value, 1, all.Count - 1);
        Assert.NotNull(await Desk.GetTiers(Officer));
    }
}

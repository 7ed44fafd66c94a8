using Luxe.Contracts.Access;
using Luxe.Contracts.Rights;
using Luxe.Grains.Tests.Hosting;
using Luxe.Storage;

namespace Luxe.Grains.Tests.Rights;

[Collection(ClusterTests.Name)]
public sealed class RightsDeskTests(GrainsCluster cluster)
{
    private readonly Viewer _officer = new(GrainsCluster.New("po"), ViewerRole.PrivacyOfficer, "request");

    private IRightsDesk Desk => cluster.Grains.GetGrain<IRightsDesk>(IRightsDesk.Key);

    [Fact]
    public async Task Ask_OfALetterThatLay_IsDueAMonthAfterItCame()
    {
        var id = GrainsCluster.New("r");
        var came = new DateTimeOffset(2026, 1, 31, 9, 0, 0, TimeSpan.Zero);

        var asked = await Desk.Ask(new NewRequest(id, RequestKind.Erasure, "c_1", "mail", "po-1", came));
        var again = await Desk.Ask(new NewRequest(id, RequestKind.Export, "c_2", "web", "client"));

        Assert.Equal((came, new DateTimeOffset(2026, 2, 28, 9, 0, 0, TimeSpan.Zero)), (asked.AskedAt, asked.DueAt));
        Assert.Equal(asked, again);
    }

    [Fact]
    public async Task Ask_OfADayToCome_CountsFromNow()
    {
        var asked = await Desk.Ask(new NewRequest(GrainsCluster.New("r"), RequestKind.Export, "c_1", "mail", "po-1", DateTimeOffset.UtcNow.AddYears(1)));

        Assert.True(asked.AskedAt <= DateTimeOffset.UtcNow);
    }

    [Fact]
    public async Task List_InPages_PutsTheOneThatIsDueFirstFirst()
    {
        var (late, soon) = (GrainsCluster.New("r"), GrainsCluster.New("r"));
        await Desk.Ask(new NewRequest(soon, RequestKind.Export, "c_1", "mail", "po-1", new DateTimeOffset(2020, 1, 2, 0, 0, 0, TimeSpan.Zero)));
        await Desk.Ask(new NewRequest(late, RequestKind.Export, "c_1", "mail", "po-1", new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero)));

        var first = await Desk.List(_officer, RequestState.Open, null, 1);
        var second = await Desk.List(_officer, RequestState.Open, first.Next, 1);

        Assert.Equal([late, soon], first.Requests.Concat(second.Requests).Select(static request => request.Id));
        Assert.Equal(["requests", "requests"], (await cluster.Service<IAccessLog>().ReadByViewerAsync(_officer.Id, 10)).Select(static row => row.Entry.What));
        await Desk.Settle(late, RequestState.Done, "po-1", null);
        await Desk.Settle(soon, RequestState.Done, "po-1", null);
    }

    [Fact]
    public async Task Settle_Twice_TheFirstWordStands()
    {
        var id = GrainsCluster.New("r");
        await Desk.Ask(new NewRequest(id, RequestKind.Rectification, "c_settled", "phone", "po-1"));
        await Desk.Note(id, "asked back");

        var settled = await Desk.Settle(id, RequestState.Done, "po-1", null);
        var again = await Desk.Settle(id, RequestState.Refused, "po-2", "changed my mind");
        var noted = await Desk.Note(id, "too late");

        Assert.Equal((RequestState.Done, "po-1", "asked back"), (settled!.State, settled.Actor, settled.Note));
        Assert.NotNull(settled.DoneAt);
        Assert.Equal((settled, settled), (again, noted));
        Assert.Null(await Desk.Settle(GrainsCluster.New("r"), RequestState.Done, "po-1", null));
    }

    [Fact]
    public async Task Get_OfARequest_IsALookAtWhoeverAsked()
    {
        var (id, client) = (GrainsCluster.New("r"), GrainsCluster.New("c"));
        await Desk.Ask(new NewRequest(id, RequestKind.Export, client, "web", "client"));

        Assert.Equal(client, (await Desk.Get(_officer, id))!.Client);
        Assert.Null(await Desk.Get(_officer, GrainsCluster.New("r")));

        Assert.Equal("request", Assert.Single(await cluster.Service<IAccessLog>().ReadByCustomerAsync(client, 10)).Entry.What);
    }
}

using Luxe.Contracts.Access;
using Luxe.Contracts.Associates;
using Luxe.Contracts.Consent;
using Luxe.Contracts.Customers;
using Luxe.Contracts.Identity;
using Luxe.Contracts.Rights;
using Luxe.Contracts.Stores;
using Luxe.Grains.Customers;
using Luxe.Grains.Rights;
using Luxe.Grains.Tests.Customers;
using Luxe.Grains.Tests.Hosting;
using Luxe.Storage;

namespace Luxe.Grains.Tests.Rights;

/// <summary>An order to erase, step by step, over a real database. That no table is forgotten is shown over a whole house (Silo.Tests).</summary>
[Collection(ClusterTests.Name)]
public sealed class ErasureGrainTests(GrainsCluster cluster)
{
    private static readonly Viewer Officer = new("po-1", ViewerRole.PrivacyOfficer, "erasure");

    public static TheoryData<int> Places => [.. Enumerable.Range(1, 15).Except([9])];

    /// <summary>Cut off behind a step, that step was run and noted or run and not noted: the order goes on and ends the same.</summary>
    [Theory]
    [MemberData(nameof(Places))]
    public async Task Continue_AfterAKillBehindAnyStep_FinishesAllOfIt(int place)
    {
        var (id, order, token) = (await Life(), GrainsCluster.New("order"), new IdentityToken(IdentityKind.Email, $"{Guid.NewGuid():N}@private.example"));
        await cluster.Grains.GetGrain<IIdentityGrain>(cluster.Service<Luxe.Grains.Identity.IdentityKeys>().KeyFor(token)!).Claim(id);
        await cluster.Grains.GetGrain<ICustomerErasure>(id).Erase(new ErasureOrder(order, "client"));
        var rows = await cluster.Service<IErasures>().ReadAsync(order);
        var person = new ErasedPerson(order, [.. rows.Select(static row => new ErasedId(row.Subject!, row.Pseudonym))], rows[0].ErasedAt);
        foreach (var step in cluster.Service<IEnumerable<IErasureStep>>().Where(step => step.Place <= place).OrderBy(static step => step.Place))
        {
            await step.Run(person);
            if (step.Place < place || place % 2 == 0)
            {
                await cluster.Service<IErasures>().NoteAsync(new ErasureStepRow(order, step.Place, step.System, 1, DateTimeOffset.UtcNow));
            }
        }

        var receipt = await cluster.Grains.GetGrain<IErasure>(order).Continue();

        Assert.NotNull(receipt!.DoneAt);
        Assert.All(receipt.Systems, static system => Assert.NotNull(system.At));
        Assert.Null(await cluster.Service<IClaims>().FindAsync(cluster.Service<Luxe.Grains.Identity.IdentityKeys>().KeyFor(token)!));
        Assert.Null((await cluster.Service<IErasures>().ReadAsync(order))[0].Subject);
        Assert.False(await cluster.Service<IRemains>().IsKnownAsync(id));
    }

    [Fact]
    public async Task Order_Twice_IsOneErasureWithOneReceipt()
    {
        var (id, order) = (await Life(), GrainsCluster.New("order"));
        var erasure = cluster.Grains.GetGrain<IErasure>(order);

        var both = await Task.WhenAll(erasure.Order(new ErasureRequest(id, "client", "web")), erasure.Order(new ErasureRequest(id, "client", "web")));
        var other = await cluster.Grains.GetGrain<IErasure>(GrainsCluster.New("order")).Order(new ErasureRequest(id, "po-1", "mail"));

        Assert.Equal([order, order, order], [both[0]!.OrderId, both[1]!.OrderId, other!.OrderId]);
        Assert.Equal(both[0]!.OrderedAt, other.OrderedAt);
        Assert.Null(await cluster.Grains.GetGrain<IErasure>(GrainsCluster.New("order")).Order(new ErasureRequest(GrainsCluster.New("c"), "client", "web")));
    }

    [Fact]
    public async Task Erase_OfWhoIsInAStore_EmptiesTheFloorTheInboxAndTheDay()
    {
        var associate = GrainsCluster.New("a");
        var store = await cluster.Store(TimeSpan.FromMinutes(10), associate);
        var id = await cluster.Client(ConsentTier.Behaviour);
        await cluster.Grains.GetGrain<IStoreGrain>(store).Arrive(id, new Visit(GrainsCluster.New("arrival"), store, "qr", DateTimeOffset.UtcNow));
        Assert.Single((await cluster.Inbox(associate).GetOpen()).Open);

        await Erase(id);

        Assert.Empty((await cluster.Grains.GetGrain<IStoreFloor>(store).GetFloor()).Guests);
        Assert.Empty((await cluster.Inbox(associate).GetOpen()).Open);
        Assert.All(await cluster.Inbox(associate).Read(0, 100), static entry => Assert.Null(entry.Item));
        Assert.All(await cluster.Service<IInboxStore>().ReadAsync(associate, 0, 100), static row => Assert.True(row.Customer is null && row.Payload.IsEmpty));
        var again = await cluster.Grains.GetGrain<IStoreGrain>(store).Arrive(id, new Visit(GrainsCluster.New("arrival"), store, "qr", DateTimeOffset.UtcNow));
        Assert.Equal(ArrivalResult.NotRecognised, again.Result);
    }

    [Fact]
    public async Task Erase_WhileSheIsWrittenTo_EndsWithNothing()
    {
        var id = await Life();
        var writes = Enumerable.Range(0, 40).Select(i => cluster.Customer(id).Record([Interactions.View($"w{i}", "p1", DateTimeOffset.UtcNow)])).ToArray();
        var erased = Erase(id);
        var more = Enumerable.Range(0, 40).Select(i => cluster.Customer(id).Record([Interactions.View($"x{i}", "p1", DateTimeOffset.UtcNow)])).ToArray();
        await Task.WhenAll(writes.Concat(more));
        await erased;

        Assert.Equal(new RecordOutcome(0, 0, 1), await cluster.Customer(id).Record([Interactions.View("late", "p1", DateTimeOffset.UtcNow)]));
        Assert.Equal(0, await cluster.Service<IJournal>().GetHeadAsync(id));
        Assert.False(await cluster.Service<IRemains>().IsKnownAsync(id));
    }

    [Fact]
    public async Task Erase_ThenANewActivation_StillKnowsThatSheIsErased()
    {
        var id = await Life();
        await Erase(id);

        await GrainsCluster.Last(() => cluster.Views(id).GetConsent());
        Assert.Equal(new RecordOutcome(0, 0, 1), await cluster.Customer(id).Record([Interactions.View("late", "p1", DateTimeOffset.UtcNow)]));
        Assert.Equal(ConsentView.Undecided, await cluster.Customer(id).Decide(Lives.Decision("late", ConsentTier.Identity, DateTimeOffset.UtcNow)));
        Assert.Equal(0, await cluster.Service<IJournal>().GetHeadAsync(id));
        var ledger = await cluster.Views(id).GetLedger(Officer);
        Assert.Null(ledger.FirstBreak);
        Assert.Equal(["web", "erasure"], ledger.Entries.Select(static entry => entry.Decision.Channel));
        Assert.Empty(await cluster.Service<IAccessLog>().ReadByCustomerAsync(id, 10));
    }

    [Fact]
    public async Task Forget_OfSomebodyWhoIsNotErased_DoesNothing()
    {
        var id = await Life();

        Assert.Equal(0, await cluster.Grains.GetGrain<ICustomerErasure>(id).Forget());
        Assert.Equal(2, await cluster.Service<IJournal>().GetHeadAsync(id));
        Assert.Equal(ConsentTier.Behaviour, (await cluster.Views(id).GetConsent()).Tier);
    }

    private async Task<string> Life()
    {
        var id = await cluster.Client(ConsentTier.Behaviour);
        await cluster.Customer(id).Record([Interactions.View("e-" + id, "p1", DateTimeOffset.UtcNow)]);
        return id;
    }

    private async Task<ErasureReceipt> Erase(string id)
    {
        var order = cluster.Grains.GetGrain<IErasure>(GrainsCluster.New("order"));
        await order.Order(new ErasureRequest(id, "client", "web"));
        return (await order.Continue())!;
    }
}

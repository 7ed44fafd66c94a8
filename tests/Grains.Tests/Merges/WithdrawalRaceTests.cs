using System.Text;
using Luxe.Contracts.Access;
using Luxe.Contracts.Consent;
using Luxe.Contracts.Customers;
using Luxe.Grains.Tests.Customers;
using Luxe.Tests;

namespace Luxe.Grains.Tests.Merges;

/// <summary>A switch that is withdrawn where more than one has a hand in it: a second activation, a frozen journal, an undoing, an event that was under way.</summary>
[Collection(MergeTests.Name)]
public sealed class WithdrawalRaceTests(MergeHouses houses)
{
    private static readonly Viewer HeadOffice = new("ho-1", ViewerRole.HeadOffice, "journey");

    private static DateTimeOffset Now => DateTimeOffset.UtcNow;

    [Theory, OnSqlite, OnPostgres]
    public async Task Decide_WithASecondActivation_ItsNextWordForgetsTooAndItsSnapshotBringsNothingBack(string database)
    {
        var house = await houses.On(database);
        var id = await house.Client(views: 0);
        await house.Customer(id).Record([Wish("early", id)]);

        // The second silo reads her, and holds the wish in memory.
        Assert.Single((await Profile(house, id, silo: 1))!.Wishes);
        await house.Customer(id).Decide(Less(id));

        // What was under way to the other activation when she decided is refused there, decided again, and dropped.
        var late = await house.Customer(id, silo: 1).Record([Wish("late", id), Interactions.View("view-" + id, "p1", Now)]);

        Assert.Equal((1, 1), (late.Recorded, late.Dropped));
        foreach (var silo in (int[])[0, 1])
        {
            await house.Merges(id, silo).CatchUp();
            Assert.Empty((await Profile(house, id, silo))!.Wishes);
        }

        await house.Customer(id).Decide(Lives.Decision("again-" + id, ConsentTier.Behaviour, Now.AddMinutes(1)));
        Assert.Empty((await Profile(house, id))!.Wishes);
        Assert.DoesNotContain("wish-of", await Stored(house, id), StringComparison.Ordinal);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Decide_WhileMerged_EmptiesTheFrozenJournalAndUndoingGivesNothingBack(string database)
    {
        var house = await houses.On(database);
        var (a, b) = (await house.Client(views: 0), await house.Client(views: 0));
        foreach (var id in (string[])[a, b])
        {
            await house.Customer(id).Record([Wish("w", id), Met(id), Interactions.View("view-" + id, "p1", Now)]);
        }

        await house.Absorb(a, b, "m-" + a);
        await house.Customer(b, silo: 1).Decide(Less(b, Purposes.None));
        Assert.Equal(new[] { "view-" + a, "view-" + b }.Order(StringComparer.Ordinal), await house.Seen(a));
        await house.Merges(a).Undo("m-" + a, "ho-1");
        await house.CheckWhole(a, b);

        foreach (var id in (string[])[a, b])
        {
            Assert.Equal(["view-" + id], await house.Seen(id));
            Assert.Empty((await Profile(house, id))!.Wishes);
            var stored = await Stored(house, id);
            Assert.DoesNotContain("wish-of", stored, StringComparison.Ordinal);
            Assert.DoesNotContain("met-at", stored, StringComparison.Ordinal);
        }

        // She allows it again: what was emptied stays empty.
        await house.Customer(b).Decide(Lives.Decision("again-" + b, ConsentTier.Behaviour, Now.AddMinutes(1)));
        Assert.Equal(["view-" + b], await house.Seen(b));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Undo_AfterSheWithdrewBeforeTheMerge_KeepsWhatEachHadWithdrawn(string database)
    {
        var house = await houses.On(database);
        var (a, b) = (await house.Client(views: 0), await house.Client(views: 0));
        foreach (var id in (string[])[a, b])
        {
            await house.Customer(id).Record([Wish("w", id), Met(id)]);
        }

        await house.Customer(b).Decide(Less(b, Purposes.None));
        await house.Absorb(a, b, "m-" + a);
        Assert.Empty(await house.Seen(a));

        await house.Merges(a).Undo("m-" + a, "ho-1");
        await house.CheckWhole(a, b);

        Assert.Equal(["met-" + a, "w-" + a], await house.Seen(a));
        Assert.Single((await Profile(house, a))!.Wishes);
        Assert.Empty(await house.Seen(b));
        Assert.DoesNotContain("wish-of", await Stored(house, b), StringComparison.Ordinal);
    }

    private static Interaction Wish(string eventId, string id) => Interactions.Of(InteractionKind.WishAdded, $"{eventId}-{id}", "wish-of-" + id, Now);

    private static Interaction Met(string id) => Interactions.Of(InteractionKind.Arrived, "met-" + id, null, Now) with { StoreId = "met-at-" + id };

    private static ConsentDecision Less(string id, Purposes purposes = Purposes.InStoreRecognition) =>
        Lives.Decision("less-" + id, ConsentTier.Behaviour, Now, purposes) with { Withheld = DataUses.CartActivity };

    private static Task<CustomerProfile?> Profile(MergeHouse house, string id, int silo = 0) => house.Service<IGrainFactory>(silo).GetGrain<ICustomerViews>(id).GetProfile(HeadOffice);

    private static async Task<string> Stored(MergeHouse house, string id)
    {
        var stored = new StringBuilder();
        await foreach (var row in house.Journal.ReadAsync(id, 0))
        {
            stored.Append(Encoding.UTF8.GetString(row.Payload.Span));
        }

        return stored.ToString();
    }
}

using System.Text;
using Luxe.Contracts.Consent;
using Luxe.Contracts.Customers;
using Luxe.Grains.Consent;
using Luxe.Grains.Tests.Customers;

namespace Luxe.Grains.Tests.Merges;

/// <summary>What either of two withholds, while they are one.</summary>
public sealed class MergedSwitchTests
{
    private const string A = "c_a";
    private const string B = "c_b";
    private static readonly DateTimeOffset Noon = Lives.Start;

    [Fact]
    public void Merge_TakesTheUnionOfWhatBothWithhold_AndUndoGivesItBack()
    {
        var house = Two(DataUses.Searches, DataUses.CartActivity);
        var (a, b) = (PaperHouse.Essence(house.State(A)), PaperHouse.Essence(house.State(B)));

        house.Merge(A, B, "m1", Noon.AddHours(1));

        var merged = house.State(A);
        Assert.Equal(DataUses.Searches | DataUses.CartActivity, merged.Consent.Withheld);
        var view = ClientCut.Of(merged, Noon.AddHours(1)).Behaviour!;
        Assert.Empty(view.Wishes);
        Assert.Equal(["c_a-view", "c_b-view"], house.Journey(A).Select(static step => step.EventId).Where(static id => id.EndsWith("view", StringComparison.Ordinal)).Order());
        Assert.DoesNotContain(house.Journey(A), static step => step.Kind is InteractionKind.Searched or InteractionKind.WishAdded);
        house.Undo(A, "m1", Noon.AddHours(2));
        Assert.Equal((a, b), (PaperHouse.Essence(house.State(A)), PaperHouse.Essence(house.State(B))));
    }

    [Theory]
    [InlineData(A)]
    [InlineData(B)]
    public void Decide_ByEitherDoorWhileMerged_EmptiesTheRowsOfBothForGood(string by)
    {
        var house = Two(DataUses.None, DataUses.None);
        house.Merge(A, B, "m1", Noon.AddHours(1));

        house.Decide(by, Lives.Decision("less", ConsentTier.Behaviour, Noon.AddHours(2)) with { Withheld = DataUses.CartActivity | DataUses.Demographics }, Noon.AddHours(2));
        house.Undo(A, "m1", Noon.AddHours(3));

        foreach (var id in (string[])[A, B])
        {
            var said = string.Concat(house.Rows(id).Select(static row => Encoding.UTF8.GetString(row.Payload.Span)));
            Assert.DoesNotContain("\"wish-of-", said, StringComparison.Ordinal);
            Assert.DoesNotContain("Lyon", said, StringComparison.Ordinal);
            Assert.Empty(house.State(id).Wishes);
            Assert.Equal((id, (string?)null), (house.State(id).Traits!.FamilyName, house.State(id).Traits!.City));
            Assert.Equal(PaperHouse.Essence(house.State(id)), PaperHouse.Essence(house.Replayed(id)));
        }
    }

    [Fact]
    public void Decide_LateByAnAbsorbedDoor_ReachesWhatCameByThatDoorAlone()
    {
        var house = Two(DataUses.None, DataUses.None);

        // The merge takes the later of both words; one of B's that lies between hers and that is late, and still takes away.
        house.Decide(A, Lives.Decision("all", ConsentTier.Behaviour, Noon), Noon);
        house.Merge(A, B, "m1", Noon.AddHours(1));

        house.Decide(B, Lives.Decision("late", ConsentTier.Behaviour, Noon.AddHours(-1)) with { Withheld = DataUses.CartActivity }, Noon.AddHours(4));

        Assert.Equal(DataUses.CartActivity, house.State(A).Consent.Withheld);
        Assert.Empty(house.State(A).Wishes);
        Assert.Equal(PaperHouse.Essence(house.State(A)), PaperHouse.Essence(house.Replayed(A)));
        Assert.Contains(house.Rows(A), static row => row is { EventId: "c_a-wish", IsRedacted: false });
        Assert.All(house.Rows(A).Concat(house.Rows(B)).Where(static row => row.EventId == "c_b-wish"), static row => Assert.True(row.IsRedacted));
    }

    [Fact]
    public void Decide_AboutOtherTraitsWhileMerged_DoesNotSayAgainWhatTheMergeHid()
    {
        // B withholds where she lives; the merged client's next word withholds what she likes, of whose rows what is left is said again.
        var house = Two(DataUses.None, DataUses.Demographics);
        house.Record(A, [Interactions.Of(InteractionKind.Identified, "likes", null, Noon) with { Traits = new Traits { City = "Lyon", Categories = ["bags"] } }], Noon);
        house.Merge(A, B, "m1", Noon.AddHours(1));

        house.Decide(A, Lives.Decision("other", ConsentTier.Behaviour, Noon.AddHours(2)) with { Withheld = DataUses.DeclaredPreferences }, Noon.AddHours(2));

        Assert.Equal((string?)null, house.State(A).Traits!.City);
        Assert.NotNull(house.State(A).Traits!.FamilyName);
        Assert.DoesNotContain("Lyon", house.Shown(A, Noon.AddHours(3)), StringComparison.Ordinal);
        Assert.Equal(PaperHouse.Essence(house.State(A)), PaperHouse.Essence(house.Replayed(A)));
    }

    private static PaperHouse Two(DataUses first, DataUses second)
    {
        var house = new PaperHouse();
        foreach (var (id, withheld) in ((string, DataUses)[])[(A, first), (B, second)])
        {
            house.Decide(id, Lives.Decision($"{id}-d", ConsentTier.Behaviour, Noon.AddDays(-1)) with { Withheld = withheld }, Noon);
            house.Record(
                id,
                [
                    Interactions.Of(InteractionKind.Searched, $"{id}-search", null, Noon) with { Query = "cognac" },
                    Interactions.Of(InteractionKind.WishAdded, $"{id}-wish", $"wish-of-{id}", Noon),
                    Interactions.View($"{id}-view", "p1", Noon),
                    Interactions.Of(InteractionKind.Identified, $"{id}-who", null, Noon) with { Traits = new Traits { FamilyName = id, City = "Lyon" } },
                ],
                Noon);
        }

        return house;
    }
}

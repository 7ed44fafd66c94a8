using System.Text;
using Luxe.Contracts.Consent;
using Luxe.Contracts.Customers;
using Luxe.Contracts.Prompts;
using Luxe.Grains.Consent;
using Luxe.Grains.Customers;
using Luxe.Grains.Tests.Customers;
using Luxe.Grains.Tests.Merges;

namespace Luxe.Grains.Tests.Consent;

/// <summary>Visits are held as long as she may be recognised: with that purpose they go, as what rests on a switch goes with it.</summary>
public sealed class VisitTests
{
    private static readonly DateTimeOffset Noon = Lives.Start;

    [Fact]
    public void Decide_RecognitionWithdrawn_EmptiesEveryVisitAndNothingElse()
    {
        var client = Visited();
        Assert.Contains(client.Raised, static raised => raised.Prompt.Kind == PromptKind.Arrival);

        client.Decide(ConsentTier.Category, Noon.AddHours(3), Purposes.Email);

        Assert.Equal(["order"], Held(client));
        Assert.DoesNotContain("rivoli", Stored(client), StringComparison.Ordinal);
        Assert.DoesNotContain(client.Rows, static row => row is { Kind: PromptRaised.Kind, IsRedacted: false });
        var cut = ClientCut.Of(client.State, Noon.AddHours(3));
        Assert.Equal((1L, 1, (RecognitionView?)null), (cut.Held, cut.Category!.Purchases.Count, cut.Recognition));
        Assert.All(cut.Category.Activity, static month => Assert.Equal(0, month.Visits));
        Assert.Equal(client.ReplayedJson(), client.Json);
    }

    [Fact]
    public void Decide_RecognitionGrantedAgain_BringsNoVisitBack()
    {
        var client = Visited();
        client.Decide(ConsentTier.Category, Noon.AddHours(3), Purposes.None);

        client.Decide(ConsentTier.Category, Noon.AddHours(4), Purposes.InStoreRecognition);
        client.Record([Interactions.Of(InteractionKind.Arrived, "v2", null, Noon.AddHours(5)) with { StoreId = "vendome" }], Noon.AddHours(5));

        Assert.Equal(["order", "v2"], Held(client));
        Assert.Equal("vendome", ClientCut.Of(client.State, Noon.AddHours(5)).Recognition!.Value.Visit!.StoreId);
        Assert.Equal(client.ReplayedJson(), client.Json);
    }

    [Fact]
    public void Decide_ToBeLeftAlone_KeepsVisitsAndShowsNone()
    {
        var client = Visited();

        client.Decide(ConsentTier.Category, Noon.AddHours(3), alone: true);
        Assert.Null(ClientCut.Of(client.State, Noon.AddHours(3)).Recognition);
        client.Decide(ConsentTier.Category, Noon.AddHours(4));

        Assert.Equal(["v1", "order", "v1~departed"], Held(client));
    }

    [Fact]
    public void Decide_NobodyEverMet_NeedsNoJournal()
    {
        var client = Interactions.ClientAt(ConsentTier.Behaviour);
        client.Record([Interactions.View("e1", "p1", Noon)], Noon);

        Assert.False(CustomerPurge.Reads(client.State, Lives.Decision("less", ConsentTier.Behaviour, Noon, Purposes.None), null));
        Assert.True(CustomerPurge.Reads(Visited().State, Lives.Decision("less", ConsentTier.Category, Noon.AddHours(3), Purposes.None), null));
        Assert.False(CustomerPurge.Reads(Visited().State, Lives.Decision("same", ConsentTier.Category, Noon.AddHours(3)), null));
    }

    [Fact]
    public void Merge_WithOneWhoIsNotRecognised_HidesVisitsUntilItIsUndone()
    {
        var house = new PaperHouse();
        house.Decide("c_a", Lives.Decision("a", ConsentTier.Category, Noon.AddDays(-2)), Noon);
        house.Decide("c_b", Lives.Decision("b", ConsentTier.Category, Noon.AddDays(-1), Purposes.None), Noon);
        house.Record("c_a", [Arrived()], Noon);
        house.Record("c_b", [Interactions.Of(InteractionKind.OrderCompleted, "order", "p1", Noon)], Noon);
        var (before, shown) = (PaperHouse.Essence(house.State("c_a")), house.Shown("c_a", Noon.AddHours(3)));

        house.Merge("c_a", "c_b", "m1", Noon.AddHours(1));
        Assert.Equal(["order"], house.Journey("c_a").Select(static step => step.EventId));
        Assert.DoesNotContain("rivoli", house.Shown("c_a", Noon.AddHours(2)), StringComparison.Ordinal);
        Assert.All(house.State("c_a").Declared.Months.Rows, static month => Assert.Equal(0, month.Visits));
        house.Undo("c_a", "m1", Noon.AddHours(2));

        Assert.Equal((before, shown), (PaperHouse.Essence(house.State("c_a")), house.Shown("c_a", Noon.AddHours(3))));
    }

    [Fact]
    public void Decide_WhileMerged_EmptiesTheVisitsOfBothForGood()
    {
        var house = new PaperHouse();
        foreach (var id in (string[])["c_a", "c_b"])
        {
            house.Decide(id, Lives.Decision("d-" + id, ConsentTier.Category, Noon.AddDays(-1)), Noon);
            house.Record(id, [Arrived() with { EventId = "v-" + id }], Noon);
        }

        house.Merge("c_a", "c_b", "m1", Noon.AddHours(1));
        house.Decide("c_b", Lives.Decision("less", ConsentTier.Category, Noon.AddHours(2), Purposes.None), Noon.AddHours(2));
        house.Undo("c_a", "m1", Noon.AddHours(3));

        foreach (var id in (string[])["c_a", "c_b"])
        {
            Assert.DoesNotContain("rivoli", string.Concat(house.Rows(id).Select(static row => Encoding.UTF8.GetString(row.Payload.Span))), StringComparison.Ordinal);
            Assert.Equal(PaperHouse.Essence(house.State(id)), PaperHouse.Essence(house.Replayed(id)));
            Assert.Equal(0, house.State(id).Declared.Count);
        }
    }

    private static PaperClient Visited()
    {
        var client = Interactions.ClientAt(ConsentTier.Category);
        client.Record([Arrived()], Noon);
        client.Record([Interactions.Of(InteractionKind.OrderCompleted, "order", "p1", Noon.AddHours(1))], Noon.AddHours(1));
        client.Record([Arrived() with { EventId = "v1~departed", Kind = InteractionKind.Departed, OccurredAt = Noon.AddHours(2) }], Noon.AddHours(2));
        return client;
    }

    private static Interaction Arrived() => Interactions.Of(InteractionKind.Arrived, "v1", null, Noon) with { StoreId = "rivoli", Channel = Channel.Store };

    private static string[] Held(PaperClient client) =>
        [.. client.Rows.Where(static row => row is { Kind: InteractionRecorded.Kind, IsRedacted: false }).Select(static row => row.EventId!)];

    private static string Stored(PaperClient client) => string.Concat(client.Rows.Select(static row => Encoding.UTF8.GetString(row.Payload.Span)));
}

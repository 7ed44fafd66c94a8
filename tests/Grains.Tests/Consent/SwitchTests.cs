using System.Text;
using Luxe.Contracts.Consent;
using Luxe.Contracts.Customers;
using Luxe.Contracts.Prompts;
using Luxe.Grains.Consent;
using Luxe.Grains.Customers;
using Luxe.Grains.Tests.Customers;

namespace Luxe.Grains.Tests.Consent;

/// <summary>One use withheld within a tier that stays: what rests on it is gone from journal and state, and nothing else.</summary>
public sealed class SwitchTests
{
    private static readonly DateTimeOffset Noon = Lives.Start;

    public static TheoryData<InteractionKind> Kinds => [.. Enum.GetValues<InteractionKind>()];

    [Theory, MemberData(nameof(Kinds))]
    public void UseOf_EveryKind_HasOneUseOfItsTierOrIsNamedHere(InteractionKind kind)
    {
        switch (kind)
        {
            case InteractionKind.Identified: Assert.Equal(DataUses.None, ConsentGate.UseOf(kind)); break;
            case InteractionKind.Arrived or InteractionKind.Departed: Assert.Equal(ConsentGate.Visits, ConsentGate.UseOf(kind)); break;
            default: Assert.Equal(ConsentGate.TierOf(kind), DataUsesOf.TierOf(ConsentGate.UseOf(kind))); break;
        }
    }

    [Fact]
    public void UseOf_UnknownKind_Throws() => Assert.Throws<ArgumentOutOfRangeException>(static () => ConsentGate.UseOf((InteractionKind)999));

    [Theory, MemberData(nameof(Kinds))]
    public void Record_AKindWhoseUseSheWithholds_IsCountedAndNotStored(InteractionKind kind)
    {
        var client = Interactions.ClientAt(ConsentTier.Identity);
        var use = ConsentGate.UseOf(kind);
        client.Decide(ConsentTier.Identity, Noon, use == ConsentGate.Visits ? Purposes.None : Purposes.InStoreRecognition, use & DataUsesOf.Within(ConsentTier.Identity));

        var change = client.Record([Interactions.Of(kind, "e1", "p1", Noon) with { StoreId = "s1" }], Noon);

        Assert.Equal(use == DataUses.None ? 0 : 1, change.Dropped);
        Assert.Equal(use == DataUses.None ? 1 : 0, change.Events.OfType<InteractionRecorded>().Count());
    }

    [Fact]
    public void Record_TraitsSheWithholds_AreTakenOutAndHerNameStays()
    {
        var client = Interactions.ClientAt(ConsentTier.Category);
        client.Decide(ConsentTier.Category, Noon, withheld: DataUses.Demographics);

        client.Record([Identified("who", Noon)], Noon);

        var traits = ClientCut.Of(client.State, Noon).Category!.Traits!;
        Assert.Equal(("Ms", "Morgan", (DateOnly?)null, (string?)null), (traits.Title, traits.FamilyName, traits.Birthday, traits.City));
        Assert.Equal("38", Assert.Single(traits.Sizes).Size);
        Assert.DoesNotContain("1980", Stored(client), StringComparison.Ordinal);
    }

    [Fact]
    public void Decide_WithholdingSearches_EmptiesThemAndKeepsWishes()
    {
        var client = Interactions.ClientAt(ConsentTier.Behaviour);
        client.Record(
        [
            Interactions.Of(InteractionKind.Searched, "e1", null, Noon) with { Query = "cognac tote" },
            Interactions.Of(InteractionKind.WishAdded, "e2", "p1", Noon),
            Interactions.View("e3", "p2", Noon),
            Interactions.View("e4", "p3", Noon) with { Query = "cognac bag" },
        ], Noon);

        client.Decide(ConsentTier.Behaviour, Noon.AddHours(1), withheld: DataUses.Searches);

        Assert.DoesNotContain("cognac", Stored(client), StringComparison.Ordinal);
        var view = ClientCut.Of(client.State, Noon).Behaviour!;
        Assert.Equal("p1", Assert.Single(view.Wishes));
        Assert.Equal(2, client.State.Observed.Count);
        Assert.Equal(client.Json, client.ReplayedJson());
    }

    [Fact]
    public void Decide_WithholdingWhatNobodyEverDid_ReadsNothingAndEmptiesNothing()
    {
        var client = Interactions.ClientAt(ConsentTier.Category);
        client.Record([Identified("who", Noon)], Noon);

        Assert.False(CustomerPurge.Reads(client.State, Decision(DataUses.Searches), null));
        Assert.False(CustomerPurge.Reads(client.State, Decision(DataUses.InferredTaste), null));
        Assert.True(CustomerPurge.Reads(client.State, Decision(DataUses.PurchaseHistory), null));

        static ConsentDecision Decision(DataUses withheld) => Lives.Decision("d", ConsentTier.Identity, Noon) with { Withheld = withheld };
    }

    [Fact]
    public void Decide_WithholdingDemographics_SaysAgainWhatIsLeftOfHerTraits()
    {
        var client = Interactions.ClientAt(ConsentTier.Category);
        client.Record([Identified("who", Noon)], Noon);

        client.Decide(ConsentTier.Category, Noon.AddHours(1), withheld: DataUses.Demographics);

        var traits = ClientCut.Of(client.State, Noon).Category!.Traits!;
        Assert.Equal(("Morgan", (DateOnly?)null, (string?)null), (traits.FamilyName, traits.Birthday, traits.City));
        Assert.Equal("38", Assert.Single(traits.Sizes).Size);
        Assert.DoesNotContain("1980", Stored(client), StringComparison.Ordinal);
        Assert.DoesNotContain("Lyon", Stored(client), StringComparison.Ordinal);
        Assert.Equal(client.Json, client.ReplayedJson());
    }

    [Fact]
    public void Decide_WithholdingProductViews_RecallsThePromptAndItsWords()
    {
        var client = Interactions.ClientAt(ConsentTier.Behaviour);
        client.Record([.. Enumerable.Range(1, 3).Select(static n => Interactions.View($"e{n}", "p1", Noon.AddHours(n), "the cognac tote"))], Noon.AddHours(4));
        var prompt = Assert.Single(client.State.Prompts).Prompt;

        var change = client.Decide(ConsentTier.Behaviour, Noon.AddHours(5), withheld: DataUses.ProductViews);

        Assert.Empty(client.State.Prompts);
        Assert.Empty(client.State.Raised);
        Assert.Equal((prompt.PromptId, PromptOutcome.Recalled), change.Events.OfType<PromptEnded>().Select(static ended => (ended.PromptId, ended.Outcome)).Single());
        Assert.DoesNotContain("tote", Stored(client), StringComparison.Ordinal);
    }

    [Fact]
    public void Decide_SwitchedOnAgain_DoesNotBringBack()
    {
        var client = Interactions.ClientAt(ConsentTier.Behaviour);
        client.Record([Interactions.Of(InteractionKind.WishAdded, "e1", "p1", Noon)], Noon);
        client.Decide(ConsentTier.Behaviour, Noon.AddHours(1), withheld: DataUses.CartActivity);

        client.Decide(ConsentTier.Behaviour, Noon.AddHours(2));

        Assert.Empty(ClientCut.Of(client.State, Noon).Behaviour!.Wishes);
        Assert.Equal(client.Json, client.ReplayedJson());
        client.Record([Interactions.Of(InteractionKind.WishAdded, "e1", "p1", Noon)], Noon.AddHours(3));
        Assert.Empty(client.State.Wishes);
    }

    [Fact]
    public void For_APurpose_IsALeaveOnlyWhileItIsGrantedAndSheIsNotToBeLeftAlone()
    {
        var client = Interactions.ClientAt(ConsentTier.Category, Purposes.Email | Purposes.Post);

        Assert.Equal((Purposes.Email, "notice-1"), (Cut().For(Purposes.Email)!.Purpose, Cut().For(Purposes.Email)!.NoticeVersion));
        Assert.Null(Cut().For(Purposes.Sms));
        Assert.Throws<ArgumentOutOfRangeException>(() => Cut().For(Purposes.Email | Purposes.Post));
        client.Decide(ConsentTier.Category, Noon, Purposes.Email, alone: true);
        Assert.Null(Cut().For(Purposes.Email));
        client.Decide(ConsentTier.None, Noon.AddHours(1), Purposes.Email);
        Assert.Null(Cut().For(Purposes.Email));

        ClientCut Cut() => ClientCut.Of(client.State, Noon);
    }

    private static string Stored(PaperClient client) => string.Concat(client.Rows.Select(static row => Encoding.UTF8.GetString(row.Payload.Span)));

    private static Interaction Identified(string eventId, DateTimeOffset at) => Interactions.Of(InteractionKind.Identified, eventId, null, at) with
    {
        Traits = new Traits { Title = "Ms", FamilyName = "Morgan", Birthday = new DateOnly(1980, 2, 3), City = "Lyon", Sizes = [new SizeFit("shoes", "38")] },
    };
}

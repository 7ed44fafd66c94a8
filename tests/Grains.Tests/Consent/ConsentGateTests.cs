using Luxe.Contracts.Consent;
using Luxe.Contracts.Customers;
using Luxe.Grains.Consent;
using Luxe.Grains.Tests.Customers;

namespace Luxe.Grains.Tests.Consent;

public sealed class ConsentGateTests
{
    /// <summary>Gate 1 as it was agreed; every kind stands here.</summary>
    public static TheoryData<InteractionKind, ConsentTier, Purposes> Table
    {
        get
        {
            var category = new Dictionary<InteractionKind, Purposes>
            {
                [InteractionKind.OrderCompleted] = Purposes.None,
                [InteractionKind.OrderRefunded] = Purposes.None,
                [InteractionKind.OrderCancelled] = Purposes.None,
                [InteractionKind.Identified] = Purposes.None,
                [InteractionKind.Grouped] = Purposes.None,
                [InteractionKind.RepairReady] = Purposes.None,
                [InteractionKind.AppointmentBooked] = Purposes.None,
                [InteractionKind.Arrived] = Purposes.InStoreRecognition,
                [InteractionKind.Departed] = Purposes.InStoreRecognition,
            };
            var table = new TheoryData<InteractionKind, ConsentTier, Purposes>();
            foreach (var kind in Enum.GetValues<InteractionKind>())
            {
                table.Add(kind, category.ContainsKey(kind) ? ConsentTier.Category : ConsentTier.Behaviour, category.GetValueOrDefault(kind));
            }

            return table;
        }
    }

    [Theory, MemberData(nameof(Table))]
    public void Admits_EveryKindAtEveryTier_AsTheTableSays(InteractionKind kind, ConsentTier from, Purposes purpose)
    {
        foreach (var tier in Enum.GetValues<ConsentTier>())
        {
            var with = new ConsentView(tier, purpose, "n", Lives.Start);
            var without = new ConsentView(tier, Purposes.None, "n", Lives.Start);

            Assert.Equal(tier >= from, ConsentGate.Admits(with, kind));
            Assert.Equal(tier >= from && purpose == Purposes.None, ConsentGate.Admits(without, kind));
        }
    }

    [Fact]
    public void TierOf_UnknownKind_Throws() => Assert.Throws<ArgumentOutOfRangeException>(static () => ConsentGate.TierOf((InteractionKind)999));

    [Fact]
    public void Record_AtNone_StoresNothingAndCounts()
    {
        var client = new PaperClient();

        var change = client.Record(Lives.Of(7, 40), Lives.Start.AddDays(40));

        Assert.Empty(client.Rows);
        Assert.Equal(40, change.Dropped);
        Assert.Equal(40, client.State.Dropped);
    }

    [Theory]
    [InlineData(ConsentTier.None)]
    [InlineData(ConsentTier.Category)]
    [InlineData(ConsentTier.Behaviour)]
    [InlineData(ConsentTier.Identity)]
    public void Cut_ATier_GivesTheViewsUpToIt(ConsentTier tier)
    {
        var client = Interactions.ClientAt(ConsentTier.Identity);
        client.Record(Lives.Of(3, 60), Lives.Start.AddDays(40));
        var cut = ClientCut.Of(client.State with { Consent = client.State.Consent with { Tier = tier } }, Lives.Start.AddDays(40));

        Assert.Equal(tier >= ConsentTier.Category, cut.Category is not null);
        Assert.Equal(tier >= ConsentTier.Behaviour, cut.Behaviour is not null);
        Assert.Equal(tier >= ConsentTier.Identity, cut.Identity is not null);
    }

    [Fact]
    public void Decide_Downgrade_LeavesNothingAboveTheTierInStateOrJournal()
    {
        var client = Interactions.ClientAt(ConsentTier.Identity);
        client.Record(Lives.Of(11, 150), Lives.Start.AddDays(40));

        client.Decide(ConsentTier.Category, Lives.Start.AddDays(40));

        Assert.True(client.State.Observed.Window.IsEmpty);
        Assert.Empty(client.State.Wishes);
        Assert.Empty(client.State.Cart.Lines);
        Assert.DoesNotContain(client.State.Prompts, static open => open.Prompt.Tier > ConsentTier.Category);
        Assert.DoesNotContain(client.Rows, static row => row.Tier > (int)ConsentTier.Category && !row.IsRedacted);
        Assert.False(client.State.Declared.Window.IsEmpty);
    }

    [Fact]
    public void Decide_ToNone_LeavesTheDecisionAndNothingElse()
    {
        var client = Interactions.ClientAt(ConsentTier.Identity);
        client.Record(Lives.Of(11, 150), Lives.Start.AddDays(40));

        client.Decide(ConsentTier.None, Lives.Start.AddDays(40));

        Assert.True(client.State.Declared.Window.IsEmpty);
        Assert.Null(client.State.Traits);
        Assert.Equal(0, client.State.Purchases.Count);
        Assert.Empty(client.State.Prompts);
        Assert.All(client.Rows.Where(static row => !row.IsRedacted), static row => Assert.Equal(0, row.Tier));
    }
}

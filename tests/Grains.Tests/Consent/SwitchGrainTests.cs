using System.Text;
using Luxe.Contracts.Access;
using Luxe.Contracts.Associates;
using Luxe.Contracts.Consent;
using Luxe.Contracts.Customers;
using Luxe.Contracts.Products;
using Luxe.Grains.Tests.Customers;
using Luxe.Grains.Tests.Hosting;
using Luxe.Storage;

namespace Luxe.Grains.Tests.Consent;

/// <summary>A switch through the real grain: stale snapshots, tablets and pieces.</summary>
[Collection(ClusterTests.Name)]
public sealed class SwitchGrainTests(GrainsCluster cluster) : CustomerScene(cluster)
{
    [Fact]
    public async Task Decide_CutOffBeforeItsSnapshot_IsReplayedWithoutWhatSheWithheld()
    {
        var product = GrainsCluster.New("p");
        var id = await Cluster.Client(ConsentTier.Behaviour);

        // The activation's end writes a snapshot that holds the wish.
        await GrainsCluster.Last(() => Cluster.Customer(id).Record([Interactions.Of(InteractionKind.WishAdded, "e1", product, Now), Interactions.View("e2", "p2", Now)]));
        Assert.Equal(product, Assert.Single((await Cluster.Views(id).GetProfile(HeadOffice))!.Wishes));

        BrokenStorage.NoSnapshot[id] = true;
        BrokenJournal.AnswerLost[id] = true;
        await Assert.ThrowsAnyAsync<StorageUnavailableException>(() => Cluster.Customer(id).Decide(Lives.Decision("less", ConsentTier.Behaviour, Now) with { Withheld = DataUses.CartActivity }));
        await Cluster.Views(id).GetConsent();
        BrokenStorage.NoSnapshot.TryRemove(id, out _);
        await Cluster.Customer(id).Record([]);

        var profile = (await Cluster.Views(id).GetProfile(HeadOffice))!;
        Assert.Equal(DataUses.CartActivity, profile.Consent.Withheld);
        Assert.Empty(profile.Wishes);
        Assert.Equal(1, profile.InteractionCount);
        Assert.Empty((await Cluster.Grains.GetGrain<IProductGrain>(product).SetStock(GrainsCluster.New("s"), 1)).Watchers);

        // She switches it on again: neither the stale snapshot nor the journal may give the wish back.
        await GrainsCluster.Last(() => Cluster.Customer(id).Decide(Lives.Decision("more", ConsentTier.Behaviour, Now.AddSeconds(1))));
        Assert.Empty((await Cluster.Views(id).GetProfile(HeadOffice))!.Wishes);
    }

    [Fact]
    public async Task Decide_WithholdingProductViews_TakesThePromptBackFromTheTablet()
    {
        var associate = GrainsCluster.New("a");
        var id = await Considering(associate);
        Assert.Single((await Cluster.Inbox(associate).GetOpen()).Open);

        await Cluster.Customer(id).Decide(Lives.Decision("less", ConsentTier.Behaviour, Now) with { Withheld = DataUses.ProductViews });

        Assert.Empty((await Cluster.Inbox(associate).GetOpen()).Open);
        Assert.All(await Cluster.Inbox(associate).Read(0, 10), static entry => Assert.Equal((InboxState.Recalled, null), (entry.State, entry.Item)));
        await foreach (var row in Cluster.Service<IJournal>().ReadAsync(id, 0, cancellationToken: CancellationToken.None))
        {
            Assert.DoesNotContain("tote", Encoding.UTF8.GetString(row.Payload.Span), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Decide_WithholdingSearches_LeavesThePromptOnTheTablet()
    {
        var associate = GrainsCluster.New("a");
        var id = await Considering(associate);

        await Cluster.Customer(id).Decide(Lives.Decision("less", ConsentTier.Behaviour, Now) with { Withheld = DataUses.Searches });

        Assert.Equal(InboxState.Open, Assert.Single((await Cluster.Inbox(associate).GetOpen()).Open).State);
    }

    [Fact]
    public async Task Decide_ToBeLeftAlone_LeavesStaffNothingButTheWish()
    {
        var associate = GrainsCluster.New("a");
        var id = await Considering(associate);
        await Cluster.Customer(id).Record([Interactions.Of(InteractionKind.Identified, "who", null, Now) with { Traits = new Traits { Title = "Ms", FamilyName = "Morgan", City = "Lyon" } }]);

        await Cluster.Customer(id).Decide(Lives.Decision("alone", ConsentTier.Behaviour, Now, Purposes.InStoreRecognition) with { LeaveMeAlone = true });

        var brief = (await Cluster.Views(id).GetBrief(Associate))!;
        Assert.Equal(("Ms Morgan", true, ConsentTier.Behaviour), (brief.Greeting, brief.LeaveMeAlone, brief.Tier));
        Assert.True(brief.Notes.IsEmpty && brief.Prompts.IsEmpty && brief.Pieces.IsEmpty && brief.Sizes.IsEmpty && brief.AssociateId is null);
        var profile = (await Cluster.Views(id).GetProfile(HeadOffice))!;
        Assert.Equal(("Morgan", (string?)null, 0L, (JourneySummary?)null), (profile.Traits!.FamilyName, profile.Traits.City, profile.InteractionCount, profile.Summary));
        Assert.Empty((await Cluster.Views(id).GetJourney(HeadOffice, null, 10)).Interactions);
        Assert.Empty((await Cluster.Inbox(associate).GetOpen()).Open);
        Assert.Null(await Cluster.Customer(id).Arrive(new Visit("v1", "s1", "qr", Now)));

        // She sees what is held, and takes the wish back with one word: everything is there.
        var herself = new Viewer("client", ViewerRole.Client, "own");
        Assert.Equal("Lyon", (await Cluster.Views(id).GetProfile(herself))!.Traits!.City);
        Assert.NotEmpty((await Cluster.Views(id).GetJourney(herself, null, 10)).Interactions);
        await Cluster.Customer(id).Decide(Lives.Decision("again", ConsentTier.Behaviour, Now, Purposes.InStoreRecognition));
        Assert.Equal("Lyon", (await Cluster.Views(id).GetProfile(HeadOffice))!.Traits!.City);
        Assert.NotNull(await Cluster.Customer(id).Arrive(new Visit("v2", "s1", "qr", Now)));
    }

    /// <summary>A client whose associate is told that she comes back to a piece.</summary>
    private async Task<string> Considering(string associate)
    {
        var id = await Cluster.Client(ConsentTier.Behaviour);
        await Cluster.Customer(id).Assign(associate);
        await Cluster.Customer(id).Record([.. Enumerable.Range(1, 3).Select(static n => Interactions.View($"e{n}", "tote", Now.AddHours(-n), "the cognac tote"))]);
        return id;
    }
}

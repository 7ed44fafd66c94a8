using Luxe.Contracts.Associates;
using Luxe.Contracts.Consent;
using Luxe.Contracts.Customers;
using Luxe.Contracts.Prompts;
using Luxe.Grains.Tests.Hosting;
using Luxe.Storage;

namespace Luxe.Grains.Tests.Customers;

/// <summary>What she decides: purged, taken back, chained.</summary>
[Collection(ClusterTests.Name)]
public sealed class CustomerDecisionTests(GrainsCluster cluster) : CustomerScene(cluster)
{
    [Fact]
    public async Task Record_WithoutConsent_CountsAndStoresNothing()
    {
        var id = GrainsCluster.New("c");

        var outcome = await Cluster.Customer(id).Record([Interactions.View("e1", "p1", Now), Interactions.Of(InteractionKind.OrderCompleted, "e2", "p1", Now)]);

        Assert.Equal(new RecordOutcome(0, 0, 2), outcome);
        Assert.Equal(0, await Cluster.Service<IJournal>().GetHeadAsync(id));
        var profile = await Cluster.Views(id).GetProfile(Associate);
        Assert.Equal((2L, 0L), (profile!.Dropped, profile.InteractionCount));
        Assert.Null(profile.Traits);
    }

    [Fact]
    public async Task Decide_Downgrade_PurgesJournalStateSnapshotAndInbox()
    {
        var id = await Cluster.Client(ConsentTier.Behaviour);
        var associate = GrainsCluster.New("a");
        await Cluster.Customer(id).Assign(associate);
        await Cluster.Customer(id).Record([.. Enumerable.Range(0, 12).Select(i => Interactions.View($"e{i}", "p1", Now.AddMinutes(-i)))]);
        var item = Assert.Single((await Cluster.Inbox(associate).GetOpen()).Open);
        Assert.Equal(PromptKind.ConsideredItem, item.Item!.Prompt!.Kind);

        await Cluster.Customer(id).Decide(Lives.Decision("down", ConsentTier.Category, Now));

        var open = await Cluster.Inbox(associate).GetOpen();
        var told = await Cluster.Inbox(associate).Read(0, 10);
        Assert.Empty(open.Open);
        Assert.Equal([InboxState.Recalled, InboxState.Recalled], told.Select(static entry => entry.State));
        Assert.All(told, static entry => Assert.Null(entry.Item));
        var rows = await Cluster.Service<IJournal>().ReadRecentAsync(id, 100);
        Assert.DoesNotContain(rows, static row => row.Tier > (int)ConsentTier.Category && !row.Payload.IsEmpty);
        Assert.Empty((await Cluster.Views(id).GetJourney(HeadOffice, null, 100)).Interactions);
        var profile = await GrainsCluster.Last(() => Cluster.Views(id).GetProfile(HeadOffice));
        Assert.Equal(0, profile!.InteractionCount);
        Assert.Empty(profile.Considered);
        Assert.Equal(0, (await Cluster.Views(id).GetProfile(HeadOffice))!.InteractionCount);
        Assert.Equal(new RecordOutcome(0, 1, 0), await Cluster.Customer(id).Record([Interactions.View("e1", "p1", Now)]));
    }

    [Fact]
    public async Task Decide_Downgrade_TakesBackEvenWhatWasAcknowledged()
    {
        var id = await Cluster.Client(ConsentTier.Behaviour);
        var associate = GrainsCluster.New("a");
        await Cluster.Customer(id).Assign(associate);
        await Cluster.Customer(id).Record([.. Enumerable.Range(0, 3).Select(i => Interactions.View($"e{i}", "p1", Now.AddMinutes(-i)))]);
        var prompt = Assert.Single((await Cluster.Inbox(associate).GetOpen()).Open).Item!.Prompt!;
        await Cluster.Customer(id).SettlePrompt(prompt.PromptId, PromptOutcome.Acknowledged, associate);

        await Cluster.Customer(id).Decide(Lives.Decision("down", ConsentTier.Category, Now));

        Assert.Equal(
            [InboxState.Recalled, InboxState.Acknowledged, InboxState.Recalled],
            (await Cluster.Inbox(associate).Read(0, 10)).Select(static entry => entry.State));
        Assert.True((await Cluster.Service<IInboxStore>().GetAsync(associate, prompt.PromptId))!.Payload.IsEmpty);
    }

    [Fact]
    public async Task Decide_UnderAnIdThatNamesHer_IsKeptOnceUnderOneThatDoesNot()
    {
        var id = GrainsCluster.New("c");
        await Cluster.Customer(id).Decide(Lives.Decision($"till-{id}", ConsentTier.Category, Now));
        await Cluster.Customer(id).Decide(Lives.Decision($"till-{id}", ConsentTier.Category, Now));

        var entry = Assert.Single((await Cluster.Views(id).GetLedger(Officer)).Entries);
        Assert.DoesNotContain(id, entry.Decision.EventId, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Decide_SeveralTimes_LeavesAnIntactLedger()
    {
        var id = GrainsCluster.New("c");
        await Cluster.Customer(id).Decide(Lives.Decision("d1", ConsentTier.Identity, Now));
        await Cluster.Customer(id).Decide(Lives.Decision("d2", ConsentTier.None, Now));
        await GrainsCluster.Last(() => Cluster.Customer(id).Decide(Lives.Decision("d2", ConsentTier.None, Now)));
        await Cluster.Customer(id).Decide(Lives.Decision("d3", ConsentTier.Category, Now));

        var rows = new List<LedgerRow>();
        await foreach (var row in Cluster.Service<ILedger>().ReadAsync(id))
        {
            rows.Add(row);
        }

        Assert.Equal(3, rows.Count);
        Assert.Equal(["d1", "d2", "d3"], (await Cluster.Views(id).GetLedger(Officer)).Entries.Select(static entry => entry.Decision.EventId));
        Assert.Empty((await Cluster.Views(id).GetLedger(Associate)).Entries);
        Assert.Null((await Cluster.Views(id).GetLedger(Officer)).FirstBreak);
    }

    [Fact]
    public async Task GetJourney_LateEventsPageByPage_ComesInOrderOfEventTimeAndIsLogged()
    {
        var id = await Cluster.Client(ConsentTier.Behaviour);
        await Cluster.Customer(id).Record([Interactions.View("e3", "p", Now.AddHours(-1)), Interactions.View("e1", "p", Now.AddHours(-3)), Interactions.View("e2", "p", Now.AddHours(-2))]);

        var first = await Cluster.Views(id).GetJourney(HeadOffice, null, 2);
        var second = await Cluster.Views(id).GetJourney(HeadOffice, first.Next, 2);

        Assert.Equal(["e1", "e2", "e3"], first.Interactions.Concat(second.Interactions).Select(static step => step.EventId));
        Assert.Null(second.Next);
        Assert.Equal(2, (await Cluster.Service<IAccessLog>().ReadByCustomerAsync(id, 10)).Length);
        await Assert.ThrowsAnyAsync<ArgumentException>(() => Cluster.Views(id).GetJourney(HeadOffice, "not a cursor", 2));
    }

    [Fact]
    public async Task GetJourney_ThePrivacyOfficer_SeesThatAndWhenButNotWhat()
    {
        var id = await Cluster.Client(ConsentTier.Behaviour);
        await Cluster.Customer(id).Record([Interactions.View("e1", "p1", Now, "Cognac Tote") with { Query = "tote" }]);

        var step = Assert.Single((await Cluster.Views(id).GetJourney(Officer, null, 10)).Interactions);

        Assert.Equal(("e1", InteractionKind.ProductViewed), (step.EventId, step.Kind));
        Assert.Empty(step.Items);
        Assert.Null(step.Query);
    }
}

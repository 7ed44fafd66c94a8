using System.Collections.Immutable;
using Luxe.Contracts.Access;
using Luxe.Contracts.Associates;
using Luxe.Contracts.Consent;
using Luxe.Contracts.Customers;
using Luxe.Contracts.Products;
using Luxe.Contracts.Prompts;
using Luxe.Grains.Consent;
using Luxe.Grains.Customers;
using Luxe.Grains.Tests.Hosting;
using Luxe.Storage;

namespace Luxe.Grains.Tests.Customers;

[Collection(ClusterTests.Name)]
public sealed class CustomerGrainTests(GrainsCluster cluster)
{
    private static readonly Viewer HeadOffice = new("ho-1", ViewerRole.HeadOffice, "journey");
    private static readonly Viewer Associate = new("as-1", ViewerRole.Associate, "profile");
    private static readonly Viewer Officer = new("po-1", ViewerRole.PrivacyOfficer, "audit");

    private static DateTimeOffset Now => DateTimeOffset.UtcNow;

    [Fact]
    public async Task Record_ThenANewActivation_SeesTheSame()
    {
        var id = await cluster.Client(ConsentTier.Identity);
        for (var i = 0; i < 23; i++)
        {
            await cluster.Customer(id).Record([Interactions.View($"e{i}", $"p{i}", Now.AddMinutes(i - 60)), Interactions.Of(InteractionKind.WishAdded, $"w{i}", $"p{i}", Now)]);
        }

        var before = await GrainsCluster.Last(() => cluster.Views(id).GetProfile(HeadOffice));
        var after = await cluster.Views(id).GetProfile(HeadOffice);

        Assert.Equal(46, before!.InteractionCount);
        Assert.Equal(before.InteractionCount, after!.InteractionCount);
        Assert.Equal(before.Wishes.AsEnumerable(), after.Wishes);
        Assert.Equal(before.LastSeenAt, after.LastSeenAt);
        Assert.Equal(47, await cluster.Service<IJournal>().GetHeadAsync(id));
    }

    [Fact]
    public async Task Record_Repeats_AreAcknowledgedAndChangeNothing()
    {
        var id = await cluster.Client(ConsentTier.Behaviour);
        var batch = ImmutableArray.Create(Interactions.View("e1", "p1", Now), Interactions.View("e2", "p2", Now), Interactions.View("e1", "p1", Now));

        Assert.Equal(new RecordOutcome(2, 1, 0), await cluster.Customer(id).Record(batch));
        Assert.Equal(new RecordOutcome(0, 3, 0), await GrainsCluster.Last(() => cluster.Customer(id).Record(batch)));
        Assert.Equal(new RecordOutcome(0, 3, 0), await cluster.Customer(id).Record(batch));
    }

    [Fact]
    public async Task Record_RepeatOlderThanWhatIsRemembered_IsFoundInTheJournal()
    {
        var id = await cluster.Client(ConsentTier.Behaviour);
        await cluster.Customer(id).Record([Interactions.View("first", "p1", Now)]);
        await cluster.Customer(id).Record([.. Enumerable.Range(0, EventIds.Remembered + 10).Select(i => Interactions.View($"e{i}", "p2", Now))]);

        Assert.Equal(new RecordOutcome(1, 1, 0), await cluster.Customer(id).Record([Interactions.View("first", "p1", Now), Interactions.View("last", "p1", Now)]));
    }

    [Fact]
    public async Task Record_ManyCallersWhileActivationsEnd_LosesAndDoublesNothing()
    {
        var id = await cluster.Client(ConsentTier.Behaviour);

        // Every event is sent twice and some calls are an activation's last. A call that met two ending activations in a row is
        // refused unrun by Orleans; the sender tries again, as the edge does.
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 200).Select(async i =>
        {
            Task<RecordOutcome> Send() => cluster.Customer(id).Record([Interactions.View($"e{i / 2}", $"p{i % 7}", Now.AddSeconds(-i))]);
            for (; ;)
            {
                try
                {
                    return await (i % 20 == 0 ? GrainsCluster.Last(Send) : Send());
                }
                catch (OrleansMessageRejectionException)
                {
                }
            }
        }));

        Assert.Equal((100, 100), (outcomes.Sum(static outcome => outcome.Recorded), outcomes.Sum(static outcome => outcome.Repeated)));
        var journey = new List<Interaction>();
        for (string? after = null; ;)
        {
            var page = await cluster.Views(id).GetJourney(HeadOffice, after, 33);
            journey.AddRange(page.Interactions);
            if ((after = page.Next) is null)
            {
                break;
            }
        }

        Assert.Equal(100, journey.Select(static step => step.EventId).Distinct().Count());
        Assert.Equal(100, journey.Count);
        Assert.Equal(journey.OrderBy(static step => step.OccurredAt).Select(static step => step.EventId), journey.Select(static step => step.EventId));
        Assert.Equal(100, (await cluster.Views(id).GetProfile(HeadOffice))!.InteractionCount);
    }

    [Fact]
    public async Task Record_AnotherActivationWroteMeanwhile_ReplaysAndAppendsBehindIt()
    {
        var id = await cluster.Client(ConsentTier.Behaviour);
        await cluster.Customer(id).Record([Interactions.View("e1", "p1", Now)]);

        // What a second activation would have done, behind this one's back.
        var journal = cluster.Service<IJournal>();
        var foreign = new JournalEntry(3, "e2", new InteractionRecorded(Interactions.View("e2", "p2", Instant())));
        await journal.AppendAsync(new JournalAppend { Customer = id, ExpectedSeq = 2, Rows = [CustomerRows.ToRow(foreign, Instant())] });

        var outcome = await cluster.Customer(id).Record([Interactions.View("e2", "p2", Now), Interactions.View("e3", "p3", Now)]);

        Assert.Equal(new RecordOutcome(1, 1, 0), outcome);
        Assert.Equal(4, await journal.GetHeadAsync(id));
        Assert.Equal(3, (await cluster.Views(id).GetProfile(HeadOffice))!.InteractionCount);
    }

    [Fact]
    public async Task Record_TheDatabaseIsAway_ChangesNothingAndSaysSo()
    {
        var id = await cluster.Client(ConsentTier.Behaviour);
        BrokenJournal.Away[id] = true;

        var fault = await Assert.ThrowsAnyAsync<Exception>(() => cluster.Customer(id).Record([Interactions.View("e1", "p1", Now)]));
        var during = await cluster.Views(id).GetProfile(HeadOffice);
        BrokenJournal.Away.TryRemove(id, out _);
        var outcome = await cluster.Customer(id).Record([Interactions.View("e1", "p1", Now)]);

        Assert.IsType<StorageUnavailableException>(fault);
        Assert.Equal(0, during!.InteractionCount);
        Assert.Equal(new RecordOutcome(1, 0, 0), outcome);
    }

    [Fact]
    public async Task Record_WithoutConsent_CountsAndStoresNothing()
    {
        var id = GrainsCluster.New("c");

        var outcome = await cluster.Customer(id).Record([Interactions.View("e1", "p1", Now), Interactions.Of(InteractionKind.OrderCompleted, "e2", "p1", Now)]);

        Assert.Equal(new RecordOutcome(0, 0, 2), outcome);
        Assert.Equal(0, await cluster.Service<IJournal>().GetHeadAsync(id));
        var profile = await cluster.Views(id).GetProfile(Associate);
        Assert.Equal((2L, 0L), (profile!.Dropped, profile.InteractionCount));
        Assert.Null(profile.Traits);
    }

    [Fact]
    public async Task Decide_Downgrade_PurgesJournalStateSnapshotAndInbox()
    {
        var id = await cluster.Client(ConsentTier.Behaviour);
        var associate = GrainsCluster.New("a");
        await cluster.Customer(id).Assign(associate);
        await cluster.Customer(id).Record([.. Enumerable.Range(0, 12).Select(i => Interactions.View($"e{i}", "p1", Now.AddMinutes(-i)))]);
        var item = Assert.Single((await cluster.Inbox(associate).GetOpen()).Open);
        Assert.Equal(PromptKind.ConsideredItem, item.Item!.Prompt!.Kind);

        await cluster.Customer(id).Decide(Lives.Decision("down", ConsentTier.Category, Now));

        var open = await cluster.Inbox(associate).GetOpen();
        var told = await cluster.Inbox(associate).Read(0, 10);
        Assert.Empty(open.Open);
        Assert.Equal([InboxState.Recalled, InboxState.Recalled], told.Select(static entry => entry.State));
        Assert.All(told, static entry => Assert.Null(entry.Item));
        var rows = await cluster.Service<IJournal>().ReadRecentAsync(id, 100);
        Assert.DoesNotContain(rows, static row => row.Tier > (int)ConsentTier.Category && !row.Payload.IsEmpty);
        Assert.Empty((await cluster.Views(id).GetJourney(HeadOffice, null, 100)).Interactions);
        var profile = await GrainsCluster.Last(() => cluster.Views(id).GetProfile(HeadOffice));
        Assert.Equal(0, profile!.InteractionCount);
        Assert.Empty(profile.Considered);
        Assert.Equal(0, (await cluster.Views(id).GetProfile(HeadOffice))!.InteractionCount);
        Assert.Equal(new RecordOutcome(0, 1, 0), await cluster.Customer(id).Record([Interactions.View("e1", "p1", Now)]));
    }

    [Fact]
    public async Task Decide_Downgrade_TakesBackEvenWhatWasAcknowledged()
    {
        var id = await cluster.Client(ConsentTier.Behaviour);
        var associate = GrainsCluster.New("a");
        await cluster.Customer(id).Assign(associate);
        await cluster.Customer(id).Record([.. Enumerable.Range(0, 3).Select(i => Interactions.View($"e{i}", "p1", Now.AddMinutes(-i)))]);
        var prompt = Assert.Single((await cluster.Inbox(associate).GetOpen()).Open).Item!.Prompt!;
        await cluster.Customer(id).SettlePrompt(prompt.PromptId, PromptOutcome.Acknowledged, associate);

        await cluster.Customer(id).Decide(Lives.Decision("down", ConsentTier.Category, Now));

        Assert.Equal(
            [InboxState.Recalled, InboxState.Acknowledged, InboxState.Recalled],
            (await cluster.Inbox(associate).Read(0, 10)).Select(static entry => entry.State));
        Assert.True((await cluster.Service<IInboxStore>().GetAsync(associate, prompt.PromptId))!.Payload.IsEmpty);
    }

    [Fact]
    public async Task Decide_SeveralTimes_LeavesAnIntactLedger()
    {
        var id = GrainsCluster.New("c");
        await cluster.Customer(id).Decide(Lives.Decision("d1", ConsentTier.Identity, Now));
        await cluster.Customer(id).Decide(Lives.Decision("d2", ConsentTier.None, Now));
        await GrainsCluster.Last(() => cluster.Customer(id).Decide(Lives.Decision("d2", ConsentTier.None, Now)));
        await cluster.Customer(id).Decide(Lives.Decision("d3", ConsentTier.Category, Now));

        var rows = new List<LedgerRow>();
        await foreach (var row in cluster.Service<ILedger>().ReadAsync(id))
        {
            rows.Add(row);
        }

        Assert.Equal(3, rows.Count);
        Assert.Equal(["d1", "d2", "d3"], (await cluster.Views(id).GetLedger(Officer)).Entries.Select(static entry => entry.Decision.EventId));
        Assert.Empty((await cluster.Views(id).GetLedger(Associate)).Entries);
        Assert.Null((await cluster.Views(id).GetLedger(Officer)).FirstBreak);
    }

    [Fact]
    public async Task GetJourney_LateEventsPageByPage_ComesInOrderOfEventTimeAndIsLogged()
    {
        var id = await cluster.Client(ConsentTier.Behaviour);
        await cluster.Customer(id).Record([Interactions.View("e3", "p", Now.AddHours(-1)), Interactions.View("e1", "p", Now.AddHours(-3)), Interactions.View("e2", "p", Now.AddHours(-2))]);

        var first = await cluster.Views(id).GetJourney(HeadOffice, null, 2);
        var second = await cluster.Views(id).GetJourney(HeadOffice, first.Next, 2);

        Assert.Equal(["e1", "e2", "e3"], first.Interactions.Concat(second.Interactions).Select(static step => step.EventId));
        Assert.Null(second.Next);
        Assert.Equal(2, (await cluster.Service<IAccessLog>().ReadByCustomerAsync(id, 10)).Length);
        await Assert.ThrowsAnyAsync<ArgumentException>(() => cluster.Views(id).GetJourney(HeadOffice, "not a cursor", 2));
    }

    [Fact]
    public async Task GetJourney_ThePrivacyOfficer_SeesThatAndWhenButNotWhat()
    {
        var id = await cluster.Client(ConsentTier.Behaviour);
        await cluster.Customer(id).Record([Interactions.View("e1", "p1", Now, "Cognac Tote") with { Query = "tote" }]);

        var step = Assert.Single((await cluster.Views(id).GetJourney(Officer, null, 10)).Interactions);

        Assert.Equal(("e1", InteractionKind.ProductViewed), (step.EventId, step.Kind));
        Assert.Empty(step.Items);
        Assert.Null(step.Query);
    }

    [Fact]
    public async Task Record_AWishThatComesBack_IsPromptedWithTheCataloguesTitle()
    {
        var (product, associate) = (GrainsCluster.New("p"), GrainsCluster.New("a"));
        await cluster.Grains.GetGrain<IProductGrain>(product).Put(new ProductRecord { ProductId = product, Title = "Cognac Tote", Category = "bags" });
        var id = await cluster.Client(ConsentTier.Behaviour);
        await cluster.Customer(id).Assign(associate);
        await cluster.Customer(id).Record([Interactions.Of(InteractionKind.WishAdded, "e1", product, Now)]);

        var stock = await cluster.Grains.GetGrain<IProductGrain>(product).SetStock("s1", 2);
        Assert.Equal(id, Assert.Single(stock.Watchers));
        foreach (var watcher in stock.Watchers)
        {
            await cluster.Customer(watcher).BackInStock(product, "s1");
        }

        var prompt = Assert.Single((await cluster.Inbox(associate).GetOpen()).Open).Item!.Prompt!;
        Assert.Equal("The Cognac Tote she wished for is here again.", prompt.Reason);
        await cluster.Customer(id).SettlePrompt(prompt.PromptId, PromptOutcome.Acknowledged, associate);
        Assert.Equal(InboxState.Acknowledged, Assert.Single((await cluster.Inbox(associate).GetOpen()).Open).State);
        await cluster.Customer(id).Record([Interactions.Of(InteractionKind.WishRemoved, "e2", product, Now)]);
        Assert.Empty((await cluster.Grains.GetGrain<IProductGrain>(product).SetStock("s2", 1)).Watchers);
    }

    [Fact]
    public async Task Assign_ToAnother_MovesTheBookAndTheOpenPrompts()
    {
        var (one, two) = (GrainsCluster.New("a"), GrainsCluster.New("a"));
        var id = await cluster.Client(ConsentTier.Category);
        await cluster.Customer(id).Assign(one);
        await cluster.Customer(id).Record([Interactions.Of(InteractionKind.RepairReady, "e1", null, Now) with { Reference = "R1" }]);

        await cluster.Customer(id).Assign(two);

        Assert.Empty((await cluster.Grains.GetGrain<IAssociateGrain>(one).GetBook(null, 100)).CustomerIds);
        Assert.Equal(id, Assert.Single((await cluster.Grains.GetGrain<IAssociateGrain>(two).GetBook(null, 100)).CustomerIds));
        Assert.Empty((await cluster.Inbox(one).GetOpen()).Open);
        Assert.Equal(PromptKind.RepairReady, Assert.Single((await cluster.Inbox(two).GetOpen()).Open).Item!.Prompt!.Kind);
    }

    [Fact]
    public async Task Assign_ToAnotherAndBack_TheFirstHasHerPromptAgain()
    {
        var (one, two) = (GrainsCluster.New("a"), GrainsCluster.New("a"));
        var id = await cluster.Client(ConsentTier.Category);
        await cluster.Customer(id).Assign(one);
        await cluster.Customer(id).Record([Interactions.Of(InteractionKind.RepairReady, "e1", null, Now) with { Reference = "R1" }]);
        await cluster.Customer(id).Assign(two);

        await cluster.Customer(id).Assign(one);

        Assert.Equal(PromptKind.RepairReady, Assert.Single((await cluster.Inbox(one).GetOpen()).Open).Item!.Prompt!.Kind);
        Assert.Empty((await cluster.Inbox(two).GetOpen()).Open);
    }

    [Fact]
    public async Task Activation_RowsAfterTheSnapshot_AreDeliveredAgainWithoutDoubles()
    {
        // What a crash between the append and the delivery leaves: rows in the journal, nothing in the inbox.
        var associate = GrainsCluster.New("a");
        var (id, journal) = (GrainsCluster.New("c"), cluster.Service<IJournal>());
        var at = Instant();
        var ledger = ConsentLedger.Next(id, LedgerHead.Start, Lives.Decision("d1", ConsentTier.Category, at));
        var prompt = new Prompt("p_lost", PromptKind.RepairReady, id, "Ready", "It is ready.", [], 90, ConsentTier.Category, at, at.AddDays(3));
        CustomerEvent[] events = [new ConsentDecided(Lives.Decision("d1", ConsentTier.Category, at), new LedgerHead(1, ledger.Hash)), new Assigned(associate, at), new PromptRaised(prompt, "R1")];
        await journal.AppendAsync(new JournalAppend
        {
            Customer = id,
            ExpectedSeq = 0,
            Rows = [.. events.Select((e, i) => CustomerRows.ToRow(new JournalEntry(i + 1, CustomerRows.EventIdOf(e), e), at))],
            Ledger = [ledger],
        });

        await GrainsCluster.Last(() => cluster.Customer(id).Record([]));
        await cluster.Customer(id).Record([]);

        Assert.Equal("p_lost", Assert.Single(await cluster.Inbox(associate).Read(0, 10)).ItemId);
        Assert.Equal(id, Assert.Single((await cluster.Grains.GetGrain<IAssociateGrain>(associate).GetBook(null, 100)).CustomerIds));
    }

    [Fact]
    public async Task ReceiveReminder_CartLeftBehind_RaisesThePrompt()
    {
        var id = await cluster.Client(ConsentTier.Behaviour);
        await cluster.Customer(id).Record([Interactions.Of(InteractionKind.CartAdded, "e1", "p1", Now.AddHours(-3.9), "Silk Scarf")]);
        Assert.Empty((await cluster.Views(id).GetBrief(Associate))!.Prompts);
        await cluster.Customer(id).Record([Interactions.Of(InteractionKind.CartAdded, "e0", "p0", Now.AddHours(-30), "Belt")]);
        var other = await cluster.Client(ConsentTier.Behaviour);
        await cluster.Customer(other).Record([Interactions.Of(InteractionKind.CartAdded, "e1", "p1", Now.AddHours(-4.1), "Silk Scarf")]);

        await cluster.Customer(other).AsReference<IRemindable>().ReceiveReminder(CustomerReminders.Cart, default);

        Assert.Equal(
            "She put the Silk Scarf in the bag and has not come back to it.",
            Assert.Single((await cluster.Views(other).GetBrief(Associate))!.Prompts).Reason);
    }

    private static DateTimeOffset Instant() => Time.Instant.Trim(Now);
}

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

/// <summary>What is said of her, to whom, and when: prompts, books, reminders.</summary>
[Collection(ClusterTests.Name)]
public sealed class CustomerPromptTests(GrainsCluster cluster) : CustomerScene(cluster)
{
    [Fact]
    public async Task Record_AWishThatComesBack_IsPromptedWithTheCataloguesTitle()
    {
        var (product, associate) = (GrainsCluster.New("p"), GrainsCluster.New("a"));
        await Cluster.Grains.GetGrain<IProductGrain>(product).Put(new ProductRecord { ProductId = product, Title = "Cognac Tote", Category = "bags" });
        var id = await Cluster.Client(ConsentTier.Behaviour);
        await Cluster.Customer(id).Assign(associate);
        await Cluster.Customer(id).Record([Interactions.Of(InteractionKind.WishAdded, "e1", product, Now)]);

        var stock = await Cluster.Grains.GetGrain<IProductGrain>(product).SetStock("s1", 2);
        Assert.Equal(id, Assert.Single(stock.Watchers));
        foreach (var watcher in stock.Watchers)
        {
            await Cluster.Customer(watcher).BackInStock(product, "s1");
        }

        var prompt = Assert.Single((await Cluster.Inbox(associate).GetOpen()).Open).Item!.Prompt!;
        Assert.Equal("The Cognac Tote she wished for is here again.", prompt.Reason);
        await Cluster.Customer(id).SettlePrompt(prompt.PromptId, PromptOutcome.Acknowledged, associate);
        Assert.Equal(InboxState.Acknowledged, Assert.Single((await Cluster.Inbox(associate).GetOpen()).Open).State);
        await Cluster.Customer(id).Record([Interactions.Of(InteractionKind.WishRemoved, "e2", product, Now)]);
        Assert.Empty((await Cluster.Grains.GetGrain<IProductGrain>(product).SetStock("s2", 1)).Watchers);
    }

    [Fact]
    public async Task Assign_ToAnother_MovesTheBookAndTheOpenPrompts()
    {
        var (one, two) = (GrainsCluster.New("a"), GrainsCluster.New("a"));
        var id = await Cluster.Client(ConsentTier.Category);
        await Cluster.Customer(id).Assign(one);
        await Cluster.Customer(id).Record([Interactions.Of(InteractionKind.RepairReady, "e1", null, Now) with { Reference = "R1" }]);

        await Cluster.Customer(id).Assign(two);

        Assert.Empty((await Cluster.Grains.GetGrain<IAssociateGrain>(one).GetBook(null, 100)).CustomerIds);
        Assert.Equal(id, Assert.Single((await Cluster.Grains.GetGrain<IAssociateGrain>(two).GetBook(null, 100)).CustomerIds));
        Assert.Empty((await Cluster.Inbox(one).GetOpen()).Open);
        Assert.Equal(PromptKind.RepairReady, Assert.Single((await Cluster.Inbox(two).GetOpen()).Open).Item!.Prompt!.Kind);
    }

    [Fact]
    public async Task Assign_ToAnotherAndBack_TheFirstHasHerPromptAgain()
    {
        var (one, two) = (GrainsCluster.New("a"), GrainsCluster.New("a"));
        var id = await Cluster.Client(ConsentTier.Category);
        await Cluster.Customer(id).Assign(one);
        await Cluster.Customer(id).Record([Interactions.Of(InteractionKind.RepairReady, "e1", null, Now) with { Reference = "R1" }]);
        await Cluster.Customer(id).Assign(two);

        await Cluster.Customer(id).Assign(one);

        Assert.Equal(PromptKind.RepairReady, Assert.Single((await Cluster.Inbox(one).GetOpen()).Open).Item!.Prompt!.Kind);
        Assert.Empty((await Cluster.Inbox(two).GetOpen()).Open);
    }

    [Fact]
    public async Task Activation_RowsAfterTheSnapshot_AreDeliveredAgainWithoutDoubles()
    {
        // What a crash between the append and the delivery leaves: rows in the journal, nothing in the inbox.
        var associate = GrainsCluster.New("a");
        var (id, journal) = (GrainsCluster.New("c"), Cluster.Service<IJournal>());
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

        await GrainsCluster.Last(() => Cluster.Customer(id).Record([]));
        await Cluster.Customer(id).Record([]);

        Assert.Equal("p_lost", Assert.Single(await Cluster.Inbox(associate).Read(0, 10)).ItemId);
        Assert.Equal(id, Assert.Single((await Cluster.Grains.GetGrain<IAssociateGrain>(associate).GetBook(null, 100)).CustomerIds));
    }

    [Fact]
    public async Task ReceiveReminder_CartLeftBehind_RaisesThePrompt()
    {
        var id = await Cluster.Client(ConsentTier.Behaviour);
        await Cluster.Customer(id).Record([Interactions.Of(InteractionKind.CartAdded, "e1", "p1", Now.AddHours(-3.9), "Silk Scarf")]);
        Assert.Empty((await Cluster.Views(id).GetBrief(Associate))!.Prompts);
        await Cluster.Customer(id).Record([Interactions.Of(InteractionKind.CartAdded, "e0", "p0", Now.AddHours(-30), "Belt")]);
        var other = await Cluster.Client(ConsentTier.Behaviour);
        await Cluster.Customer(other).Record([Interactions.Of(InteractionKind.CartAdded, "e1", "p1", Now.AddHours(-4.1), "Silk Scarf")]);

        await Cluster.Customer(other).AsReference<IRemindable>().ReceiveReminder(CustomerReminders.Cart, default);

        Assert.Equal(
            "She put the Silk Scarf in the bag and has not come back to it.",
            Assert.Single((await Cluster.Views(other).GetBrief(Associate))!.Prompts).Reason);
    }
}

using System.Collections.Immutable;
using Luxe.Contracts.Associates;
using Luxe.Contracts.Consent;
using Luxe.Contracts.Customers;
using Luxe.Contracts.Identity;
using Luxe.Contracts.Prompts;
using Luxe.Grains.Tests.Hosting;
using Luxe.Storage;

namespace Luxe.Grains.Tests.Customers;

/// <summary>What comes in from elsewhere tells of the past: it is kept and folded, and nobody is spoken to because of it.</summary>
[Collection(ClusterTests.Name)]
public sealed class HistoryTests(GrainsCluster cluster)
{
    private static DateTimeOffset Now => DateTimeOffset.UtcNow;

    [Fact]
    public async Task Import_WhatWouldCallForPrompts_RaisesNoneUntilSheActsHerself()
    {
        var (id, associate) = await AssignedAsync();

        var outcome = await History(id).Import(null, [.. Reasons(id)]);

        Assert.Equal((new RecordOutcome(6, 0, 0), false), (outcome.Record, outcome.Decided));
        Assert.Empty((await Inbox(associate).GetOpen()).Open);
        Assert.Equal(8, await cluster.Service<IJournal>().GetHeadAsync(id));

        await cluster.Customer(id).Record([Interactions.View($"{id}-live", "p-live", Now)]);

        Assert.Equal(
            [PromptKind.ConsideredItem, PromptKind.AbandonedCart, PromptKind.Milestone],
            (await Inbox(associate).GetOpen()).Open.Select(static entry => entry.Item!.Prompt!.Kind).Order());
    }

    [Fact]
    public async Task Record_TheSameEventsLive_RaisesThem()
    {
        var (id, associate) = await AssignedAsync();

        await cluster.Customer(id).Record([.. Reasons(id)]);

        Assert.Equal(3, (await Inbox(associate).GetOpen()).Open.Length);
    }

    [Fact]
    public async Task Record_OnlyWhatHappenedLongAgo_RaisesNone()
    {
        var (id, associate) = await AssignedAsync();

        await cluster.Customer(id).Record([.. Reasons(id).Select(static reason => reason with { OccurredAt = reason.OccurredAt.AddYears(-2) })]);
        Assert.Empty((await Inbox(associate).GetOpen()).Open);

        // A birthday that is told late is still hers, and near.
        await cluster.Customer(id).Record([Interactions.View($"{id}-live", "p-live", Now)]);
        Assert.Equal(PromptKind.Milestone, Assert.Single((await Inbox(associate).GetOpen()).Open).Item!.Prompt!.Kind);
    }

    [Fact]
    public async Task Import_OfAnOpenPromptsReasonGone_EndsThePrompt()
    {
        var (id, associate) = await AssignedAsync();
        await cluster.Customer(id).Record([.. Reasons(id)]);

        await History(id).Import(null, [Interactions.Of(InteractionKind.OrderCompleted, $"{id}-bought", "bag", Now.AddMinutes(-5))]);

        // What she bought is no longer considered, and her cart is empty.
        Assert.Equal(PromptKind.Milestone, Assert.Single((await Inbox(associate).GetOpen()).Open).Item!.Prompt!.Kind);
    }

    [Fact]
    public async Task Import_WithVouchedConsent_DecidesOnceAndNeverOverHerOwnWord()
    {
        var (stranger, decided) = (GrainsCluster.New("c"), await cluster.Client(ConsentTier.Category));

        var first = await History(stranger).Import(Vouched(stranger), [Interactions.View("e1", "p1", Now.AddYears(-1))]);
        var second = await GrainsCluster.Last(() => History(stranger).Import(Vouched(stranger), [Interactions.View("e1", "p1", Now.AddYears(-1)), Interactions.View("e2", "p1", Now)]));
        var third = await History(stranger).Import(Vouched(stranger), [Interactions.View("e2", "p1", Now)]);
        var hers = await History(decided).Import(Vouched(decided), [Interactions.View("e1", "p1", Now)]);

        Assert.Equal(new HistoryOutcome(new RecordOutcome(1, 0, 0), true), first);
        Assert.Equal(new HistoryOutcome(new RecordOutcome(1, 1, 0), false), second);
        Assert.Equal(new HistoryOutcome(new RecordOutcome(0, 1, 0), false), third);
        Assert.Equal(new HistoryOutcome(new RecordOutcome(0, 0, 1), false), hers);
        Assert.Equal(3, await cluster.Service<IJournal>().GetHeadAsync(stranger));
        Assert.Equal(ConsentTier.Behaviour, (await cluster.Views(stranger).GetConsent()).Tier);
    }

    [Fact]
    public async Task Decide_HerNoFromBeforeTheImport_StandsAndPurgesWhatTheImportBrought()
    {
        var id = GrainsCluster.New("c");
        var said = Now.AddHours(-2);
        await History(id).Import(Vouched(id), [Interactions.View("e1", "p1", Now.AddYears(-1))]);

        // Her tablet was off line; the importer comes again afterwards.
        var held = await GrainsCluster.Last(() => cluster.Customer(id).Decide(new ConsentDecision("tablet", ConsentTier.None, Purposes.None, "v1", null, "store", "client", said)));
        var again = await History(id).Import(Vouched(id), [Interactions.View("e2", "p1", Now.AddYears(-1))]);

        Assert.Equal(ConsentTier.None, held.Tier);
        Assert.Equal(new HistoryOutcome(new RecordOutcome(0, 0, 1), false), again);
        Assert.Equal(ConsentTier.None, (await cluster.Views(id).GetConsent()).Tier);
        await foreach (var row in cluster.Service<IJournal>().ReadAsync(id, 0))
        {
            Assert.Equal(row.EventId == "e1", row.IsRedacted);
        }
    }

    [Fact]
    public async Task Introduce_ManyStrangersByTwoAtOnce_GivesEachTokenOneClientAsTheResolverSeesHer()
    {
        var introductions = cluster.Service<Luxe.Grains.Identity.Introductions>();
        var mark = GrainsCluster.New("t");
        IdentityToken[] tokens = [.. Enumerable.Range(0, 60).Select(i => new IdentityToken((IdentityKind)(i % 2), $"{mark}-{i}"))];
        var strangers = tokens.ToDictionary(token => introductions.KeyOf(token)!, static token => token.Kind);
        var resolver = cluster.Grains.GetGrain<IIdentityResolver>(IIdentityResolver.Key);
        var known = await resolver.Resolve([tokens[7]]);

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => introductions.IntroduceAsync(strangers))));
        var asked = await Task.WhenAll(tokens.Select(token => resolver.Resolve([token])));

        Assert.All(answers, answer => Assert.Equal(asked, tokens.Select(token => answer.Owners[introductions.KeyOf(token)!])));
        Assert.Equal(known, asked[7]);
        Assert.Equal(60, asked.Distinct().Count());
        Assert.Equal(59, answers.Sum(static answer => answer.Born.Count));
        Assert.Equal(Standing.Anonymous, (await cluster.Grains.GetGrain<IStandingGrain>(asked[1]).Get()).Standing);
        Assert.Equal(Standing.Known, (await cluster.Grains.GetGrain<IStandingGrain>(asked[2]).Get()).Standing);
    }

    private static IEnumerable<Interaction> Reasons(string id) =>
    [
        Interactions.View($"{id}-1", "bag", Now.AddDays(-3)),
        Interactions.View($"{id}-2", "bag", Now.AddDays(-2)),
        Interactions.View($"{id}-3", "bag", Now.AddDays(-1)),
        Interactions.Of(InteractionKind.CartAdded, $"{id}-4", "coat", Now.AddHours(-10)),
        Interactions.Of(InteractionKind.WishAdded, $"{id}-5", "ring", Now.AddDays(-3)),
        Interactions.Of(InteractionKind.Identified, $"{id}-6", null, Now.AddDays(-1)) with
        {
            Traits = new Traits { Birthday = DateOnly.FromDateTime(Now.UtcDateTime).AddDays(2).AddYears(-40) },
        },
    ];

    private async Task<(string Id, string Associate)> AssignedAsync()
    {
        var id = await cluster.Client(ConsentTier.Behaviour);
        await cluster.Customer(id).Assign($"as-{id}");
        return (id, $"as-{id}");
    }

    private static ConsentDecision Vouched(string id) => new($"import-{id}", ConsentTier.Behaviour, Purposes.None, "v1", null, "import", "import", Now);

    private ICustomerHistory History(string id) => cluster.Grains.GetGrain<ICustomerHistory>(id);

    private IInbox Inbox(string associate) => cluster.Inbox(associate);
}

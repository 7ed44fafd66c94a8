using Luxe.Cli.Bench.State;
using Luxe.Contracts.Customers;
using Luxe.Grains.Consent;
using Luxe.Grains.Customers;
using Luxe.Grains.Prompts;

namespace Luxe.Cli.Bench.Consent;

/// <summary>Clients whose reads show something of everything: heavy lives, a piece they keep coming back to, a visit that lasts, prompts that stand.</summary>
internal static class HeavyClients
{
    private const string Store = "paris";
    private const string Associate = "bench-associate";

    /// <summary>She allows everything, so that each gate is passed and nothing is left out.</summary>
    public static CustomerState Of(int seed, DateTimeOffset now)
    {
        var chance = new Random(seed);
        var life = HeavyLife.Of(seed, now);
        var piece = BenchClients.About(chance, now.AddDays(-5), InteractionKind.ProductViewed);
        CustomerEvent[] events =
        [
            new ConsentDecided(HeavyLife.Decision(now), LedgerHead.Start),
            new Assigned(Associate, now.AddYears(-1)),
            .. life.Select(static moment => new InteractionRecorded(moment)),
            .. Enumerable.Range(0, 4).Select(day => new InteractionRecorded(piece with { EventId = $"bench-again-{day}", OccurredAt = now.AddDays(day - 5) })),
            new InteractionRecorded(new Interaction { EventId = "bench-visit", Kind = InteractionKind.Arrived, OccurredAt = now.AddMinutes(-5), ReceivedAt = now.AddMinutes(-5), Channel = Channel.Store, StoreId = Store }),
        ];
        var state = CustomerState.Empty.Apply(Numbered(0, events));
        var wish = life.First(static moment => moment.Kind == InteractionKind.WishAdded).Items[0].ProductId;
        var drafts = PromptRules.Raise(ClientCut.Of(state, now), [], [], new StockSignal(wish, Store), now);
        var words = PromptWords.Of(ClientCut.Of(state, now).Title);
        var raised = drafts.Select(draft => new PromptRaised(PromptComposer.Compose(BenchClients.Id(seed), draft, words, new Dictionary<string, string>(), now), draft.Subject));
        return state.Apply(Numbered(state.Seq, raised));
    }

    private static IEnumerable<JournalEntry> Numbered(long after, IEnumerable<CustomerEvent> events) =>
        events.Select((each, place) => new JournalEntry(after + place + 1, FormattableString.Invariant($"bench-{after + place}"), each));
}

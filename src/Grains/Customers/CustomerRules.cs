using System.Collections.Immutable;
using Luxe.Contracts.Consent;
using Luxe.Contracts.Customers;
using Luxe.Contracts.Prompts;
using Luxe.Grains.Consent;
using Luxe.Grains.Prompts;
using Luxe.Grains.Time;

namespace Luxe.Grains.Customers;

/// <summary>What a client's grain decides. Pure: state and command in, events out.</summary>
internal static class CustomerRules
{
    /// <summary>Takes interactions through gate 1, each event id once.</summary>
    public static CustomerChange Record(CustomerState state, ImmutableArray<Interaction> interactions, IReadOnlySet<string> known)
    {
        var events = ImmutableArray.CreateBuilder<CustomerEvent>(interactions.Length);
        var taken = new HashSet<string>(StringComparer.Ordinal);
        int repeated = 0, dropped = 0;
        foreach (var interaction in interactions)
        {
            if (IsKnown(state, interaction.EventId, known) || taken.Contains(interaction.EventId))
            {
                repeated++;
            }
            else if (!ConsentGate.Admits(state.Consent, interaction.Kind))
            {
                dropped++;
            }
            else
            {
                taken.Add(interaction.EventId);
                events.Add(new InteractionRecorded(Tidy(interaction)));
            }
        }

        return new CustomerChange(events.DrainToImmutable()) { Repeated = repeated, Dropped = dropped };
    }

    /// <summary>
    /// Takes her decision into the ledger; a lower tier purges what lies above it. One that is older than what holds (a tablet that was
    /// off line) is only written down: her latest word stands, in whatever order her words arrive.
    /// </summary>
    public static CustomerChange Decide(CustomerState state, string customerId, ConsentDecision decision, IReadOnlySet<string> known)
    {
        if (IsKnown(state, decision.EventId, known))
        {
            return CustomerChange.Nothing;
        }

        var tidy = decision with { DecidedAt = Instant.Trim(decision.DecidedAt) };
        var row = ConsentLedger.Next(customerId, state.Ledger, tidy);
        return new CustomerChange([new ConsentDecided(tidy, new LedgerHead(row.Seq, row.Hash))])
        {
            Ledger = row,
            RedactAboveTier = !state.IsOutdated(tidy) && tidy.Tier < state.Consent.Tier ? tidy.Tier : null,
        };
    }

    /// <summary>Puts her in a book, or takes her out.</summary>
    public static CustomerChange Assign(CustomerState state, string? associateId, DateTimeOffset now) =>
        state.AssociateId == associateId ? CustomerChange.Nothing : new CustomerChange([new Assigned(associateId, now)]);

    /// <summary>Ends a prompt on an associate's word.</summary>
    public static CustomerChange Settle(CustomerState state, string promptId, PromptOutcome outcome, DateTimeOffset now) =>
        state.Prompts.FirstOrDefault(open => open.Prompt.PromptId == promptId) is { } prompt
            ? new CustomerChange([new PromptEnded(promptId, outcome, prompt.AssociateId, now)])
            : CustomerChange.Nothing;

    /// <summary>The interaction that a visit is.</summary>
    public static Interaction Visiting(InteractionKind kind, Visit visit, string eventId, DateTimeOffset now) => new()
    {
        EventId = eventId,
        Kind = kind,
        OccurredAt = visit.At,
        ReceivedAt = now,
        Channel = Channel.Store,
        StoreId = visit.StoreId,
        Name = visit.Source,
    };

    /// <summary>What follows from a change: prompts that now lack their reason or her leave, and drafts of what is worth saying now.</summary>
    public static (ImmutableArray<CustomerEvent> Endings, ImmutableArray<PromptDraft> Drafts) Follow(
        CustomerState before, CustomerChange change, StockSignal? stock, DateTimeOffset now)
    {
        // Ending a prompt changes nothing that a view shows, so one cut serves both.
        var after = Preview(before, change.Events);
        var cut = ClientCut.Of(after, now);
        ImmutableArray<CustomerEvent> endings = [.. Endings(before, change, cut, now)];
        after = Preview(after, endings);
        return (endings, [.. PromptRules.Raise(cut, after.Prompts, after.Raised, stock, now)]);
    }

    private static IEnumerable<CustomerEvent> Endings(CustomerState before, CustomerChange change, ClientCut cut, DateTimeOffset now)
    {
        var settled = change.Events.OfType<PromptEnded>().Select(static ended => ended.PromptId).ToHashSet(StringComparer.Ordinal);
        foreach (var open in before.Prompts)
        {
            if (!settled.Contains(open.Prompt.PromptId) && PromptRules.Ending(cut, open, now) is { } outcome)
            {
                yield return new PromptEnded(open.Prompt.PromptId, outcome, open.AssociateId, now);
            }
        }
    }

    private static CustomerState Preview(CustomerState state, IEnumerable<CustomerEvent> events) =>
        events.Aggregate(state, static (s, e) => s.Apply(new JournalEntry(s.Seq + 1, CustomerRows.EventIdOf(e), e)));

    private static bool IsKnown(CustomerState state, string eventId, IReadOnlySet<string> known) =>
        known.Contains(eventId) || state.RecentIds.Contains(eventId);

    /// <summary>
    /// Times as the journal keeps them, and no unset list: what is folded now is what a replay will fold.
    /// And no field that lies above the kind's tier: a search text sent with an order would outlive the purge of what she searched.
    /// </summary>
    private static Interaction Tidy(Interaction interaction) => ConsentGate.Cut(interaction) with
    {
        OccurredAt = Instant.Trim(interaction.OccurredAt),
        ReceivedAt = Instant.Trim(interaction.ReceivedAt),
        Items = interaction.Items.IsDefault ? [] : interaction.Items,
        Traits = interaction.Traits is null ? null : DeclaredTraits.Merge(null, interaction.Traits),
    };
}

/// <summary>What a decision writes.</summary>
/// <param name="Events">In order.</param>
internal sealed record CustomerChange(ImmutableArray<CustomerEvent> Events)
{
    public static CustomerChange Nothing { get; } = new(ImmutableArray<CustomerEvent>.Empty);

    public int Repeated { get; init; }

    public int Dropped { get; init; }

    public Storage.LedgerRow? Ledger { get; init; }

    public ConsentTier? RedactAboveTier { get; init; }
}

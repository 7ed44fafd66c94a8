using System.Collections.Immutable;
using Luxe.Contracts.Consent;
using Luxe.Contracts.Customers;
using Luxe.Contracts.Prompts;
using Luxe.Grains.Consent;
using Luxe.Grains.Policies;
using Luxe.Grains.Prompts;
using Luxe.Grains.Time;

namespace Luxe.Grains.Customers;

/// <summary>What a client's grain decides. Pure: state and command in, events out.</summary>
internal static class CustomerRules
{
    /// <summary>Takes interactions through gate 1, each event id once. What came later than any prompt lives is history.</summary>
    public static CustomerChange Record(CustomerState state, ImmutableArray<Interaction> interactions, IReadOnlySet<string> known, string? door = null)
    {
        var events = ImmutableArray.CreateBuilder<CustomerEvent>(interactions.Length);
        HashSet<string>? taken = interactions.Length > 1 ? new(StringComparer.Ordinal) : null;
        int repeated = 0, dropped = 0;
        foreach (var interaction in interactions)
        {
            if (known.Contains(interaction.EventId) || taken?.Contains(interaction.EventId) == true)
            {
                repeated++;
            }
            else if (!ConsentGate.Admits(state.Consent, interaction.Kind))
            {
                dropped++;
            }
            else
            {
                taken?.Add(interaction.EventId);
                events.Add(new InteractionRecorded(Tidy(interaction, state.Consent.Withheld), door));
            }
        }

        return new CustomerChange(events.DrainToImmutable())
        {
            Repeated = repeated,
            Dropped = dropped,
            IsHistory = !interactions.IsEmpty && interactions.All(static interaction => interaction.ReceivedAt - interaction.OccurredAt > PromptPolicy.Longest),
        };
    }

    /// <summary>Her past: the consent that is vouched for, if she has decided nothing, and interactions through the gate that it opens. It is no news.</summary>
    public static CustomerChange Import(
        CustomerState state, string customerId, ConsentDecision? unlessDecided, ImmutableArray<Interaction> interactions, IReadOnlySet<string> known, string? door = null)
    {
        var decided = unlessDecided is not null && state.Consent.IsUndecided() ? Decide(state, customerId, unlessDecided, known, door) : CustomerChange.Nothing;
        var then = decided.Events.Aggregate(state, static (before, next) => before.Apply(new JournalEntry(before.Seq + 1, CustomerRows.EventIdOf(next), next)));
        var recorded = Record(then, interactions, known, door);
        return decided with { Events = decided.Events.AddRange(recorded.Events), Repeated = recorded.Repeated, Dropped = recorded.Dropped, IsHistory = true };
    }

    /// <summary>
    /// Takes her decision into the ledger; a lower tier purges what lies above it. One that is older than what holds (a tablet that was
    /// off line) is only written down: her latest word stands, in whatever order her words arrive.
    /// </summary>
    public static CustomerChange Decide(CustomerState state, string customerId, ConsentDecision decision, IReadOnlySet<string> known, string? door = null)
    {
        if (state.IsErased || known.Contains(decision.EventId))
        {
            return CustomerChange.Nothing;
        }

        var tidy = decision with { DecidedAt = Instant.Trim(decision.DecidedAt) };
        var row = ConsentLedger.Next(customerId, state.Ledger, tidy);
        return CustomerPurge.With(new CustomerChange([new ConsentDecided(tidy, new LedgerHead(row.Seq, row.Hash), door)]) { Ledger = row }, state, tidy, door);
    }

    /// <summary>The decision as the policy lets it be taken: somebody who is known to be under age gets no more than the policy's tier for her.</summary>
    public static ConsentDecision Capped(CustomerState state, ConsentDecision decision, IPolicyBook policies, DateTimeOffset now) => policies.Cap(decision, state.Traits, now);

    /// <summary>What holds as her age lets it be, now that her age is known; null when that lowers nothing. It has the time of her word, so that her next one outranks it.</summary>
    public static ConsentDecision? HeldToAge(CustomerState state, IPolicyBook policies, DateTimeOffset now)
    {
        var held = state.Consent;
        var said = new ConsentDecision(
            $"under-age:{state.Ledger.Seq}", held.Tier, held.Purposes, held.NoticeVersion ?? "", null, held.Channel ?? "", "policy", held.DecidedAt ?? DateTimeOffset.UnixEpoch, held.Withheld, held.LeaveMeAlone);
        return Capped(state, said, policies, now) is var capped && capped.Tier < held.Tier ? capped : null;
    }

    /// <summary>Puts her in a book, or takes her out.</summary>
    public static CustomerChange Assign(CustomerState state, string? associateId, DateTimeOffset now, string? door = null) =>
        state.IsErased || state.AssociateId == associateId ? CustomerChange.Nothing : new CustomerChange([new Assigned(associateId, now, door)]);

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

    /// <summary>
    /// What follows from a change: prompts that now lack their reason or her leave end with it; returns drafts of what is worth saying now, where
    /// it is news.
    /// </summary>
    public static List<PromptDraft> Follow(CustomerStep step, StockSignal? stock, DateTimeOffset now, bool isNews)
    {
        if (!isNews && step.Before.Prompts.IsEmpty)
        {
            return [];
        }

        // Ending a prompt changes nothing that a view shows, so one cut serves both.
        var cut = ClientCut.Of(step.After, now);
        foreach (var open in step.Before.Prompts)
        {
            // A lower tier, and rows that were emptied, have taken prompts out of the state already: their inboxes must be told all the same.
            if (!step.Ends(open.Prompt.PromptId) && (PromptRules.Ending(cut, open, now) ?? (step.IsEmptied ? Lost(step.After, open) : null)) is { } outcome)
            {
                step.Add(new PromptEnded(open.Prompt.PromptId, outcome, open.AssociateId, now));
            }
        }

        return isNews ? PromptRules.Raise(cut, step.After.Prompts, step.After.Raised, stock, now) : [];
    }

    private static PromptOutcome? Lost(CustomerState after, OpenPrompt open) =>
        after.Prompts.Any(kept => kept.Prompt.PromptId == open.Prompt.PromptId) ? null : PromptOutcome.Recalled;

    /// <summary>
    /// Times as the journal keeps them, and no unset list: what is folded now is what a replay will fold.
    /// And no field that lies above the kind's tier: a search text sent with an order would outlive the purge of what she searched.
    /// </summary>
    private static Interaction Tidy(Interaction interaction, DataUses withheld)
    {
        var cut = ConsentGate.Cut(interaction, withheld);
        return cut with
        {
            OccurredAt = Instant.Trim(cut.OccurredAt),
            ReceivedAt = Instant.Trim(cut.ReceivedAt),
            Items = cut.Items.IsDefault ? [] : cut.Items,
            Traits = cut.Traits is null ? null : DeclaredTraits.Merge(null, cut.Traits),
        };
    }
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

    /// <summary>Nothing follows from it: it says itself which prompts end and begin.</summary>
    public bool IsWhole { get; init; }

    /// <summary>It tells of the past: prompts may end by it, none begins.</summary>
    public bool IsHistory { get; init; }

    /// <summary>The state that a replay will give, when rows are released.</summary>
    public CustomerState? Rewound { get; init; }

    /// <summary>Rows of her own journal that are emptied.</summary>
    public ImmutableArray<long> Redact { get; init; } = [];

    /// <summary>The state that her journal gives without those rows, when it is another than a cut of the one that holds.</summary>
    public CustomerState? Emptied { get; init; }

    /// <summary>Rows of her own journal that are emptied and whose ids may come again: what follows is found by a replay from the start.</summary>
    public ImmutableArray<long> Release { get; init; } = [];

    /// <summary>What is written to other journals in the same transaction.</summary>
    public ImmutableArray<Storage.JournalAppend> Others { get; init; } = [];
}

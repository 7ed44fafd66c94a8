using System.Collections.Immutable;
using Luxe.Contracts.Consent;
using Luxe.Grains.Consent;
using Luxe.Grains.Merges;
using Luxe.Storage;

namespace Luxe.Grains.Customers;

/// <summary>Which stored rows a decision purges, in her journal and in those of everybody she absorbed.</summary>
internal static class CustomerPurge
{
    /// <summary>Uses of what is worked out of rows that rest on others.</summary>
    private const DataUses WithoutRows = DataUses.PatternsAcrossTime | DataUses.Cohorts | DataUses.InferredTaste | DataUses.BeyondObserved;

    /// <summary>
    /// A lower tier purges what lies above it. While a merge stands, rows lie above what it lets through, here and in frozen journals:
    /// her own word purges them too, even where it does not lower what the merge already lowered.
    /// </summary>
    public static CustomerChange With(CustomerChange change, CustomerState state, ConsentDecision decision, string? door) => MergeFold.Heard(state, decision, door) switch
    {
        null => change,
        (var consent, true) when door is not null => change with { Others = Frozen([door], consent.Tier) },
        (var consent, true) => change with { RedactAboveTier = consent.Tier < state.Consent.Tier ? consent.Tier : null },
        (var consent, false) when state.Marks is { Merges.IsEmpty: false } marks && consent.Tier < ConsentTier.Identity =>
            change with { RedactAboveTier = consent.Tier, Others = Frozen(marks.Covered, consent.Tier) },
        (var consent, false) => change with { RedactAboveTier = consent.Tier < state.Consent.Tier ? consent.Tier : null },
    };

    /// <summary>
    /// The uses whose rows a decision empties by number, for no tier tells them apart, visits among them; none when there can be no such rows. While a merge
    /// stands, and after one was taken back, rows may lie in the journal that somebody else's word withheld before: her own reaches those too.
    /// </summary>
    public static DataUses Empties(CustomerState state, ConsentDecision decision, string? door)
    {
        if (ConsentGate.ClosedBy(decision.Held()) == DataUses.None || MergeFold.Heard(state, decision, door) is not var (consent, isLate))
        {
            return DataUses.None;
        }

        var closed = ConsentGate.ClosedBy(consent);
        var more = closed & ~ConsentGate.ClosedBy(state.Consent);

        // Who was never met nor bought anything has no visits that her journal need be read for.
        var emptied = state.Marks is not null ? (isLate ? more : closed)
            : more & ConsentGate.Within(state.Consent.Tier) & (state.Declared.Count == 0 ? ~ConsentGate.Visits : (DataUses)~0);
        return emptied & ConsentGate.Within(consent.Tier) & ~WithoutRows;
    }

    /// <summary>Whether the journals must be read to know which rows a decision purges.</summary>
    public static bool Reads(CustomerState state, ConsentDecision decision, string? door) =>
        (door is not null && MergeFold.Heard(state, decision, door) is (_, true)) || Empties(state, decision, door) != DataUses.None;

    /// <summary>What a decision purges beside what a tier tells.</summary>
    /// <param name="change">What the decision writes, with the purge by tier.</param>
    /// <param name="state">Her state.</param>
    /// <param name="decision">What she decided.</param>
    /// <param name="door">By which it came; null: her own.</param>
    /// <param name="own">Her journal.</param>
    /// <param name="others">Those of everybody she absorbed.</param>
    public static CustomerChange Further(CustomerChange change, CustomerState state, ConsentDecision decision, string? door, LifeOnPaper own, IReadOnlyList<LifeOnPaper> others)
    {
        if (own.State.Seq != state.Seq)
        {
            // Another activation wrote meanwhile.
            throw new JournalConflictException(own.CustomerId, state.Seq, own.State.Seq);
        }

        if (MergeFold.Heard(state, decision, door) is not var (consent, isLate))
        {
            return change;
        }

        change = isLate && door is not null ? Late(change, own, others, door, consent.Tier) : change;
        return Empties(state, decision, door) is var uses && uses == DataUses.None
            ? change
            : new SwitchPurge(state, own, others, uses, isLate ? door ?? own.CustomerId : null).Of(change, consent.Withheld, decision.EventId);
    }

    /// <summary>
    /// Her word by an absorbed door that comes late leaves what the others said, and reaches what came by that door alone: in the journal of that
    /// door, and wherever its rows were copied to, along a chain of merges.
    /// </summary>
    private static CustomerChange Late(CustomerChange change, LifeOnPaper survivor, IEnumerable<LifeOnPaper> others, string door, ConsentTier tier) => change with
    {
        Redact = Copies(survivor, door, tier),
        Others = change.Others.AddRange(others.Where(life => life.CustomerId != door).Select(life => (life.CustomerId, Seqs: Copies(life, door, tier))).Where(static life => !life.Seqs.IsEmpty)
            .Select(static life => new JournalAppend { Customer = life.CustomerId, ExpectedSeq = long.MaxValue, RedactSeqs = life.Seqs })),
    };

    private static ImmutableArray<long> Copies(LifeOnPaper life, string door, ConsentTier tier) =>
        [.. life.Entries.Where(entry => entry.Event is InteractionRecorded step && step.Origin == door && ConsentGate.TierOf(step.Interaction.Kind) > tier).Select(static entry => entry.Seq)];

    /// <summary>Nobody writes to a frozen journal but her survivor, whose own append says that she still is.</summary>
    private static ImmutableArray<JournalAppend> Frozen(IEnumerable<string> customers, ConsentTier above) =>
        [.. customers.Select(id => new JournalAppend { Customer = id, ExpectedSeq = long.MaxValue, RedactAboveTier = (int)above })];
}

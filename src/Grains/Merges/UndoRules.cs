using System.Collections.Immutable;
using Luxe.Contracts.Consent;
using Luxe.Contracts.Customers;
using Luxe.Grains.Consent;
using Luxe.Grains.Customers;
using Luxe.Grains.Prompts;
using Luxe.Storage;

namespace Luxe.Grains.Merges;

/// <summary>
/// What undoing a merge does: the survivor's rows of the merge are released, so that a replay gives her as she was with what happened since;
/// what came through the absorbed's doors since goes to the absorbed.
/// </summary>
internal static class UndoRules
{
    /// <summary>How it must be refused, or null when it can be planned.</summary>
    public static UndoOutcome? Refusal(string customerId, CustomerState state, string mergeId) => state switch
    {
        { IsErased: true } => new UndoOutcome(UndoResult.Erased),
        { Into: { } into } => new UndoOutcome(UndoResult.SurvivorIsAbsorbed, into.MergeId, CustomerId: into.SurvivorId),
        { Marks.Merges: [.., var last] } when last.MergeId == mergeId => null,
        { Marks.Merges: [.., var last] } when state.Marks.Merges.Any(merge => merge.MergeId == mergeId) => new UndoOutcome(UndoResult.NotTheLatest, last.MergeId, CustomerId: customerId),
        _ => new UndoOutcome(UndoResult.UnknownMerge),
    };

    /// <param name="ordered">The merge that somebody takes back; another one when this is a stitched sequence's that stands on it.</param>
    public static UndoPlan Plan(LifeOnPaper survivor, LifeOnPaper absorbed, ActiveMerge merge, string ordered, string actor, DateTimeOffset now)
    {
        var sorted = Since.Sort(survivor, merge);
        return new UndoPlan(Survivor(survivor, merge, sorted, ordered, actor, now), Absorbed(absorbed, survivor.CustomerId, merge, sorted, actor, now));
    }

    private static UndoSide Survivor(LifeOnPaper life, ActiveMerge merge, Since since, string ordered, string actor, DateTimeOffset now)
    {
        var merged = (Merged)life.Entries.First(entry => entry.Seq == merge.Seq).Event!;
        var alone = life.Without(since.Released);
        var final = StricterConsent.Under(alone.Consent, since.ByTheAbsorbed);
        var entry = final.AllowsAs(life.State.Consent) ? null : ConsentLedger.Next(
            life.CustomerId, life.State.Ledger, StricterConsent.Entry(MergeRules.UndoIdOf(merge.MergeId), final, actor, now));
        var undone = new MergeUndone(
            merge.MergeId, merge.AbsorbedId, merged.Actor, merged.Reason, merged.At, actor, now, since.ByTheAbsorbed, Head(entry) ?? life.State.Ledger)
        {
            For = ordered == merge.MergeId ? null : ordered,
            Stitched = Stitched(life, merge.MergeId),
        };
        var emptied = Over(life, since.Released, ConsentGate.ClosedBy(final) & ~ConsentGate.ClosedBy(alone.Consent));
        return new UndoSide([undone], entry is null ? [] : [entry])
        {
            Release = [.. since.Released.Order()],

            // What was taken in only because the other's word was wider does not stay.
            Redact = [.. since.Own.Where(row => IsOver(row.Interaction, final)).Select(static row => row.Seq).Union(emptied).Order()],
            RedactAboveTier = final.Tier < alone.Consent.Tier ? final.Tier : null,
            After = life.Without(since.Released, emptied).Apply(new JournalEntry(life.State.Seq + 1, CustomerRows.EventIdOf(undone), undone)),
        };
    }

    /// <summary>Whose sequences were taken off this merge, by an undoing that was cut off before it came to the merge itself too.</summary>
    private static ImmutableArray<string>? Stitched(LifeOnPaper life, string mergeId) =>
        life.Entries.Select(static entry => entry.Event).OfType<MergeUndone>().Where(undone => undone.For == mergeId).Select(static undone => undone.AbsorbedId).Distinct().ToImmutableArray()
            is { IsEmpty: false } stitched ? stitched : null;

    private static UndoSide Absorbed(LifeOnPaper life, string survivorId, ActiveMerge merge, Since since, string actor, DateTimeOffset now)
    {

        // Her journal stands still behind the signpost, whose row may be damaged.
        var signpost = (life.Entries.LastOrDefault(entry => entry.Event is MergedInto into && into.MergeId == merge.MergeId) ?? life.Entries[^1]).Seq;
        var frozen = life.Without(new HashSet<long> { signpost });
        var known = life.EventIds.ToHashSet(StringComparer.Ordinal);
        var hers = since.Moved(merge.AbsorbedId).Where(e => CustomerRows.EventIdOf(e) is not { } id || known.Add(id)).ToImmutableArray();
        var (decided, ledger) = Ledgered(life.CustomerId, frozen, hers);
        var alone = decided.Aggregate(frozen, static (state, e) => state.Apply(new JournalEntry(state.Seq + 1, null, e)));
        var final = StricterConsent.Under(alone.Consent, since.ByOthers);
        if (!final.AllowsAs(alone.Consent))
        {
            ledger = ledger.Add(ConsentLedger.Next(
                life.CustomerId, alone.Ledger, StricterConsent.Entry(MergeRules.UndoIdOf(merge.MergeId), final, actor, now)));
        }

        var restored = new Restored(merge.MergeId, survivorId, actor, now, since.ByOthers, ledger is [.., var end] ? Head(end)! : frozen.Ledger);

        // She may have said less than the merged client allowed then.
        var kept = decided.Where(e => e is not InteractionRecorded step || ConsentGate.Admits(final, step.Interaction.Kind))
            .Select(e => e is InteractionRecorded step && final.Withheld != DataUses.None ? step with { Interaction = ConsentGate.Cut(step.Interaction, final.Withheld) } : e);
        return new UndoSide([.. kept, restored], ledger)
        {
            Release = [signpost],
            Redact = [.. Over(life, [signpost], ConsentGate.ClosedBy(final) & ~ConsentGate.ClosedBy(frozen.Consent)).Order()],
            RedactAboveTier = final.Tier < frozen.Consent.Tier ? final.Tier : null,
        };
    }

    /// <summary>
    /// Rows that rest on what is withheld from now, the other's word included. Of traits only a part may: the state is cut, and her own next word takes the rows.
    /// </summary>
    private static HashSet<long> Over(LifeOnPaper life, HashSet<long> released, DataUses withheld) => withheld == DataUses.None ? [] : life.Entries
        .Where(entry => !released.Contains(entry.Seq) && entry.Event switch
        {
            InteractionRecorded step => IsOver(step.Interaction, withheld),
            PromptRaised raised => (PromptPolicy.For(raised.Prompt.Kind).Minds & withheld) != DataUses.None,
            _ => false,
        })
        .Select(static entry => entry.Seq).ToHashSet();

    private static bool IsOver(Interaction interaction, ConsentView final) => ConsentGate.TierOf(interaction.Kind) > final.Tier || IsOver(interaction, ConsentGate.ClosedBy(final));

    private static bool IsOver(Interaction interaction, DataUses withheld) =>
        interaction.Kind != InteractionKind.Identified && (ConsentGate.RestsOn(interaction) & withheld) != DataUses.None;

    /// <summary>Decisions as entries of her own ledger, behind those she has.</summary>
    private static (ImmutableArray<CustomerEvent> Events, ImmutableArray<LedgerRow> Ledger) Ledgered(string customerId, CustomerState state, ImmutableArray<CustomerEvent> events)
    {
        var ledger = ImmutableArray.CreateBuilder<LedgerRow>();
        var head = state.Ledger;
        var written = events.Select(e =>
        {
            if (e is not ConsentDecided decided)
            {
                return e;
            }

            ledger.Add(ConsentLedger.Next(customerId, head, decided.Decision));
            head = Head(ledger[^1])!;
            return decided with { Ledger = head };
        }).ToImmutableArray();
        return (written, ledger.DrainToImmutable());
    }

    private static LedgerHead? Head(LedgerRow? row) => row is null ? null : new LedgerHead(row.Seq, row.Hash);
}

/// <summary>Both sides of an undoing, decided and written nowhere yet.</summary>
internal sealed record UndoPlan(UndoSide Survivor, UndoSide Absorbed);

/// <summary>What undoing writes to one journal.</summary>
internal sealed record UndoSide(ImmutableArray<CustomerEvent> Events, ImmutableArray<LedgerRow> Ledger)
{
    public ImmutableArray<long> Release { get; init; } = [];

    public ImmutableArray<long> Redact { get; init; } = [];

    public ConsentTier? RedactAboveTier { get; init; }

    /// <summary>The state that follows.</summary>
    public CustomerState After { get; init; } = CustomerState.Empty;
}

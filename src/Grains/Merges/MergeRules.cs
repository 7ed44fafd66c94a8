using System.Collections.Immutable;
using Luxe.Contracts.Consent;
using Luxe.Contracts.Customers;
using Luxe.Grains.Consent;
using Luxe.Grains.Customers;
using Luxe.Grains.Prompts;

namespace Luxe.Grains.Merges;

/// <summary>What a merge does: a function of both lives as the journals tell them. A dry run is the same without the append.</summary>
internal static class MergeRules
{
    /// <summary>The actor of merges that nobody ordered: an anonymous sequence that turned out to be hers, of whom nothing else may be known yet.</summary>
    public const string Stitching = "identity";

    /// <summary>The idempotency key of a merge in both journals.</summary>
    public static string EventIdOf(string mergeId) => "merge:" + mergeId;

    /// <summary>The idempotency key of its undoing.</summary>
    public static string UndoIdOf(string mergeId) => "unmerge:" + mergeId;

    /// <summary>Why it cannot be, and whom that names.</summary>
    public static (MergeRefusal Refusal, string? NamedId) Refusal(string survivorId, CustomerState survivor, MergeOrder order, CustomerState absorbed)
    {
        var mayBeNew = order.Actor == Stitching;
        return order switch
        {
            _ when order.AbsorbedId == survivorId => (MergeRefusal.SameClient, null),
            _ when survivor.IsErased || absorbed.IsErased => (MergeRefusal.Erased, null),
            _ when survivor.Seq == 0 && !mayBeNew => (MergeRefusal.UnknownSurvivor, null),
            _ when absorbed.Seq == 0 => (MergeRefusal.UnknownAbsorbed, null),
            _ when survivor.Into is { } into => (MergeRefusal.SurvivorIsAbsorbed, into.SurvivorId),
            _ when absorbed.Into is { } into => (MergeRefusal.AlreadyAbsorbed, into.SurvivorId),
            _ => (MergeRefusal.None, null),
        };
    }

    /// <summary>The merge of two who may be merged.</summary>
    /// <param name="known">Which of the absorbed's event ids the survivor's journal holds.</param>
    public static MergePlan Plan(string survivorId, CustomerState survivor, MergeOrder order, LifeOnPaper absorbed, IReadOnlySet<string> known, DateTimeOffset now)
    {
        var consent = StricterConsent.Of(survivor.Consent, absorbed.State.Consent);
        var plan = new MergePlan { Consent = consent };
        var copies = ImmutableArray.CreateBuilder<CustomerEvent>();
        foreach (var entry in absorbed.Entries)
        {
            if (entry.Event is InteractionRecorded step)
            {
                plan = Copy(plan, Hers(absorbed.State, entry.Seq, step, order.AbsorbedId), absorbed.State.Hides(entry.Seq, step.Interaction.Kind), known, copies);
            }
        }

        var ledger = consent.AllowsAs(survivor.Consent) ? null
            : ConsentLedger.Next(survivorId, survivor.Ledger, StricterConsent.Entry(EventIdOf(order.MergeId), consent, order.Actor, now));
        var merged = new Merged(
            order.MergeId,
            order.AbsorbedId,
            order.Actor,
            order.Reason,
            now,
            Doors(order.AbsorbedId, absorbed.State),
            copies.Count,
            consent,
            ledger is null ? null : new LedgerHead(ledger.Seq, ledger.Hash),
            survivor.AssociateId ?? absorbed.State.AssociateId,
            []);
        return Settled(plan with { Ledger = ledger }, survivor, merged, copies.DrainToImmutable(), now);
    }

    /// <summary>Adds which prompts end, and what is worth saying of the merged client.</summary>
    private static MergePlan Settled(MergePlan plan, CustomerState survivor, Merged merged, ImmutableArray<CustomerEvent> copies, DateTimeOffset now)
    {
        var after = Fold(survivor, [merged, .. copies]);
        var cut = ClientCut.Of(after, now);
        merged = merged with { Ended = Ended(survivor, after, now) };
        var open = after.Prompts.RemoveAll(prompt => merged.Ended.Contains(prompt.Prompt.PromptId));
        ImmutableArray<PromptDraft> drafts = [.. PromptRules.Raise(cut, open, after.Raised, null, now)];
        merged = merged with { Rows = copies.Length + drafts.Length };
        return plan with { Merged = merged, Copies = copies, Drafts = drafts, After = Fold(survivor, [merged, .. copies]) };
    }

    /// <summary>
    /// The rows of a decided merge that are not written yet, found again from the absorbed's journal, which has stood still since. A row of hers that
    /// was damaged meanwhile leaves its number to one that says nothing new.
    /// </summary>
    /// <param name="known">Which of the absorbed's event ids the survivor's journal holds.</param>
    public static ImmutableArray<CustomerEvent> Rest(CustomerState survivor, ActiveMerge merge, LifeOnPaper absorbed, IReadOnlySet<string> known, DateTimeOffset now)
    {
        var missing = (int)(merge.Seq + merge.Rows - survivor.Seq);
        var before = absorbed.Without(absorbed.Entries.Where(entry => entry.Event is MergedInto into && into.MergeId == merge.MergeId).Select(static entry => entry.Seq).ToHashSet());
        var copies = ImmutableArray.CreateBuilder<CustomerEvent>();
        var plan = new MergePlan { Consent = survivor.Consent };
        foreach (var entry in absorbed.Entries)
        {
            if (entry.Event is InteractionRecorded step)
            {
                Copy(plan, Hers(before, entry.Seq, step, merge.AbsorbedId), before.Hides(entry.Seq, step.Interaction.Kind), known, copies);
            }
        }

        return [.. copies.Take(missing), .. Enumerable.Repeat(new Assigned(survivor.AssociateId, now), Math.Max(0, missing - copies.Count))];
    }

    /// <summary>
    /// A lost <see cref="Merged"/>, as it may have been written: what it decided follows from both lives before it, what belongs to it from the rows behind it. Which
    /// prompts it ended hangs on data that may have been purged since, so there are several; a checksum must choose.
    /// </summary>
    public static IEnumerable<Merged> Again(LifeOnPaper survivor, long seq, LifeOnPaper absorbed, MergedInto into)
    {
        var before = CustomerState.Empty.Apply(survivor.Entries.TakeWhile(entry => entry.Seq < seq));
        var other = CustomerState.Empty.Apply(absorbed.Entries.SkipLast(1));
        var ids = absorbed.EventIds.ToHashSet(StringComparer.Ordinal);
        ImmutableArray<JournalEntry> behind = [.. survivor.Entries.SkipWhile(entry => entry.Seq <= seq)
            .TakeWhile(entry => (entry.EventId is { } id && ids.Contains(id)) || (entry.Event is PromptRaised raised && raised.Prompt.RaisedAt == into.At))];
        var consent = StricterConsent.Of(before.Consent, other.Consent);
        var ledger = consent.AllowsAs(before.Consent) ? null
            : ConsentLedger.Next(survivor.CustomerId, before.Ledger, StricterConsent.Entry(EventIdOf(into.MergeId), consent, into.Actor, into.At));
        var merged = new Merged(
            into.MergeId,
            absorbed.CustomerId,
            into.Actor,
            into.Reason,
            into.At,
            Doors(absorbed.CustomerId, other),
            behind.Length,
            consent,
            ledger is null ? null : new LedgerHead(ledger.Seq, ledger.Hash),
            before.AssociateId ?? other.AssociateId,
            []);
        var after = Fold(before, [merged, .. behind.Select(static entry => entry.Event).OfType<InteractionRecorded>()]);
        yield return merged with { Ended = Ended(before, after, into.At) };
        yield return merged;
        yield return merged with { Ended = [.. before.Prompts.Select(static open => open.Prompt.PromptId)] };
    }

    private static ImmutableArray<string> Ended(CustomerState survivor, CustomerState after, DateTimeOffset now)
    {
        var cut = ClientCut.Of(after, now);
        return [.. survivor.Prompts.Where(open => PromptRules.Ending(cut, open, now) is not null).Select(static open => open.Prompt.PromptId)];
    }

    /// <summary>A row of the absorbed as the survivor may take it.</summary>
    private static InteractionRecorded Hers(CustomerState absorbed, long seq, InteractionRecorded step, string absorbedId)
    {
        var hers = step with { Origin = step.Origin ?? absorbedId };
        return absorbed.WithheldAt(seq) is var withheld && withheld == DataUses.None ? hers : hers with { Interaction = ConsentGate.Cut(hers.Interaction, withheld) };
    }

    private static MergePlan Copy(MergePlan plan, InteractionRecorded copy, bool isHidden, IReadOnlySet<string> known, ImmutableArray<CustomerEvent>.Builder copies)
    {
        if (known.Contains(copy.Interaction.EventId))
        {
            return plan with { Known = plan.Known + 1 };
        }

        if (isHidden || !ConsentGate.Admits(plan.Consent, copy.Interaction.Kind))
        {
            return plan with { Withheld = plan.Withheld + 1 };
        }

        copies.Add(plan.Consent.Withheld == DataUses.None ? copy : copy with { Interaction = ConsentGate.Cut(copy.Interaction, plan.Consent.Withheld) });
        return plan with { Taken = plan.Taken + 1 };
    }

    private static ImmutableArray<Door> Doors(string id, CustomerState state) =>
    [
        new Door(id, state.Marks?.DoorOf(null) is { } own ? own.DecidedAt : state.Consent.DecidedAt),
        .. (state.Marks ?? MergeMarks.None).Doors.Where(static door => door.Id is not null),
    ];

    private static CustomerState Fold(CustomerState state, IEnumerable<CustomerEvent> events) =>
        events.Aggregate(state, static (s, e) => s.Apply(new JournalEntry(s.Seq + 1, CustomerRows.EventIdOf(e), e)));
}

/// <summary>A merge, decided and written nowhere yet.</summary>
internal sealed record MergePlan
{
    public required ConsentView Consent { get; init; }

    public Merged Merged { get; init; } = null!;

    /// <summary>Interactions of the absorbed.</summary>
    public ImmutableArray<CustomerEvent> Copies { get; init; } = [];

    public ImmutableArray<PromptDraft> Drafts { get; init; } = [];

    public Storage.LedgerRow? Ledger { get; init; }

    /// <summary>The survivor's state without the prompts that are raised.</summary>
    public CustomerState After { get; init; } = CustomerState.Empty;

    /// <summary>All rows of the merge in order; prompts follow from <see cref="Drafts"/>.</summary>
    public ImmutableArray<CustomerEvent> Rows(IEnumerable<CustomerEvent> raised) => [Merged, .. raised, .. Copies];

    public int Taken { get; init; }

    public int Withheld { get; init; }

    public int Known { get; init; }
}

using System.Collections.Immutable;
using Luxe.Contracts.Consent;
using Luxe.Grains.Consent;
using Luxe.Grains.Customers;

namespace Luxe.Grains.Merges;

/// <summary>How merges change the states of both.</summary>
internal static class MergeFold
{
    /// <summary>The survivor: what the merged consent does not reach goes out of use for as long as the merge stands. Copies follow as rows of their own.</summary>
    public static CustomerState Apply(CustomerState state, long seq, Merged e)
    {
        var marks = state.Marks ?? MergeMarks.None;
        var doors = marks.Doors.IsEmpty ? [new Door(null, state.Consent.DecidedAt)] : marks.Doors;
        return StateCut.Hidden(state with
        {
            Consent = e.Consent,
            Ledger = e.Ledger ?? state.Ledger,
            AssociateId = e.AssociateId,
            Prompts = [.. state.Prompts.Where(open => !e.Ended.Contains(open.Prompt.PromptId)).Select(open => open with { AssociateId = e.AssociateId })],
            Marks = marks with
            {
                Merges = marks.Merges.Add(new ActiveMerge(e.MergeId, e.AbsorbedId, seq, e.Rows, [.. e.Doors.Select(static door => door.Id!)])),
                Doors = doors.AddRange(e.Doors),
                Cuts = marks.CutAt(seq, e.Consent),
            },
        }, state.Consent);
    }

    /// <summary>The absorbed: a signpost holds nothing. Undoing releases its row, so that a replay never comes by here.</summary>
    public static CustomerState Apply(CustomerState state, MergedInto e) => CustomerState.Empty with
    {
        Consent = state.Consent,
        Ledger = state.Ledger,
        Dropped = state.Dropped,
        Marks = MergeMarks.None with { Into = new Signpost(e.SurvivorId, e.MergeId) },
    };

    public static CustomerState Apply(CustomerState state, MergeUndone e) => Limited(state, e.Limits, e.Ledger);

    public static CustomerState Apply(CustomerState state, Restored e) => Limited(state, e.Limits, e.Ledger);

    /// <summary>Nothing is left but that she was erased; what comes for her is counted.</summary>
    public static CustomerState Apply(CustomerState state, Erased e) => CustomerState.Empty with
    {
        Ledger = state.Ledger,
        Dropped = state.Dropped,
        Marks = MergeMarks.None with { IsErased = true },
    };

    /// <summary>
    /// What a decision changes: the consent after it, or null when it comes too late to change anything. Her latest word holds. One that is
    /// older than what holds, but newer than what was last heard through its own door (the merge took the other's later word), still takes away.
    /// </summary>
    public static (ConsentView Consent, bool IsLate)? Heard(CustomerState state, ConsentDecision decision, string? door)
    {
        if (decision.IsVouched() && !state.Consent.IsUndecided())
        {
            return null;
        }

        var said = decision.Held();
        if (!state.IsOutdated(decision))
        {
            return (said, false);
        }

        return state.Marks?.DoorOf(door) is { } known && (known.DecidedAt is null || known.DecidedAt <= decision.DecidedAt)
            ? (StricterConsent.Of(state.Consent, said), true)
            : null;
    }

    public static CustomerState Apply(CustomerState state, long seq, ConsentDecided e)
    {
        if (Heard(state, e.Decision, e.Origin) is not var (consent, isLate))
        {
            return state with { Ledger = e.Ledger };
        }

        var marks = state.Marks?.Heard(e.Origin, e.Decision.SaidAt(), byAll: !isLate);
        var hides = isLate && !marks!.Merges.IsEmpty && (consent.Tier < state.Consent.Tier || (ConsentGate.ClosedBy(consent) & ~ConsentGate.ClosedBy(state.Consent)) != DataUses.None);
        marks = hides ? marks! with { Cuts = marks!.CutAt(seq, consent) } : marks;
        marks = !isLate && marks is { Merges.IsEmpty: true, Into: null, IsErased: false } ? null : marks;
        var next = state with { Consent = consent, Ledger = e.Ledger, Marks = marks };
        return hides ? StateCut.Hidden(next, state.Consent) : StateCut.To(next);
    }

    /// <summary>
    /// The consent may now hold at another's time; she keeps her own beside it, so that a late word of hers that is newer than her last one still takes away.
    /// </summary>
    private static CustomerState Limited(CustomerState state, ImmutableArray<ConsentLimit> limits, LedgerHead ledger)
    {
        var consent = StricterConsent.Under(state.Consent, limits);
        var marks = consent.DecidedAt == state.Consent.DecidedAt ? state.Marks : (state.Marks ?? MergeMarks.None).WithOwn(state.Consent.DecidedAt);
        return StateCut.To(state with { Consent = consent, Ledger = ledger, Marks = marks });
    }
}

using Luxe.Contracts.Associates;
using Luxe.Contracts.Consent;
using Luxe.Contracts.Customers;
using Luxe.Contracts.Identity;
using Luxe.Grains.Customers;
using Luxe.Grains.Prompts;

namespace Luxe.Grains.Merges;

/// <summary>
/// Errands of merges. Prompts that a merge ends are passed on rather than recalled: an inbox takes back what was passed on, should the merge be undone.
/// </summary>
internal static class MergeErrands
{
    /// <summary>The survivor was merged: prompts and pieces that went out of use are withdrawn, the new book and the absorbed are told.</summary>
    public static IEnumerable<CustomerErrand> Of(string customerId, CustomerState before, Merged e, CustomerState after) =>
    [
        .. Gone(before, after, InboxState.Passed),
        .. Entered(before, after),
        .. Here(before),
        new CustomerErrand.Nudge(e.AbsorbedId),
        .. Listed(new MergeRecord(e.MergeId, customerId, e.AbsorbedId, e.Actor, e.Reason, e.At)),
    ];

    /// <summary>A merge was undone: everything that stands again is told again; what no longer stands was withdrawn before.</summary>
    public static IEnumerable<CustomerErrand> Of(string customerId, MergeUndone e, CustomerState after) =>
    [
        .. Standing(after),
        new CustomerErrand.Nudge(e.AbsorbedId),
        .. (e.Stitched ?? []).Select(id => new CustomerErrand.StitchAgain(id, e.MergeId)),
        .. Listed(new MergeRecord(e.MergeId, customerId, e.AbsorbedId, e.MergedBy, e.Reason, e.MergedAt, e.Actor, e.At)),
    ];

    /// <summary>She is nobody's any more under this id: inboxes, books, pieces and stores forget her.</summary>
    public static IEnumerable<CustomerErrand> Farewell(CustomerState before, InboxState prompts)
    {
        foreach (var errand in Gone(before, CustomerState.Empty, prompts))
        {
            yield return errand;
        }

        if (before.AssociateId is { } associate)
        {
            yield return new CustomerErrand.LeaveBook(associate);
            yield return new CustomerErrand.TakeBack(associate, ConsentTier.None, []);
        }

        foreach (var errand in CustomerErrands.Wishes(before, CustomerState.Empty).Concat(CustomerErrands.Visits(before)).Concat(MatchErrands.Of(before, CustomerState.Empty)))
        {
            yield return errand;
        }
    }

    /// <summary>Everything that others must know while she stands. All of it may be told twice.</summary>
    public static IEnumerable<CustomerErrand> Standing(CustomerState state)
    {
        if (state.AssociateId is { } associate)
        {
            yield return new CustomerErrand.JoinBook(associate);
        }

        foreach (var open in state.Prompts.Where(static open => open.AssociateId is not null && PromptPolicy.For(open.Prompt.Kind).Delivered))
        {
            yield return new CustomerErrand.Deliver(open.AssociateId!, open.Prompt);
        }

        foreach (var errand in CustomerErrands.Watches(state).Concat(CustomerErrands.Visits(state)).Concat(MatchErrands.Standing(state)))
        {
            yield return errand;
        }
    }

    /// <summary>What no longer stands once a merge is undone; the rows from which it follows are released with it, so it is told before.</summary>
    public static IEnumerable<CustomerErrand> BeforeUndo(CustomerState before, CustomerState after)
    {
        foreach (var errand in Gone(before, after, InboxState.Passed))
        {
            yield return errand;
        }

        if (before.AssociateId is { } associate && associate != after.AssociateId)
        {
            yield return new CustomerErrand.LeaveBook(associate);
            yield return new CustomerErrand.TakeBack(associate, ConsentTier.None, []);
        }

        foreach (var errand in CustomerErrands.Wishes(before, after).Concat(MatchErrands.Of(before, after))
            .Where(static errand => errand is CustomerErrand.Unwatch or CustomerErrand.LeaveMatch).Concat(CustomerErrands.Visits(before)))
        {
            yield return errand;
        }
    }

    /// <summary>Whoever serves her at this moment is told of both.</summary>
    private static IEnumerable<CustomerErrand> Here(CustomerState before) =>
        before.Visit is { Here: true } visit ? [new CustomerErrand.ReviewVisit(visit.StoreId)] : [];

    /// <summary>Stitched sequences are nobody's order and far too many for a list that people read.</summary>
    private static IEnumerable<CustomerErrand> Listed(MergeRecord merge) => merge.Actor == MergeRules.Stitching
        ? []
        : [new CustomerErrand.ListMerge(merge), new CustomerErrand.SettleCandidate(MergeCandidate.IdOf(merge.SurvivorId, merge.AbsorbedId), merge.UndoneBy ?? merge.Actor, merge.UndoneBy is null)];

    private static IEnumerable<CustomerErrand> Gone(CustomerState before, CustomerState after, InboxState state) => before.Prompts
        .Where(open => open.AssociateId is not null && PromptPolicy.For(open.Prompt.Kind).Delivered
            && !after.Prompts.Any(kept => kept.Prompt.PromptId == open.Prompt.PromptId))
        .Select(open => new CustomerErrand.Settle(open.AssociateId!, open.Prompt.PromptId, state));

    private static IEnumerable<CustomerErrand> Entered(CustomerState before, CustomerState after)
    {
        if (before.AssociateId is not null || after.AssociateId is not { } associate)
        {
            yield break;
        }

        yield return new CustomerErrand.JoinBook(associate);
        foreach (var open in after.Prompts.Where(static open => PromptPolicy.For(open.Prompt.Kind).Delivered))
        {
            yield return new CustomerErrand.Deliver(associate, open.Prompt);
        }
    }
}

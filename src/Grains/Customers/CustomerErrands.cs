using System.Collections.Immutable;
using Luxe.Contracts.Associates;
using Luxe.Contracts.Consent;
using Luxe.Contracts.Customers;
using Luxe.Contracts.Prompts;
using Luxe.Grains.Consent;
using Luxe.Grains.Matching;
using Luxe.Grains.Merges;
using Luxe.Grains.Prompts;
using Luxe.Grains.Traces;

namespace Luxe.Grains.Customers;

/// <summary>Something to tell another grain about a journal row. All of them may be done twice.</summary>
internal abstract record CustomerErrand
{
    public sealed record Deliver(string AssociateId, Prompt Prompt) : CustomerErrand;

    public sealed record Settle(string AssociateId, string ItemId, InboxState State) : CustomerErrand;

    /// <summary>Takes back prompts that rest on more than a tier, and those of kinds that rest on what she withholds.</summary>
    public sealed record TakeBack(string AssociateId, ConsentTier Above, ImmutableArray<PromptKind> Kinds) : CustomerErrand;

    public sealed record JoinBook(string AssociateId) : CustomerErrand;

    public sealed record LeaveBook(string AssociateId) : CustomerErrand;

    public sealed record Watch(string ProductId) : CustomerErrand;

    public sealed record Unwatch(string ProductId) : CustomerErrand;

    public sealed record ReviewVisit(string StoreId, DateTimeOffset? MovedOn = null) : CustomerErrand;

    public sealed record JoinMatch(NameCard Card) : CustomerErrand;

    public sealed record LeaveMatch(NameCard Card) : CustomerErrand;

    /// <summary>Lets a client catch up with what was written in her journal.</summary>
    public sealed record Nudge(string CustomerId) : CustomerErrand;

    /// <summary>Lets a sequence that stood on a merge that was taken back be stitched to whom it belongs now.</summary>
    public sealed record StitchAgain(string CustomerId, string Undone) : CustomerErrand;

    /// <summary>Puts a merge, or its end, on head office's list.</summary>
    public sealed record ListMerge(MergeRecord Merge) : CustomerErrand;

    /// <summary>Tells the queue of candidates that a pair is one person, or two after all.</summary>
    public sealed record SettleCandidate(string CandidateId, string Actor, bool IsOne) : CustomerErrand;
}

/// <summary>Which errands a journal row brings: a function of the row and the states around it, so that a replay finds those a crash cut off.</summary>
internal static class CustomerErrands
{
    public static IEnumerable<CustomerErrand> Of(string customerId, CustomerState before, CustomerEvent? @event, CustomerState after) => @event switch
    {
        PromptRaised { Prompt: var prompt } => after.AssociateId is { } to && PromptPolicy.For(prompt.Kind).Delivered ? [new CustomerErrand.Deliver(to, prompt)] : [],
        PromptEnded { AssociateId: { } at } ended => [new CustomerErrand.Settle(at, ended.PromptId, Ended(ended.Outcome))],
        Assigned => Reassigned(before, after),
        ConsentDecided => [.. Wishes(before, after), .. Withdrawn(before, after), .. MatchErrands.Of(before, after)],
        InteractionRecorded when before.Wishes == after.Wishes && ReferenceEquals(before.Visit, after.Visit) && ReferenceEquals(before.Traits, after.Traits) => [],
        InteractionRecorded => [.. Wishes(before, after), .. Moved(before, after), .. MatchErrands.Of(before, after)],
        Merged e => [.. MergeErrands.Of(customerId, before, e, after), .. Wishes(before, after), .. Withdrawn(before, after), .. MatchErrands.Of(before, after)],
        MergedInto => MergeErrands.Farewell(before, InboxState.Passed),
        MergeUndone e => MergeErrands.Of(customerId, e, after),
        Restored => MergeErrands.Standing(after),
        Erased => MergeErrands.Farewell(before, InboxState.Recalled),
        _ => [],
    };

    /// <summary>
    /// What must be told before a purge redacts the rows it follows from. A review is told one way and asks her what she allows:
    /// she answers after the decision that she is just taking.
    /// </summary>
    public static IEnumerable<CustomerErrand> BeforePurge(CustomerState before, CustomerState after) => after.IsErased
        ? MergeErrands.Farewell(before, InboxState.Recalled)
        : Wishes(before, after).Concat(Withdrawn(before, after)).Concat(MatchErrands.Of(before, after))
            .Where(static errand => errand is CustomerErrand.Unwatch or CustomerErrand.ReviewVisit or CustomerErrand.LeaveMatch);

    /// <summary>Watches of every piece she wishes for.</summary>
    public static IEnumerable<CustomerErrand> Watches(CustomerState state) => Wanted(state).Select(static id => new CustomerErrand.Watch(id));

    /// <summary>A prompt that ended meanwhile, or moved to another book, is not delivered any more.</summary>
    public static bool IsDue(CustomerErrand errand, CustomerState now) =>
        errand is not CustomerErrand.Deliver deliver
        || now.Prompts.Any(open => open.Prompt.PromptId == deliver.Prompt.PromptId && open.AssociateId == deliver.AssociateId);

    private static InboxState Ended(PromptOutcome outcome) => outcome switch
    {
        PromptOutcome.Acknowledged => InboxState.Acknowledged,
        PromptOutcome.Recalled => InboxState.Recalled,
        PromptOutcome.Expired or PromptOutcome.Dismissed => InboxState.Expired,
        _ => throw new NotSupportedException($"No inbox state is stated for the outcome {outcome}."),
    };

    private static IEnumerable<CustomerErrand> Reassigned(CustomerState before, CustomerState after)
    {
        var delivered = before.Prompts.Where(static open => PromptPolicy.For(open.Prompt.Kind).Delivered).Select(static open => open.Prompt).ToArray();
        if (before.AssociateId is { } former)
        {
            yield return new CustomerErrand.LeaveBook(former);
            foreach (var prompt in delivered)
            {
                yield return new CustomerErrand.Settle(former, prompt.PromptId, InboxState.Passed);
            }

            // What the former associate had acknowledged is no longer hers to read either.
            yield return new CustomerErrand.TakeBack(former, ConsentTier.None, []);
        }

        if (after.AssociateId is { } next)
        {
            yield return new CustomerErrand.JoinBook(next);
            foreach (var prompt in delivered)
            {
                yield return new CustomerErrand.Deliver(next, prompt);
            }
        }
    }

    /// <summary>Every store that may show her asks her anew.</summary>
    public static IEnumerable<CustomerErrand> Visits(CustomerState state) => Visited(state).Select(static store => new CustomerErrand.ReviewVisit(store));

    public static IEnumerable<CustomerErrand> Wishes(CustomerState before, CustomerState after)
    {
        if (before.Wishes == after.Wishes)
        {
            return [];
        }

        var had = Wanted(before);
        var has = Wanted(after);
        return [.. has.Except(had).Select(static id => new CustomerErrand.Watch(id)), .. had.Except(has).Select(static id => new CustomerErrand.Unwatch(id))];
    }

    private static ImmutableArray<string> Wanted(CustomerState state) =>
        [.. state.Wishes.Where(static wish => wish.Wanted && !string.IsNullOrWhiteSpace(wish.ProductId)).Select(static wish => wish.ProductId)];

    private static IEnumerable<CustomerErrand> Withdrawn(CustomerState before, CustomerState after)
    {
        if (after.AssociateId is { } associate && TakenBack(before.Consent, after.Consent) is var (above, kinds))
        {
            yield return new CustomerErrand.TakeBack(associate, above, kinds);
        }

        // What staff were told of her was cut to what she allowed then. Every store that is remembered is asked, not only where she is
        // by the latest word: words come late, and a store that was told that she moved on may have missed it.
        if (before.Consent.Scope != after.Consent.Scope || !ConsentGate.AdmitsRecognition(after.Consent))
        {
            foreach (var store in Visited(before))
            {
                yield return new CustomerErrand.ReviewVisit(store);
            }
        }
    }

    /// <summary>Which prompts lose her leave with a decision, those that she was told of and that are not open any more included; null when none does.</summary>
    private static (ConsentTier Above, ImmutableArray<PromptKind> Kinds)? TakenBack(ConsentView before, ConsentView after)
    {
        if (after.LeaveMeAlone && !before.LeaveMeAlone)
        {
            return (ConsentTier.None, []);
        }

        var kinds = PromptPolicy.On(after.Withheld & ~before.Withheld);
        return after.Tier < before.Tier || !kinds.IsEmpty ? (after.Tier, kinds) : null;
    }

    private static HashSet<string> Visited(CustomerState state)
    {
        var stores = new HashSet<string>(StringComparer.Ordinal);
        foreach (var trace in state.Declared.Window.AsSpan())
        {
            if (trace is { Kind: InteractionKind.Arrived, Subject: Place place })
            {
                stores.Add(place.StoreId);
            }
        }

        if (state.Visit is { Here: true } visit)
        {
            stores.Add(visit.StoreId);
        }

        return stores;
    }

    /// <summary>Who is at another store has left the one before, though nobody saw it.</summary>
    private static IEnumerable<CustomerErrand> Moved(CustomerState before, CustomerState after) =>
        !IsCopy(after) && before.Visit is { Here: true } visit && after.Visit is { } now && now.StoreId != visit.StoreId ? [new CustomerErrand.ReviewVisit(visit.StoreId, now.At)] : [];

    /// <summary>A merge ends no visit elsewhere: undoing could not bring it back, and two places at once may be two people after all.</summary>
    private static bool IsCopy(CustomerState after) => after.Marks is { Merges: [.., var merge] } && after.Seq <= merge.Seq + merge.Rows;
}

using System.Collections.Immutable;
using Luxe.Contracts.Associates;
using Luxe.Contracts.Customers;
using Luxe.Contracts.Stores;

namespace Luxe.Grains.Stores;

/// <summary>Who is sent to whom, and what an answer does. Pure: state and word in, state and inbox changes out.</summary>
internal static class DispatchRules
{
    /// <summary>
    /// Who should go: her own associate if on shift, else the one with the fewest open dispatches, among those one who speaks
    /// her language, among those the one who comes first by id. Null when nobody is left.
    /// </summary>
    public static string? Choose(StoreState state, Guest guest)
    {
        var free = state.Shifts.Where(shift => !guest.Declined.Contains(shift.AssociateId)).ToArray();
        if (free.Any(shift => shift.AssociateId == guest.OwnAssociateId))
        {
            return guest.OwnAssociateId;
        }

        return free
            .OrderBy(shift => state.Guests.Count(other => other.AssociateId == shift.AssociateId))
            .ThenBy(shift => Speaks(shift, guest.Language) ? 0 : 1)
            .ThenBy(static shift => shift.AssociateId, StringComparer.Ordinal)
            .FirstOrDefault()?.AssociateId;
    }

    /// <summary>A client came in.</summary>
    public static DispatchStep Arrive(StoreState state, string dispatchId, Visit visit, ClientBrief brief, DateTimeOffset now, string? door = null, string? mergeId = null)
    {
        var guest = new Guest
        {
            DispatchId = dispatchId,
            CustomerId = brief.CustomerId,
            Door = door ?? brief.CustomerId,
            MergeId = mergeId,
            ArrivalId = visit.EventId,
            Source = visit.Source,
            Greeting = brief.Greeting,
            Tier = brief.Tier,
            Scope = brief.Scope,
            Language = brief.Language,
            OwnAssociateId = brief.AssociateId,
            Since = visit.At,
            State = DispatchState.Waiting,
        };
        return Send(state.With(guest), guest, now);
    }

    /// <summary>Sends a dispatch to the best associate; it waits on the floor when there is none.</summary>
    public static DispatchStep Send(StoreState state, Guest guest, DateTimeOffset now)
    {
        if (Choose(state, guest) is not { } to)
        {
            return new DispatchStep(state.With(guest with { State = DispatchState.Waiting, AssociateId = null, RespondBy = null }));
        }

        var sent = guest with { State = DispatchState.Sent, AssociateId = to, SentTo = Add(guest.SentTo, to), RespondBy = now + Patience(state) };
        return new DispatchStep(state.With(sent)) { Deliver = [(sent, to)] };
    }

    /// <summary>Somebody came on shift: who waits is sent to the best of those who are there now, and what was escalated reaches the newcomer too.</summary>
    public static DispatchStep Join(StoreState state, Guest guest, string associateId, DateTimeOffset now)
    {
        if (guest.State == DispatchState.Waiting)
        {
            return Send(state, guest, now);
        }

        if (guest.State != DispatchState.Escalated || guest.SentTo.Contains(associateId) || guest.Declined.Contains(associateId))
        {
            return new DispatchStep(state);
        }

        var told = guest with { SentTo = guest.SentTo.Add(associateId) };
        return new DispatchStep(state.With(told)) { Deliver = [(told, associateId)] };
    }

    /// <summary>Somebody went off shift: what she had not answered goes to a colleague.</summary>
    public static DispatchStep Leave(StoreState state, Guest guest, string associateId, DateTimeOffset now) =>
        guest.State == DispatchState.Sent && guest.AssociateId == associateId ? PassOn(state, guest, associateId, now) : new DispatchStep(state);

    /// <summary>Deadlines that passed: everybody on shift and the manager see those dispatches now.</summary>
    public static DispatchStep Escalate(StoreState state, DateTimeOffset now)
    {
        var step = new DispatchStep(state);
        foreach (var late in state.Guests.Where(guest => guest.RespondBy <= now).ToArray())
        {
            ImmutableArray<string> others = [.. state.Shifts.Select(static shift => shift.AssociateId).Except(late.SentTo).Except(late.Declined)];
            var escalated = late with { State = DispatchState.Escalated, RespondBy = null, SentTo = late.SentTo.AddRange(others) };
            step = step with { State = step.State.With(escalated), Deliver = step.Deliver.AddRange(others.Select(to => (escalated, to))) };
        }

        return step;
    }

    /// <summary>An associate has seen the dispatch. After an escalation the first who answers has it.</summary>
    public static DispatchStep Acknowledge(StoreState state, string dispatchId, string associateId, DateTimeOffset now) => Answer(
        state, dispatchId, guest => guest.AssociateId != associateId && guest.State is DispatchState.Acknowledged or DispatchState.Serving, guest =>
            guest.State is DispatchState.Acknowledged or DispatchState.Serving && guest.AssociateId == associateId
                ? new DispatchStep(state)
                : Taken(state, guest, associateId, DispatchState.Acknowledged, InboxState.Acknowledged, now));

    /// <summary>An associate serves her now; the first claim wins.</summary>
    public static DispatchStep Claim(StoreState state, string dispatchId, string associateId, DateTimeOffset now) => Answer(
        state, dispatchId, guest => guest.State == DispatchState.Serving && guest.AssociateId != associateId, guest =>
            guest.State == DispatchState.Serving ? new DispatchStep(state) : Taken(state, guest, associateId, DispatchState.Serving, InboxState.Claimed, now));

    /// <summary>The associate cannot come now: the deadline moves, or, with no delay, the dispatch goes on at once to a colleague.</summary>
    public static DispatchStep Snooze(StoreState state, string dispatchId, string associateId, TimeSpan delay, DateTimeOffset now) => Answer(
        state, dispatchId, guest => !guest.SentTo.Contains(associateId), guest => guest.State switch
        {
            // She serves already: there is nothing to put off.
            DispatchState.Serving => new DispatchStep(state),
            DispatchState.Sent or DispatchState.Acknowledged when delay > TimeSpan.Zero =>
                new DispatchStep(state.With(guest with { State = DispatchState.Sent, RespondBy = now + delay })) { Settle = [(guest.DispatchId, associateId, InboxState.Snoozed)] },
            DispatchState.Sent or DispatchState.Acknowledged => PassOn(state, guest, associateId, now),

            // Everybody has an escalated dispatch: one less.
            _ => new DispatchStep(state.With(Decline(guest, associateId))) { Settle = [(guest.DispatchId, associateId, InboxState.Passed)] },
        });

    /// <summary>She left, or may no longer be recognised: whoever holds the dispatch loses it. Of one who is recalled nothing is kept.</summary>
    public static DispatchStep End(StoreState state, Guest guest, InboxState end, DateTimeOffset now)
    {
        var past = guest.Visits.Select(visit => new PastVisit(guest.CustomerId, visit.ArrivalId, visit.DispatchId, visit.SentTo, now) { Door = visit.Door });
        var next = state with { Guests = state.Guests.Remove(guest), Past = end == InboxState.Recalled ? Without(state, guest.CustomerId).Past : state.Past.AddRange(past) };
        return new DispatchStep(next) { Settle = Each(guest.DispatchId, guest.SentTo, end) };
    }

    /// <summary>She left before: the inboxes are told once more, in case a crash cut that off. Recalled, her visits are forgotten.</summary>
    public static DispatchStep EndAgain(StoreState state, PastVisit past, InboxState end) =>
        new(end == InboxState.Recalled ? Without(state, past.CustomerId) : state) { Settle = Each(past.DispatchId, past.SentTo, end) };

    /// <summary>Visits of former days end: whoever still holds the dispatch of a guest nobody saw leave loses it.</summary>
    public static DispatchStep Trim(StoreState state, DateTimeOffset now)
    {
        var today = VisitDays.Trim(state, now);
        return new DispatchStep(today)
        {
            Settle = [.. state.Guests.Where(guest => today.Find(guest.DispatchId) is null).SelectMany(static guest => Each(guest.DispatchId, guest.SentTo, InboxState.Expired))],
        };
    }

    private static DispatchStep PassOn(StoreState state, Guest guest, string associateId, DateTimeOffset now)
    {
        var step = Send(state, Decline(guest, associateId), now);
        return step with { Settle = [(guest.DispatchId, associateId, InboxState.Passed)] };
    }

    private static ImmutableArray<(string DispatchId, string AssociateId, InboxState State)> Each(string dispatchId, ImmutableArray<string> associates, InboxState state) =>
        [.. associates.Select(associate => (dispatchId, associate, state))];

    private static StoreState Without(StoreState state, string customerId) =>
        state.Past.Any(visit => visit.CustomerId == customerId) ? state with { Past = state.Past.RemoveAll(visit => visit.CustomerId == customerId) } : state;

    private static Guest Decline(Guest guest, string associateId) =>
        guest with { SentTo = guest.SentTo.Remove(associateId), Declined = Add(guest.Declined, associateId) };

    private static TimeSpan Patience(StoreState state) => state.Store?.RespondWithin ?? TimeSpan.FromMinutes(2);

    private static ImmutableArray<string> Add(ImmutableArray<string> all, string one) => all.Contains(one) ? all : all.Add(one);

    private static DispatchStep Taken(StoreState state, Guest guest, string associateId, DispatchState becomes, InboxState item, DateTimeOffset now)
    {
        var taken = guest with { State = becomes, AssociateId = associateId, RespondBy = null, AnsweredAt = guest.AnsweredAt ?? now, SentTo = [associateId] };
        return new DispatchStep(state.With(taken))
        {
            // Who was never sent the dispatch (a colleague on the floor) gets it with the claim.
            Deliver = guest.SentTo.Contains(associateId) ? [] : [(taken, associateId)],
            Settle = [.. guest.SentTo.Where(to => to != associateId).Select(to => (guest.DispatchId, to, InboxState.Passed)), (guest.DispatchId, associateId, item)],
        };
    }

    private static DispatchStep Answer(StoreState state, string dispatchId, Func<Guest, bool> isTaken, Func<Guest, DispatchStep> answer) => state.Find(dispatchId) switch
    {
        null => new DispatchStep(state) { Outcome = DispatchOutcome.Gone },
        { } guest when isTaken(guest) => new DispatchStep(state) { Outcome = DispatchOutcome.Taken },
        { } guest => answer(guest),
    };

    private static bool Speaks(Shift shift, string? language) =>
        language is { Length: >= 2 } && shift.Languages.Any(spoken => spoken.AsSpan(0, Math.Min(2, spoken.Length)).Equals(language.AsSpan(0, 2), StringComparison.OrdinalIgnoreCase));
}

/// <summary>What a step of the floor does: the state after it, and what goes to which inbox once that is durable.</summary>
internal sealed record DispatchStep(StoreState State)
{
    public DispatchOutcome Outcome { get; init; }

    public ImmutableArray<(Guest Guest, string AssociateId)> Deliver { get; init; } = [];

    public ImmutableArray<(string DispatchId, string AssociateId, InboxState State)> Settle { get; init; } = [];

    /// <summary>The same as words for the inboxes, in the order in which they are told.</summary>
    public ImmutableArray<Owed> Words =>
    [
        .. Deliver.Select(static sent => new Owed(sent.Guest.DispatchId, sent.AssociateId)),
        .. Settle.Select(static change => new Owed(change.DispatchId, change.AssociateId, change.State)),
    ];

    /// <summary>This step and then another, as one.</summary>
    public DispatchStep Then(Func<StoreState, DispatchStep> next)
    {
        var then = next(State);
        return then with { Deliver = Deliver.AddRange(then.Deliver), Settle = Settle.AddRange(then.Settle) };
    }
}

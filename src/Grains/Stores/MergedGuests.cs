using System.Collections.Immutable;
using Luxe.Contracts.Associates;
using Luxe.Contracts.Customers;
using Luxe.Contracts.Stores;
using Luxe.Grains.Consent;
using Luxe.Grains.Customers;

namespace Luxe.Grains.Stores;

/// <summary>
/// Clients who turn out to be one while they are in, and two again. Two visits of one client become one guest; the other is put aside with its
/// dispatch passed on, which an inbox takes back should the merge be undone. Pure.
/// </summary>
internal static class MergedGuests
{
    /// <summary>The doors by which those are known who answer to any of these ids, be they in or gone.</summary>
    public static IEnumerable<string> Doors(StoreState state, IReadOnlySet<string> ids) => state.Guests
        .Where(guest => ids.Contains(guest.CustomerId) || guest.Visits.Any(visit => ids.Contains(visit.Door)))
        .SelectMany(static guest => guest.Visits).Select(static visit => visit.Door)
        .Concat(state.Past.Where(visit => ids.Contains(visit.CustomerId) || ids.Contains(visit.Door)).Select(static visit => visit.Door))
        .Distinct();

    /// <summary>The floor once every door leads where it leads now. Who may not be recognised any more is recalled, and nothing is kept of her.</summary>
    /// <param name="state">The floor.</param>
    /// <param name="doors">Who answers for which door; other doors stay as they are.</param>
    /// <param name="now">Now (UTC).</param>
    public static DispatchStep Sort(StoreState state, IReadOnlyDictionary<string, Person> doors, DateTimeOffset now)
    {
        var step = new DispatchStep(Gone(state, doors));
        foreach (var guest in state.Guests.Where(guest => guest.Visits.Any(visit => Who(visit, doors) != visit.CustomerId)))
        {
            step = step.Then(floor => Part(floor, guest, doors, now));
        }

        foreach (var person in doors.Values.DistinctBy(static person => person.CustomerId))
        {
            step = step.Then(floor => ConsentGate.AdmitsRecognition(person.Consent) ? Join(floor, person.CustomerId) : Recall(floor, person.CustomerId, now));
        }

        return step;
    }

    /// <summary>She is in already, and comes by another of her doors: a visit of its own, should that door turn out to be somebody else's.</summary>
    public static DispatchStep Beside(StoreState state, Guest present, string dispatchId, string door, Visit visit) =>
        new(state.With(present with { Twins = present.Twins.Add(present with { DispatchId = dispatchId, Door = door, ArrivalId = visit.EventId, Source = visit.Source, Since = visit.At, State = DispatchState.Waiting, AssociateId = null, SentTo = [], Declined = [], RespondBy = null, AnsweredAt = null, Twins = [] }) }));

    private static string Who(Guest visit, IReadOnlyDictionary<string, Person> doors) => doors.TryGetValue(visit.Door, out var person) ? person.CustomerId : visit.CustomerId;

    private static StoreState Gone(StoreState state, IReadOnlyDictionary<string, Person> doors) =>
        state.Past.Any(visit => doors.TryGetValue(visit.Door, out var person) && person.CustomerId != visit.CustomerId)
            ? state with { Past = [.. state.Past.Select(visit => doors.TryGetValue(visit.Door, out var person) ? visit with { CustomerId = person.CustomerId, Door = visit.Door } : visit)] }
            : state;

    private static DispatchStep Part(StoreState state, Guest guest, IReadOnlyDictionary<string, Person> doors, DateTimeOffset now)
    {
        var visits = guest.Visits.Select(visit => visit with { CustomerId = Who(visit, doors), Door = visit.Door, Twins = [] }).ToArray();
        var stays = visits[0] with { Twins = [.. visits.Skip(1).Where(visit => visit.CustomerId == visits[0].CustomerId)] };
        return visits.Skip(1).Where(visit => visit.CustomerId != stays.CustomerId)
            .Aggregate(new DispatchStep(state.With(stays)), (step, visit) => step.Then(floor => Return(floor, visit, now)));
    }

    /// <summary>A visit that had been put aside is one of its own again: with whom it was if she is still there, else sent anew.</summary>
    private static DispatchStep Return(StoreState state, Guest visit, DateTimeOffset now)
    {
        if (visit.State is not (DispatchState.Acknowledged or DispatchState.Serving) || !state.Shifts.Any(shift => shift.AssociateId == visit.AssociateId))
        {
            return DispatchRules.Send(state, visit with { SentTo = [], AnsweredAt = null }, now);
        }

        var taken = visit.State == DispatchState.Serving ? InboxState.Claimed : InboxState.Acknowledged;
        return new DispatchStep(state.With(visit))
        {
            Deliver = [(visit, visit.AssociateId!)],
            Settle = [(visit.DispatchId, visit.AssociateId!, taken)],
        };
    }

    /// <summary>Of several visits of one client the one that is furthest along stays.</summary>
    private static DispatchStep Join(StoreState state, string customerId)
    {
        var visits = state.Guests.Where(guest => guest.CustomerId == customerId)
            .OrderByDescending(static guest => Progress(guest.State)).ThenBy(static guest => guest.Since).ThenBy(static guest => guest.DispatchId, StringComparer.Ordinal).ToArray();
        if (visits is not [var stays, _, ..])
        {
            return new DispatchStep(state);
        }

        var aside = visits.Skip(1).ToArray();
        var one = stays with { Twins = [.. stays.Twins, .. aside.SelectMany(static guest => guest.Visits).Select(static visit => visit with { Twins = [] })] };
        return new DispatchStep((state with { Guests = state.Guests.RemoveRange(aside) }).With(one))
        {
            Settle = [.. aside.SelectMany(static guest => guest.SentTo.Select(to => (guest.DispatchId, to, InboxState.Passed)))],
        };
    }

    private static DispatchStep Recall(StoreState state, string customerId, DateTimeOffset now)
    {
        var step = new DispatchStep(state);
        foreach (var guest in state.Guests.Where(guest => guest.CustomerId == customerId))
        {
            step = step.Then(floor => DispatchRules.End(floor, guest, InboxState.Recalled, now));
        }

        return step.State == state && state.Past.LastOrDefault(visit => visit.CustomerId == customerId) is { } past ? DispatchRules.EndAgain(state, past, InboxState.Recalled) : step;
    }

    private static int Progress(DispatchState state) => state switch
    {
        DispatchState.Serving => 3,
        DispatchState.Acknowledged => 2,
        DispatchState.Sent or DispatchState.Escalated => 1,
        DispatchState.Waiting => 0,
        _ => throw new NotSupportedException($"No progress is stated for {state}."),
    };
}

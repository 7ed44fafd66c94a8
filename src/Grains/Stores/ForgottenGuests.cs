using System.Collections.Immutable;
using Luxe.Contracts.Associates;

namespace Luxe.Grains.Stores;

/// <summary>A floor and a day's visits without a client, by whichever id they know her. Pure.</summary>
internal static class ForgottenGuests
{
    /// <summary>How many visits of hers are remembered.</summary>
    public static long Count(StoreState state, string id) => state.Guests.SelectMany(static guest => guest.Visits).Count(visit => IsHers(visit, id)) + state.Past.Count(visit => IsHers(visit, id));

    /// <summary>Whoever holds her dispatch loses it, and nothing is kept.</summary>
    public static DispatchStep Without(StoreState state, string id, DateTimeOffset now)
    {
        var step = new DispatchStep(state);
        foreach (var guest in state.Guests.Where(guest => IsHers(guest, id)))
        {
            step = step.Then(floor => DispatchRules.End(floor, guest, InboxState.Recalled, now));
        }

        return step.Then(floor => new DispatchStep(Rest(floor, id)));
    }

    private static StoreState Rest(StoreState state, string id)
    {
        if (Count(state, id) == 0)
        {
            return state;
        }

        ImmutableArray<Guest> guests = [.. state.Guests.Select(guest => guest.Twins.Any(twin => IsHers(twin, id)) ? guest with { Twins = guest.Twins.RemoveAll(twin => IsHers(twin, id)) } : guest)];
        return state with { Guests = guests, Past = state.Past.RemoveAll(visit => IsHers(visit, id)) };
    }

    private static bool IsHers(Guest visit, string id) => visit.CustomerId == id || visit.Door == id;

    private static bool IsHers(PastVisit visit, string id) => visit.CustomerId == id || visit.Door == id;
}

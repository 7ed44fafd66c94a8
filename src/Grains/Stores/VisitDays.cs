using Luxe.Contracts.Stores;

namespace Luxe.Grains.Stores;

/// <summary>Visits are kept for the store's own day and no longer.</summary>
internal static class VisitDays
{
    /// <summary>A guest nobody saw leave is gone after this long.</summary>
    private static readonly TimeSpan LongestVisit = TimeSpan.FromHours(16);

    /// <summary>The state without visits of former days.</summary>
    public static StoreState Trim(StoreState state, DateTimeOffset now)
    {
        var today = Day(state.Store, now);
        var past = state.Past.RemoveAll(visit => Day(state.Store, visit.LeftAt) < today);
        var guests = state.Guests.RemoveAll(guest => guest.Visits.Max(static visit => visit.Since) is var since && Day(state.Store, since) < today && since + LongestVisit < now);
        return past.Length == state.Past.Length && guests.Length == state.Guests.Length ? state : state with { Past = past, Guests = guests };
    }

    private static DateOnly Day(StoreRecord? store, DateTimeOffset at)
    {
        // An unknown zone counts days in UTC: what matters is that they end.
        var zone = store is not null && TimeZoneInfo.TryFindSystemTimeZoneById(store.TimeZone, out var found) ? found : TimeZoneInfo.Utc;
        return DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, zone).DateTime);
    }
}

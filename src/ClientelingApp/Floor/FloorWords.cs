using Luxe.ClientelingApp.Shell;
using Luxe.Contracts.Stores;

namespace Luxe.ClientelingApp.Floor;

/// <summary>What the floor says.</summary>
public static class FloorWords
{
    /// <summary>How a dispatch stands, in words.</summary>
    public static string State(DispatchState state) => state switch
    {
        DispatchState.Waiting => "Waiting for someone",
        DispatchState.Sent => "Told",
        DispatchState.Acknowledged => "On the way",
        DispatchState.Serving => "Being served",
        DispatchState.Escalated => "Unanswered",
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "Unknown state."),
    };

    /// <summary>How a dispatch stands, as a stable mark for style and tests.</summary>
    public static string Mark(DispatchState state) => state.ToString().ToLowerInvariant();

    /// <summary>True while nobody has answered.</summary>
    public static bool Unanswered(FloorGuest guest) => guest.State is DispatchState.Waiting or DispatchState.Sent or DispatchState.Escalated;

    /// <summary>How long she has been without an answer, or how long is left.</summary>
    public static string Clock(FloorGuest guest, DateTimeOffset now)
    {
        return guest.State == DispatchState.Sent && guest.RespondBy is { } by && by > now ? Minutes(by - now) + " left" : "for " + Minutes(now - guest.Since);

        static string Minutes(TimeSpan span) => span < TimeSpan.Zero ? "0:00" : $"{(int)span.TotalMinutes}:{span.Seconds:00}";
    }

    /// <summary>Who is in and how many wait, in few words.</summary>
    public static string Count(FloorView floor)
    {
        var waiting = floor.Guests.Count(Unanswered);
        return (floor.Guests.Length, waiting) switch
        {
            (0, _) => "",
            (1, 0) => "One client in",
            (var all, 0) => $"{Numbers.First(all)} clients in",
            (1, _) => "One client in, unanswered",
            var (all, open) => $"{Numbers.First(all)} clients in, {Numbers.Word(open)} unanswered",
        };
    }

    /// <summary>Whom an associate serves.</summary>
    public static string Busy(FloorView floor, string associateId)
    {
        var served = floor.Guests
            .Where(g => g.AssociateId == associateId && g.State is (DispatchState.Serving or DispatchState.Acknowledged))
            .Select(g => g.Greeting)
            .ToList();
        return served.Count == 0 ? "free" : "with " + string.Join(", ", served);
    }
}

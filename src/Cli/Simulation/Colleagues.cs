using Luxe.Cli.Demo;
using Luxe.Cli.Http;

namespace Luxe.Cli.Simulation;

/// <summary>The associates nobody is signed in as: they go to the clients sent to them. Whoever has a sign-in answers herself; what she leaves too long, a colleague takes.</summary>
internal sealed class Colleagues(LuxeApi api, DemoMaison maison, Chance chance)
{
    private readonly HashSet<string> _people = maison.Accounts.Select(account => account.StaffId).ToHashSet(StringComparer.Ordinal);

    /// <summary>Looks at a dispatch and answers it if it is theirs to answer; returns false when there is no more to look at.</summary>
    public async Task<bool> AnswerAsync(string storeId, string dispatchId, CancellationToken cancellation)
    {
        var floor = await api.GetAsync<Floor>($"api/stores/{storeId}/floor", cancellation);
        if (floor?.Guests.FirstOrDefault(guest => guest.DispatchId == dispatchId) is not { } guest || guest.State == "serving")
        {
            return false;
        }

        var free = floor.OnShift.Where(associate => !_people.Contains(associate)).ToList();
        var (answer, associateId) = guest switch
        {
            { State: "escalated" } when free.Count > 0 => ("claim", chance.Pick(free)),
            { AssociateId: { } own } when _people.Contains(own) => ("", own),
            { State: "sent", AssociateId: { } own } => ("acknowledge", own),
            { State: "acknowledged", AssociateId: { } own } => ("claim", own),
            _ => ("", ""),
        };
        if (answer.Length > 0)
        {
            await api.PostAsync($"api/dispatches/{storeId}/{dispatchId}/{answer}", new { associateId }, cancellation);
        }

        return answer != "claim";
    }

    private sealed record Floor(IReadOnlyList<Guest> Guests, IReadOnlyList<string> OnShift);

    private sealed record Guest(string DispatchId, string State, string? AssociateId);
}

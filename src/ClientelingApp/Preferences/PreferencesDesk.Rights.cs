using System.Collections.Immutable;
using Luxe.Contracts.Access;
using Luxe.Contracts.Consent;
using Luxe.Contracts.Customers;
using Luxe.Contracts.Doors;
using Luxe.Contracts.Rights;

namespace Luxe.ClientelingApp.Preferences;

/// <summary>Who looked at her, newest first, without her own looks; what one person did in one minute for one purpose is one look.</summary>
/// <param name="Seen">The looks.</param>
/// <param name="Next">Before which number the page after this one begins; null at the end.</param>
public sealed record SeenBy(ImmutableArray<Look> Seen, long? Next);

/// <summary>What she declared, and what of it may be held.</summary>
/// <param name="Consent">What she allows.</param>
/// <param name="Traits">What is held; empty where nothing is.</param>
public sealed record Declared(ConsentView Consent, Traits Traits);

/// <summary>Her rights: who looked, what is held, what is wrong in it, an end to it.</summary>
public sealed partial class PreferencesDesk
{
    private const int LooksPerPage = 200;
    private const int MostPages = 5;

    /// <summary>Who looked at her before a number.</summary>
    public async Task<SeenBy> Looks(ClientGuest guest, long before)
    {
        var seen = ImmutableArray<Look>.Empty;
        long? next = before;
        for (var page = 0; page < MostPages && next is { } from && seen.IsEmpty; page++)
        {
            var looks = await Rights(guest).GetLooks(guest.For("own looks"), from, LooksPerPage);
            next = looks.Next;
            seen =
            [
                .. looks.Looks.Where(static look => look.Role != nameof(ViewerRole.Client))
                    .DistinctBy(static look => (look.Viewer, look.Purpose, look.At.UtcTicks / TimeSpan.TicksPerMinute)),
            ];
        }

        return new SeenBy(seen, next);
    }

    /// <summary>What she declared, as it is held.</summary>
    public async Task<Declared> Declared(ClientGuest guest) => await clients.Profile(guest.For("own data"), guest.CustomerId) is { } profile
        ? new Declared(profile.Consent, profile.Traits ?? new Traits())
        : new Declared(ConsentView.Undecided, new Traits());

    /// <summary>Puts right what she changed on the page; what she emptied is forgotten. What she left as it was is not said again.</summary>
    public async Task Rectify(ClientGuest guest, IReadOnlyDictionary<string, string> said, IEnumerable<string> forget)
    {
        var (traits, cleared) = DeclaredFields.Changed((await Declared(guest)).Traits, said, forget);
        if (traits != new Traits() || !cleared.IsEmpty)
        {
            var now = time.GetUtcNow();
            await Rights(guest).Rectify(new Rectification($"me-{guest.Session}-put-right-{now.UtcTicks}", traits, cleared, "client", now));
        }
    }

    /// <summary>Erases her, at once and for good. The same order twice is one erasure; null: nobody is left to erase.</summary>
    public Task<ErasureReceipt?> Erase(ClientGuest guest, string order) =>
        grains.GetGrain<IErasure>(order).Order(new ErasureRequest(guest.CustomerId, "client", guest.DecidedIn));

    /// <summary>How far an erasure is.</summary>
    public Task<ErasureReceipt?> Receipt(string order) => grains.GetGrain<IErasure>(order).GetReceipt();

    /// <summary>A link to her pages for her own phone, from a tablet that was handed over: whoever handed it over answers for it.</summary>
    public Task<ClientLink> LinkFor(ClientGuest guest, Viewer maker) =>
        grains.GetGrain<IPreferenceDoor>(IPreferenceDoor.Key).Open(guest.CustomerId, DoorChannels.Code, maker);

    private ICustomerRights Rights(ClientGuest guest) => grains.GetGrain<ICustomerRights>(guest.CustomerId);
}

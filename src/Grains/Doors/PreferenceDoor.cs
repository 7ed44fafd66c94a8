using Luxe.Contracts.Access;
using Luxe.Contracts.Doors;
using Luxe.Contracts.Identity;
using Luxe.Grains.Identity;
using Luxe.Grains.Time;
using Luxe.Storage;
using Orleans.Concurrency;

namespace Luxe.Grains.Doors;

/// <summary>Makes links and uses them up. Holds nothing: a link is a row.</summary>
/// <remarks>Reentrant: it has no state, and a row waits for a disk.</remarks>
[StatelessWorker, Reentrant]
internal sealed class PreferenceDoor(IClientLinks links, IAccessLog accessLog, IdentityKeys keys, AskPace pace, LinkAsks asks, TimeProvider time) : Grain, IPreferenceDoor
{
    /// <summary>How long a link opens.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromMinutes(15);

    private const int LongestOrigin = 64;
    private const int EvidenceDigits = 8;

    public async Task<ClientLink> Open(string customerId, string channel, Viewer maker)
    {
        var (token, now) = (LinkToken.New(), time.Now());
        await links.AddAsync(new ClientLinkRow(LinkToken.HashOf(token)!, customerId, now, now + Life, channel, maker.Id));
        await accessLog.AppendAsync([new AccessEntry(maker.Id, maker.Role.ToString(), customerId, "preferences", "link-" + channel, now)]);
        return new ClientLink(token, now + Life);
    }

    public async Task<DoorGuest?> Enter(string token)
    {
        if (LinkToken.HashOf(token) is not { } hash || await links.TakeAsync(hash, time.Now()) is not { } link)
        {
            return null;
        }

        return new DoorGuest(link.Customer, link.Channel, link.Channel == DoorChannels.Kiosk ? "kiosk:" + link.Maker : "link:" + hash[..EvidenceDigits]);
    }

    public Task AskByMail(IdentityToken email, string locale, string origin)
    {
        // What is no address has no key; what has one is counted under it, known or not.
        if (email.Kind == IdentityKind.Email && keys.KeyFor(email) is { } address && pace.Allows(address, origin[..Math.Min(origin.Length, LongestOrigin)]))
        {
            // To the mailbox that the house knows her by, not to what was typed: two that look alike to the house must not be two mailboxes.
            asks.TryAdd(new LinkAsk(email with { Value = keys.Normalise(email)! }, locale));
        }

        return Task.CompletedTask;
    }
}

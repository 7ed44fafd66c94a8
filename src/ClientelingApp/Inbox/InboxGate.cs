using System.Collections.Concurrent;
using Luxe.ClientelingApp.Access;
using Luxe.Contracts.Associates;
using Luxe.Contracts.Consent;
using Luxe.Contracts.Customers;

namespace Luxe.ClientelingApp.Inbox;

/// <summary>
/// An inbox item keeps the words of its moment; the client may have decided otherwise since. Nothing of an item is shown
/// before it was held against what she allows now.
/// </summary>
internal sealed class InboxGate(IGrainFactory grains, Staff staff)
{
    private readonly ConcurrentDictionary<string, ConsentView> _judged = new(StringComparer.Ordinal);

    /// <summary>An entry as the inbox holds it, as it may be told now; a recall where nothing of its item may be.</summary>
    public async Task<InboxEntry> Cut(InboxEntry entry)
    {
        if (entry.Item is not { } item)
        {
            return entry;
        }

        return await Cut(item, await Client(item).GetConsent()) is { } allowed
            ? entry with { Item = allowed }
            : entry with { Item = null, State = InboxState.Recalled };
    }

    /// <summary>An item that a page shows: the same while she decides nothing, one read anew when she did, or null.</summary>
    public async Task<InboxItem?> Again(InboxItem item)
    {
        var consent = await Client(item).GetConsent();
        return _judged.TryGetValue(item.ItemId, out var judged) && judged == consent ? item : await Cut(item, consent);
    }

    private async Task<InboxItem?> Cut(InboxItem item, ConsentView consent)
    {
        _judged[item.ItemId] = consent;
        if (item.Prompt is { } prompt && !consent.Reaches(prompt.Tier))
        {
            return null;
        }

        if (item.Brief is not { } brief || (consent.Tier == brief.Tier && !(consent.DecidedAt > item.At)))
        {
            return item;
        }

        return consent.Grants(Purposes.InStoreRecognition) && await Client(item).GetBrief(staff.For("arrival")) is { } now
            ? item with { Brief = now, Greeting = now.Greeting }
            : null;
    }

    private ICustomerViews Client(InboxItem item) => grains.GetGrain<ICustomerViews>(item.CustomerId);
}

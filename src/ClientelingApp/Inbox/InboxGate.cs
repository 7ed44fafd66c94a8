using Luxe.ClientelingApp.Access;
using Luxe.Contracts.Associates;
using Luxe.Contracts.Consent;
using Luxe.Contracts.Customers;
using Luxe.Contracts.Prompts;

namespace Luxe.ClientelingApp.Inbox;

/// <summary>
/// An inbox item keeps the words of its moment; the client may have decided otherwise since. What is open is revised and recalled by
/// her own grain and her store; this gate stands before the tablet, so that nothing slips through between her decision and their word.
/// </summary>
internal sealed class InboxGate(IGrainFactory grains, Staff staff)
{
    /// <summary>An entry as the inbox holds it, as it may be told now; a recall where nothing of its item may be.</summary>
    public async Task<InboxEntry> Cut(InboxEntry entry) => entry.Item switch
    {
        null => entry,
        { } item when await Allowed(item) is { } allowed => entry with { Item = allowed },
        _ => entry with { Item = null, State = InboxState.Recalled },
    };

    private async Task<InboxItem?> Allowed(InboxItem item)
    {
        var client = grains.GetGrain<ICustomerViews>(item.CustomerId);
        var consent = await client.GetConsent();
        if (item.Brief is not { } brief)
        {
            return item.Prompt is { } prompt && !consent.Carries(prompt) ? null : item;
        }

        if (!consent.Grants(Purposes.InStoreRecognition) || consent.LeaveMeAlone)
        {
            return null;
        }

        return consent.Scope == brief.Scope ? item
            : await client.GetBrief(staff.For("arrival")) is { } now ? item with { Brief = now, Greeting = now.Greeting }
            : null;
    }
}

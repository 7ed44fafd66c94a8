using Luxe.ClientelingApp.Access;
using Luxe.Contracts.Associates;
using Luxe.Contracts.Customers;
using Luxe.Contracts.Prompts;
using Luxe.Contracts.Stores;

namespace Luxe.ClientelingApp.Inbox;

/// <summary>What an associate does with an item: an arrival is answered at her store, a prompt at the client.</summary>
public sealed class InboxAnswers(IGrainFactory grains, Staff staff)
{
    /// <summary>The longest an item may be set aside, in minutes.</summary>
    public const int LongestSnooze = 120;

    /// <summary>She has seen it and takes it on.</summary>
    public Task<DispatchOutcome> Acknowledge(string itemId) =>
        InboxItems.IsDispatch(itemId) ? Store.Acknowledge(itemId, staff.Id) : SettlePrompt(itemId, PromptOutcome.Acknowledged);

    /// <summary>She is with the client now; for a prompt, the same as taking it on.</summary>
    public Task<DispatchOutcome> Claim(string itemId) =>
        InboxItems.IsDispatch(itemId) ? Store.Claim(itemId, staff.Id) : SettlePrompt(itemId, PromptOutcome.Acknowledged);

    /// <summary>She cannot come now.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Less than 1 or more than <see cref="LongestSnooze"/> minutes.</exception>
    public async Task<DispatchOutcome> Snooze(string itemId, int minutes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(minutes, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(minutes, LongestSnooze);

        // An item set aside before and back since is set aside anew; this changes nothing on one that simply waits.
        await Inbox.Settle(itemId, InboxState.Open);
        if (InboxItems.IsDispatch(itemId))
        {
            return await Store.Snooze(itemId, staff.Id, TimeSpan.FromMinutes(minutes));
        }

        return await Inbox.Settle(itemId, InboxState.Snoozed) is null ? DispatchOutcome.Gone : DispatchOutcome.Done;
    }

    private IInbox Inbox => grains.GetGrain<IInbox>(staff.Id);

    private IStoreGrain Store => grains.GetGrain<IStoreGrain>(
        staff.StoreId ?? throw new InvalidOperationException("An associate without a store has no dispatches."));

    /// <summary>Only what lies in her own inbox can be answered; that entry also says whose prompt it is.</summary>
    private async Task<DispatchOutcome> SettlePrompt(string itemId, PromptOutcome outcome)
    {
        var open = await Inbox.GetOpen();
        if (open.Open.FirstOrDefault(e => e.ItemId == itemId)?.Item is not { } item)
        {
            return DispatchOutcome.Gone;
        }

        await grains.GetGrain<ICustomerGrain>(item.CustomerId).SettlePrompt(itemId, outcome, staff.Id);
        return DispatchOutcome.Done;
    }
}

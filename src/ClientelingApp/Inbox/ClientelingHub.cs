using Luxe.ClientelingApp.Access;
using Luxe.Contracts.Stores;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.SignalR;

namespace Luxe.ClientelingApp.Inbox;

/// <summary>The hub for native clients: a thin shell over <see cref="InboxFeed"/>. docs/hub.md is its contract.</summary>
[Authorize(Roles = Roles.Associate)]
public sealed class ClientelingHub(InboxFeeds feeds, IHubContext<ClientelingHub, IClientelingClient> hub) : Hub<IClientelingClient>
{
    private static readonly object FeedKey = new();

    private InboxFeed Feed => (InboxFeed)Context.Items[FeedKey]!;

    /// <summary>Delivers every entry after <paramref name="lastSeen"/>, then what comes. Call it first on every connection; 0 means from the beginning.</summary>
    public Task Resume(long lastSeen) => Feed.Resume(lastSeen);

    /// <summary>Seen; she takes it on.</summary>
    public Task<DispatchOutcome> Acknowledge(string itemId) => Feed.Answers.Acknowledge(itemId);

    /// <summary>She is with the client now.</summary>
    public Task<DispatchOutcome> Claim(string itemId) => Feed.Answers.Claim(itemId);

    /// <summary>She cannot come for some minutes.</summary>
    public Task<DispatchOutcome> Snooze(string itemId, int minutes) => minutes is >= 1 and <= InboxAnswers.LongestSnooze
        ? Feed.Answers.Snooze(itemId, minutes)
        : throw new HubException($"An item is set aside for 1 to {InboxAnswers.LongestSnooze} minutes.");

    /// <inheritdoc />
    public override Task OnConnectedAsync()
    {
        var staff = Staff.From(Context.User) ?? throw new HubException("Sign in first.");
        Context.Items[FeedKey] = feeds.Open(staff, hub.Clients.Client(Context.ConnectionId));
        return base.OnConnectedAsync();
    }

    /// <inheritdoc />
    public override async Task OnDisconnectedAsync(Exception? exception)
    {
        if (Context.Items.Remove(FeedKey, out var feed))
        {
            await ((InboxFeed)feed!).DisposeAsync();
        }

        await base.OnDisconnectedAsync(exception);
    }
}

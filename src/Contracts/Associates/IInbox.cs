using System.Collections.Immutable;
using Luxe.Contracts.Consent;
using Luxe.Contracts.Customers;
using Luxe.Contracts.Prompts;

namespace Luxe.Contracts.Associates;

/// <summary>
/// An associate's inbox, keyed by associate id: durable and numbered without gaps. A tablet says the last number it
/// saw and gets the rest; every later change of an entry (claimed by a colleague, recalled) is an entry of its own.
/// </summary>
[Alias("luxe.IInbox")]
public interface IInbox : IGrainWithStringKey
{
    /// <summary>
    /// Delivers an item once: a second delivery with the same item id returns the first entry. Only what was passed on to a colleague
    /// is opened again, by an entry of its own.
    /// </summary>
    [Alias("Deliver")] Task<InboxEntry> Deliver(InboxItem item);

    /// <summary>Ends or changes an item; returns the entry that says so, or null when the item is unknown or ended already.</summary>
    [Alias("Settle")] Task<InboxEntry?> Settle(string itemId, InboxState state);

    /// <summary>
    /// Replaces the content of an item that has not ended, because its client changed what may be said of her; the former content is gone.
    /// Returns the entry that carries the new content, or null when the item is unknown or ended.
    /// </summary>
    [Alias("Revise")] Task<InboxEntry?> Revise(InboxItem item);

    /// <summary>Takes back every prompt about a client that rests on more than a tier, and every one of these kinds; what they said is purged.</summary>
    [Alias("Recall")] Task Recall(string customerId, ConsentTier above, ImmutableArray<PromptKind> kinds);

    /// <summary>Entries after <paramref name="lastSeen"/> in order, at most <paramref name="limit"/>.</summary>
    [ReadOnly, Alias("Read")] Task<ImmutableArray<InboxEntry>> Read(long lastSeen, int limit);

    /// <summary>Items still open, claimed or snoozed, newest first, and the last number: what a fresh page shows.</summary>
    [ReadOnly, Alias("GetOpen")] Task<InboxSnapshot> GetOpen();

    /// <summary>Subscribes a tablet; renewed by calling again, dropped five minutes after the last renewal.</summary>
    [Alias("Subscribe")] Task Subscribe(IInboxObserver observer);

    /// <summary>Ends a subscription.</summary>
    [Alias("Unsubscribe")] Task Unsubscribe(IInboxObserver observer);
}

/// <summary>Where inbox entries are pushed, in order, after they are durable.</summary>
[Alias("luxe.IInboxObserver")]
public interface IInboxObserver : IGrainObserver
{
    /// <summary>A new entry.</summary>
    [Alias("OnEntry")] Task OnEntry(InboxEntry entry);
}

/// <summary>Where an item stands. Values are stored: never renumber.</summary>
public enum InboxState
{
    /// <summary>Waiting for the associate.</summary>
    Open = 0,

    /// <summary>Seen; she takes it on.</summary>
    Acknowledged = 1,

    /// <summary>She serves this client now.</summary>
    Claimed = 2,

    /// <summary>Set aside for a while.</summary>
    Snoozed = 3,

    /// <summary>A colleague took it, or it went up to the manager.</summary>
    Passed = 4,

    /// <summary>Its reason is gone.</summary>
    Expired = 5,

    /// <summary>The client's consent no longer carries it.</summary>
    Recalled = 6,
}

/// <summary>What an associate receives: an arrival with its brief, or a prompt.</summary>
/// <param name="ItemId">Idempotency key: dispatch id of an arrival, or prompt id.</param>
/// <param name="CustomerId">About whom.</param>
/// <param name="Brief">The brief, for an arrival.</param>
/// <param name="Prompt">The prompt, for a prompt.</param>
/// <param name="Greeting">How to address the client.</param>
/// <param name="StoreId">Where, for an arrival.</param>
/// <param name="At">When (UTC).</param>
/// <param name="RespondBy">Deadline before it goes on to somebody else, if any (UTC).</param>
/// <param name="ExpiresAt">When it dies by itself (UTC).</param>
[GenerateSerializer, Immutable, Alias("luxe.InboxItem")]
public sealed record InboxItem(
    [property: Id(0)] string ItemId,
    [property: Id(1)] string CustomerId,
    [property: Id(2)] ClientBrief? Brief,
    [property: Id(3)] Prompt? Prompt,
    [property: Id(4)] string Greeting,
    [property: Id(5)] string? StoreId,
    [property: Id(6)] DateTimeOffset At,
    [property: Id(7)] DateTimeOffset? RespondBy,
    [property: Id(8)] DateTimeOffset ExpiresAt);

/// <summary>A numbered entry: an item as it stands, or the news that an earlier item changed.</summary>
/// <param name="Number">1-based, without gaps, per associate.</param>
/// <param name="ItemId">The item concerned.</param>
/// <param name="State">Its state after this entry.</param>
/// <param name="Item">The item, for its first entry and for one that revises it; null for another change, and null once it ended (purged).</param>
/// <param name="At">When (UTC).</param>
[GenerateSerializer, Immutable, Alias("luxe.InboxEntry")]
public sealed record InboxEntry(
    [property: Id(0)] long Number,
    [property: Id(1)] string ItemId,
    [property: Id(2)] InboxState State,
    [property: Id(3)] InboxItem? Item,
    [property: Id(4)] DateTimeOffset At);

/// <summary>What a fresh page shows.</summary>
/// <param name="LastNumber">The inbox's last number at that moment.</param>
/// <param name="Open">First entries of the items not ended, with their present state, newest first.</param>
[GenerateSerializer, Immutable, Alias("luxe.InboxSnapshot")]
public sealed record InboxSnapshot(
    [property: Id(0)] long LastNumber,
    [property: Id(1)] ImmutableArray<InboxEntry> Open);

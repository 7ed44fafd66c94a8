using System.Collections.Immutable;
using Luxe.ClientelingApp.Inbox;
using Luxe.Contracts.Associates;

namespace Luxe.ClientelingApp.Today;

/// <summary>One card: an item and how it stands.</summary>
/// <param name="Item">The arrival or prompt.</param>
/// <param name="State">How it stands.</param>
/// <param name="ChangedAt">Since when (UTC).</param>
public sealed record TodayCard(InboxItem Item, InboxState State, DateTimeOffset ChangedAt)
{
    /// <summary>True while nobody answered.</summary>
    public bool Waits => State == InboxState.Open;
}

/// <summary>What an associate's page shows, folded from a snapshot and the entries after it. Pure and immutable.</summary>
public sealed record TodayBoard(ImmutableDictionary<string, TodayCard> Cards)
{
    /// <summary>How long an item is set aside by this page.</summary>
    public static TimeSpan Aside { get; } = TimeSpan.FromMinutes(5);

    /// <summary>Nothing.</summary>
    public static TodayBoard Empty { get; } = new(ImmutableDictionary<string, TodayCard>.Empty);

    /// <summary>Arrivals: those that wait first, longest in the store first.</summary>
    public IEnumerable<TodayCard> Arrivals => Cards.Values
        .Where(c => InboxItems.IsDispatch(c.Item.ItemId))
        .OrderBy(c => c.Waits ? 0 : 1).ThenBy(c => c.Item.At).ThenBy(c => c.Item.ItemId, StringComparer.Ordinal);

    /// <summary>Prompts: best first, those set aside last; without those that an arrival's brief shows already.</summary>
    public IEnumerable<TodayCard> Prompts
    {
        get
        {
            var told = Arrivals.SelectMany(a => a.Item.Brief?.Prompts ?? []).Select(p => p.PromptId).ToHashSet(StringComparer.Ordinal);
            return Cards.Values
                .Where(c => !InboxItems.IsDispatch(c.Item.ItemId) && !told.Contains(c.Item.ItemId))
                .OrderBy(c => c.Waits ? 0 : 1).ThenByDescending(c => c.Item.Prompt?.Priority ?? 0)
                .ThenByDescending(c => c.Item.At).ThenBy(c => c.Item.ItemId, StringComparer.Ordinal);
        }
    }

    /// <summary>How many wait for an answer.</summary>
    public int Waiting => Arrivals.Concat(Prompts).Count(c => c.Waits);

    /// <summary>The board of a fresh page: what is open, then the news that say since when it stands so.</summary>
    public static TodayBoard From(InboxOpening opening)
    {
        var cards = opening.Snapshot.Open.Aggregate(Empty, (b, entry) => b.Apply(entry)).Cards;
        foreach (var news in opening.Changes)
        {
            if (cards.GetValueOrDefault(news.ItemId) is { } card && card.State == news.State)
            {
                cards = cards.SetItem(news.ItemId, card with { ChangedAt = news.At });
            }
        }

        return new TodayBoard(cards);
    }

    /// <summary>The board after an entry.</summary>
    public TodayBoard Apply(InboxEntry entry)
    {
        if (InboxItems.Leaves(entry.State) || (entry.State == InboxState.Acknowledged && !InboxItems.IsDispatch(entry.ItemId)))
        {
            return this with { Cards = Cards.Remove(entry.ItemId) };
        }

        var card = Cards.GetValueOrDefault(entry.ItemId);
        if ((entry.Item ?? card?.Item) is not { } item)
        {
            return this;
        }

        // Other words for an item do not change since when it stands as it does.
        var since = card?.State == entry.State ? card.ChangedAt : entry.At;
        return this with { Cards = Cards.SetItem(entry.ItemId, new TodayCard(item, entry.State, since)) };
    }

    /// <summary>The board as time makes it: without what died by itself, and with what was set aside long enough waiting again.</summary>
    public TodayBoard At(DateTimeOffset now)
    {
        var cards = Cards;
        foreach (var card in Cards.Values)
        {
            cards = card switch
            {
                _ when card.Item.ExpiresAt <= now => cards.Remove(card.Item.ItemId),
                { State: InboxState.Snoozed } when card.ChangedAt + Aside <= now => cards.SetItem(card.Item.ItemId, card with { State = InboxState.Open }),
                _ => cards,
            };
        }

        return this with { Cards = cards };
    }
}

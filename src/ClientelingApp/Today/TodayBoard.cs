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

    /// <summary>The board of a fresh page.</summary>
    public static TodayBoard From(InboxSnapshot snapshot) => snapshot.Open.Aggregate(Empty, (board, entry) => board.Apply(entry));

    /// <summary>The board after an entry.</summary>
    public TodayBoard Apply(InboxEntry entry)
    {
        if (InboxItems.Leaves(entry.State) || (entry.State == InboxState.Acknowledged && !InboxItems.IsDispatch(entry.ItemId)))
        {
            return this with { Cards = Cards.Remove(entry.ItemId) };
        }

        var item = entry.Item ?? Cards.GetValueOrDefault(entry.ItemId)?.Item;
        return item is null ? this : this with { Cards = Cards.SetItem(entry.ItemId, new TodayCard(item, entry.State, entry.At)) };
    }

    /// <summary>The board without what died by itself.</summary>
    public TodayBoard At(DateTimeOffset now) => Cards.Values.Any(c => c.Item.ExpiresAt <= now)
        ? this with { Cards = Cards.RemoveRange(Cards.Values.Where(c => c.Item.ExpiresAt <= now).Select(c => c.Item.ItemId)) }
        : this;
}

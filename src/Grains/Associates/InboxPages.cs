using System.Collections.Immutable;
using Luxe.Contracts.Associates;
using Luxe.Contracts.Consent;
using Luxe.Contracts.Prompts;
using Luxe.Storage;

namespace Luxe.Grains.Associates;

/// <summary>
/// An inbox in memory: its open items and its last number; the store holds the rest. A change is two writes, first the entry that
/// tells of it and then the item's own state. Only the last entry can have missed its second write, so loading repeats that one.
/// </summary>
internal sealed class InboxPages(string associateId, IInboxStore store)
{
    private Dictionary<string, InboxEntry> _open = new(StringComparer.Ordinal);
    private bool _stale = true;

    public long LastNumber { get; private set; }

    /// <summary>First entries of open items with their present state, newest first.</summary>
    public ImmutableArray<InboxEntry> OpenAt(DateTimeOffset now) =>
        [.. _open.Values.Where(entry => entry.Item!.ExpiresAt > now).OrderByDescending(static entry => entry.Number)];

    /// <summary>Open items whose time is over.</summary>
    public string[] Overdue(DateTimeOffset now) => [.. _open.Values.Where(entry => entry.Item!.ExpiresAt <= now).Select(static entry => entry.ItemId)];

    /// <summary>Open prompts about a client that rest on more than a tier, or are of these kinds.</summary>
    public string[] PromptsAbout(string customerId, ConsentTier above, ImmutableArray<PromptKind> kinds) =>
    [
        .. _open.Values
            .Where(entry => entry.Item is { Prompt: { } prompt } item && item.CustomerId == customerId && (prompt.Tier > above || kinds.Contains(prompt.Kind)))
            .Select(static entry => entry.ItemId),
    ];

    /// <summary>
    /// Reads again when memory may be behind. What was read is shown at once at the end: a read that fails leaves memory as it was, and
    /// reads of the grain that load beside each other (never beside a change) each put the same in place.
    /// </summary>
    public async Task Load()
    {
        if (!_stale)
        {
            return;
        }

        var head = await store.GetHeadAsync(associateId);
        if (head > 0 && await store.ReadAsync(associateId, head - 1, 1) is [var last] && InboxRows.IsChange(last))
        {
            await Apply(InboxRows.ItemIdOf(last), InboxRows.StateOf(last));
        }

        var open = new Dictionary<string, InboxEntry>(StringComparer.Ordinal);
        foreach (var row in await store.ReadOpenAsync(associateId))
        {
            if (InboxRows.ItemOf(row) is { } item)
            {
                open[row.ItemId] = new InboxEntry(row.Number, row.ItemId, InboxRows.StateOf(row), item, row.At);
            }
        }

        (LastNumber, _open, _stale) = (head, open, false);
    }

    /// <summary>Puts an item in once, and again when it was passed on. Returns the entry that brought it, and whether it is new.</summary>
    public async Task<(InboxEntry Entry, bool IsNew)> Add(InboxItem item, DateTimeOffset now)
    {
        await Load();
        if (_open.TryGetValue(item.ItemId, out var there))
        {
            return (there, false);
        }

        try
        {
            var row = await Append(number => InboxRows.First(number, item, now));
            var entry = new InboxEntry(row.Number, row.ItemId, InboxState.Open, item, now);
            _open[item.ItemId] = entry;
            return (entry, true);
        }
        catch (InboxConflictException conflict) when (conflict.DuplicateItemId is not null)
        {
            var ended = await store.GetAsync(associateId, item.ItemId) ?? throw new InvalidOperationException("An inbox item was there and is not.", conflict);
            return InboxRows.MayReturn(ended) ? (await Return(ended, item, now), true) : (InboxRows.ToEntry(ended, now), false);
        }
    }

    /// <summary>
    /// What was passed to a colleague comes back, with its content as it is now. Its place among the open items is that of its first entry.
    /// </summary>
    private async Task<InboxEntry> Return(InboxRow ended, InboxItem item, DateTimeOffset now)
    {
        var row = await Append(number => InboxRows.Revision(number, item, InboxState.Open, now));
        await Guard(() => store.UpdateStateAsync(associateId, item.ItemId, nameof(InboxState.Open), isOpen: true, InboxRows.Content(item)));
        _open[item.ItemId] = new InboxEntry(ended.Number, item.ItemId, InboxState.Open, item, now);
        return new InboxEntry(row.Number, item.ItemId, InboxState.Open, item, now);
    }

    /// <summary>Tells of a change of an open item; null when there is nothing to change.</summary>
    public async Task<InboxEntry?> Change(string itemId, InboxState state, DateTimeOffset now)
    {
        await Load();
        if (!_open.TryGetValue(itemId, out var first) || first.State == state)
        {
            return null;
        }

        var row = await Append(number => InboxRows.Change(number, itemId, first.Item!.CustomerId, state, now));
        await Guard(() => Apply(itemId, state));
        if (InboxRows.IsOpen(state))
        {
            _open[itemId] = first with { State = state };
        }
        else
        {
            _open.Remove(itemId);
        }

        return new InboxEntry(row.Number, itemId, state, null, now);
    }

    /// <summary>Puts new content in place of an open item's; null when there is nothing to revise.</summary>
    public async Task<InboxEntry?> Revise(InboxItem item, DateTimeOffset now)
    {
        await Load();
        if (!_open.TryGetValue(item.ItemId, out var first))
        {
            return null;
        }

        var row = await Append(number => InboxRows.Revision(number, item, first.State, now));
        await Guard(() => store.UpdateStateAsync(associateId, item.ItemId, first.State.ToString(), InboxRows.IsOpen(first.State), InboxRows.Content(item)));
        _open[item.ItemId] = first with { Item = item };
        return new InboxEntry(row.Number, item.ItemId, first.State, item, now);
    }

    /// <summary>A row as an entry. One that told of a revision carries the content as it is now; nothing older is kept.</summary>
    public InboxEntry Told(InboxRow row, DateTimeOffset now)
    {
        var entry = InboxRows.ToEntry(row, now);
        return InboxRows.IsRevision(row) && _open.TryGetValue(entry.ItemId, out var first) && first.Item!.ExpiresAt > now ? entry with { Item = first.Item } : entry;
    }

    /// <summary>An item that ended, however it did, is of no more use: its content is taken away with its state.</summary>
    private Task<bool> Apply(string itemId, InboxState state) => store.UpdateStateAsync(
        associateId, itemId, state.ToString(), InboxRows.IsOpen(state), InboxRows.IsOpen(state) ? (ReadOnlyMemory<byte>?)null : ReadOnlyMemory<byte>.Empty);

    /// <summary>Appends a row after the last number; when another activation wrote meanwhile, once more after a fresh look.</summary>
    private async Task<InboxRow> Append(Func<long, InboxRow> make)
    {
        for (var attempt = 1; ; attempt++)
        {
            var row = make(LastNumber + 1);
            try
            {
                await Guard(() => store.AppendAsync(new InboxAppend { Associate = associateId, ExpectedNumber = LastNumber, Rows = [row] }));
                LastNumber = row.Number;
                return row;
            }
            catch (InboxConflictException conflict) when (attempt == 1 && conflict.DuplicateItemId is null)
            {
                await Load();
            }
        }
    }

    /// <summary>After any failure memory may be behind the store, so the next call reads again.</summary>
    private async Task Guard(Func<Task> write)
    {
        try
        {
            await write();
        }
        catch
        {
            _stale = true;
            throw;
        }
    }
}

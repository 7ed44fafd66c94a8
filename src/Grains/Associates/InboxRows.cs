using System.Globalization;
using System.Text.Json;
using Luxe.Contracts.Associates;
using Luxe.Storage;

namespace Luxe.Grains.Associates;

/// <summary>
/// Inbox entries as rows. An item's first row carries the item and is updated to its present state; each change is a row of its own,
/// whose id is the item's id, a mark and the change's number; one that revises the item's content ends in a mark of its own.
/// </summary>
internal static class InboxRows
{
    private const char Mark = '#';
    private const char Revised = '~';

    public static bool IsOpen(InboxState state) => state is InboxState.Open or InboxState.Acknowledged or InboxState.Claimed or InboxState.Snoozed;

    public static InboxRow First(long number, InboxItem item, DateTimeOffset now) => new(
        number, item.ItemId, item.CustomerId, now, item.ExpiresAt, nameof(InboxState.Open), IsOpen: true, Content(item));

    public static byte[] Content(InboxItem item) => JsonSerializer.SerializeToUtf8Bytes(item, AssociateJson.Default.InboxItem);

    public static InboxRow Change(long number, string itemId, string? customer, InboxState state, DateTimeOffset now) => new(
        number, string.Create(CultureInfo.InvariantCulture, $"{itemId}{Mark}{number}"), customer, now, DateTimeOffset.MaxValue, state.ToString(), IsOpen: false, default);

    public static InboxRow Revision(long number, InboxItem item, InboxState state, DateTimeOffset now)
    {
        var change = Change(number, item.ItemId, item.CustomerId, state, now);
        return change with { ItemId = change.ItemId + Revised };
    }

    public static bool IsRevision(InboxRow row) => row.ItemId.EndsWith(Revised) && IsChange(row);

    public static bool IsChange(InboxRow row) => row.ItemId.Contains(Mark, StringComparison.Ordinal);

    public static string ItemIdOf(InboxRow row) => row.ItemId.LastIndexOf(Mark) is >= 0 and var mark ? row.ItemId[..mark] : row.ItemId;

    public static InboxState StateOf(InboxRow row) => Enum.Parse<InboxState>(row.State);

    /// <summary>
    /// Whether an item without content may come again: it went to a colleague, or it was to come back and a crash cut off its content.
    /// What expired or was recalled never does.
    /// </summary>
    public static bool MayReturn(InboxRow first) => first.Payload.IsEmpty && StateOf(first) is (InboxState.Passed or InboxState.Open);

    /// <summary>The item of a first row; null once it ended.</summary>
    public static InboxItem? ItemOf(InboxRow row) =>
        row.Payload.IsEmpty ? null : JsonSerializer.Deserialize(row.Payload.Span, AssociateJson.Default.InboxItem);

    /// <summary>
    /// The entry as it was told: a first row was told as open, and its changes follow with their own numbers. One that has died
    /// meanwhile is told as such and without its content, so that a tablet that was away neither rings for it nor shows it.
    /// </summary>
    public static InboxEntry ToEntry(InboxRow row, DateTimeOffset now)
    {
        if (IsChange(row))
        {
            return new InboxEntry(row.Number, ItemIdOf(row), StateOf(row), null, row.At);
        }

        return ItemOf(row) is not { } item ? new InboxEntry(row.Number, row.ItemId, StateOf(row), null, row.At)
            : row.ExpiresAt <= now ? new InboxEntry(row.Number, row.ItemId, InboxState.Expired, null, row.At)
            : new InboxEntry(row.Number, row.ItemId, InboxState.Open, item, row.At);
    }
}

using System.Globalization;
using System.Text;

namespace Luxe.Storage.Tests;

/// <summary>Rows for tests.</summary>
internal static class Rows
{
    public static readonly DateTimeOffset T0 = new(2026, 3, 14, 15, 9, 26, 535, TimeSpan.Zero);

    public static ReadOnlyMemory<byte> Bytes(string text) => Encoding.UTF8.GetBytes(text);

    public static string Text(ReadOnlyMemory<byte> bytes) => Encoding.UTF8.GetString(bytes.Span);

    public static JournalRow Journal(long seq, string? eventId = null, int tier = 2, string? payload = null) =>
        new(seq, eventId, "view", tier, T0.AddMinutes(seq), T0.AddMinutes(seq).AddMicroseconds(7), Bytes(payload ?? "payload " + seq.ToString(CultureInfo.InvariantCulture)));

    public static JournalAppend Append(string customer, long expected, params JournalRow[] rows) =>
        new() { Customer = customer, ExpectedSeq = expected, Rows = [.. rows] };

    public static InboxRow Item(long number, string itemId, bool isOpen = true) =>
        new(number, itemId, "c-1", T0, T0.AddHours(1), isOpen ? "new" : "done", isOpen, Bytes("item " + itemId));

    public static async Task<List<T>> ListAsync<T>(this IAsyncEnumerable<T> rows)
    {
        var list = new List<T>();
        await foreach (var row in rows)
        {
            list.Add(row);
        }

        return list;
    }
}

using System.Buffers.Binary;
using System.Numerics;
using System.Text;
using Luxe.Storage.Commit;

namespace Luxe.Storage.Journal;

/// <summary>
/// CRC-32C over a row as it is stored: whose it is, number, event id, kind, tier, times, payload. It finds what a disk, a file system or a
/// hand in the database did by accident; against intent there is the ledger's hash chain.
/// </summary>
internal static class JournalChecksum
{
    private const int OnStack = 512;

    public static long Of(string customer, JournalRow row) =>
        Of(customer, row.Seq, row.EventId, row.Kind, row.Tier, Micros.From(row.OccurredAt), Micros.From(row.ReceivedAt), row.Payload.Span);

    public static long Of(string customer, long seq, string? eventId, string kind, long tier, long occurredAt, long receivedAt, ReadOnlySpan<byte> payload)
    {
        var crc = Add(uint.MaxValue, customer);
        crc = BitOperations.Crc32C(crc, (ulong)seq);
        crc = Add(crc, eventId);
        crc = Add(crc, kind);
        crc = BitOperations.Crc32C(crc, (ulong)tier);
        crc = BitOperations.Crc32C(crc, (ulong)occurredAt);
        crc = BitOperations.Crc32C(crc, (ulong)receivedAt);
        return ~Add(crc, payload);
    }

    // Lengths go in too, so that no byte can move from one text into the next; null has a length of its own.
    private static uint Add(uint crc, string? text)
    {
        if (text is null)
        {
            return BitOperations.Crc32C(crc, ulong.MaxValue);
        }

        var room = Encoding.UTF8.GetMaxByteCount(text.Length);
        Span<byte> bytes = room <= OnStack ? stackalloc byte[OnStack] : new byte[room];
        return Add(crc, bytes[..Encoding.UTF8.GetBytes(text, bytes)]);
    }

    private static uint Add(uint crc, ReadOnlySpan<byte> bytes)
    {
        crc = BitOperations.Crc32C(crc, (ulong)bytes.Length);
        for (; bytes.Length >= sizeof(ulong); bytes = bytes[sizeof(ulong)..])
        {
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        }

        foreach (var one in bytes)
        {
            crc = BitOperations.Crc32C(crc, one);
        }

        return crc;
    }
}

using System.Numerics;
using System.Security.Cryptography;
using System.Text;

namespace Luxe.Storage.Journal;

/// <summary>
/// Where the index looks for an event id: 24 bits of the customer, so that one client's keys lie together and an append of many touches few pages,
/// then 40 bits of the id. A number takes a third of the room of both texts. It is only where to look: the texts decide.
/// The id's part is cut from SHA-256, because senders choose their ids and must not be able to choose many that meet.
/// </summary>
internal static class EventKey
{
    private const int IdBits = 40;
    private const int OnStack = 512;

    public static long Of(string customer, string eventId)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        var room = Encoding.UTF8.GetMaxByteCount(eventId.Length);
        Span<byte> bytes = room <= OnStack ? stackalloc byte[OnStack] : new byte[room];
        SHA256.HashData(bytes[..Encoding.UTF8.GetBytes(eventId, bytes)], hash);
        return (long)((Customer(customer) << IdBits) | (BitConverter.ToUInt64(hash) >> (64 - IdBits)));
    }

    private static ulong Customer(string customer)
    {
        var crc = uint.MaxValue;
        foreach (var letter in customer)
        {
            crc = BitOperations.Crc32C(crc, letter);
        }

        return crc >> 8;
    }
}

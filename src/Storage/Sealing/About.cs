using System.Buffers.Binary;
using System.Text;

namespace Luxe.Storage.Sealing;

/// <summary>
/// What a seal is about: it goes into the tag and is not stored, so that a row which was moved to another client, kind or number does not open.
/// The forms are stored for ever in every tag: never change one. No id holds U+0000, which keeps the parts apart.
/// </summary>
internal static class About
{
    /// <summary>Room for every id of the house; longer ones, which callers may choose, take an array.</summary>
    public const int OnStack = 512;

    /// <summary>A dead letter's.</summary>
    public static ReadOnlySpan<byte> Letter => "l"u8;

    /// <summary>A snapshot's.</summary>
    public static byte[] Snapshot(string customer) => Joined((byte)'s', customer, null, default).ToArray();

    /// <summary>An inbox item's.</summary>
    public static byte[] Item(string associate, string itemId) => Joined((byte)'i', associate, itemId, default).ToArray();

    /// <summary>A client's data key's under a master key.</summary>
    public static byte[] Key(string customer, int master) => Joined((byte)'k', customer, FormattableString.Invariant($"{master}"), default).ToArray();

    /// <summary>A journal row's; <paramref name="room"/> of <see cref="OnStack"/> bytes spares an array.</summary>
    public static ReadOnlySpan<byte> Row(Span<byte> room, string customer, string kind, long seq)
    {
        const int Around = 3 + sizeof(long);
        var most = Encoding.UTF8.GetMaxByteCount(customer.Length) + Encoding.UTF8.GetMaxByteCount(kind.Length) + Around;
        return Joined((byte)'j', customer, kind, most <= room.Length ? room : new byte[most], seq);
    }

    private static ReadOnlySpan<byte> Joined(byte what, string first, string? second, Span<byte> room, long? number = null)
    {
        if (room.IsEmpty)
        {
            room = new byte[Encoding.UTF8.GetMaxByteCount(first.Length) + Encoding.UTF8.GetMaxByteCount(second?.Length ?? 0) + 3];
        }

        (room[0], room[1]) = (what, 0);
        var end = 2 + Encoding.UTF8.GetBytes(first, room[2..]);
        if (second is not null)
        {
            room[end++] = 0;
            end += Encoding.UTF8.GetBytes(second, room[end..]);
        }

        if (number is { } seq)
        {
            room[end++] = 0;
            BinaryPrimitives.WriteInt64BigEndian(room[end..], seq);
            end += sizeof(long);
        }

        return room[..end];
    }
}

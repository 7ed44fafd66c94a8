using Luxe.Storage.Sealing;

namespace Luxe.Storage;

/// <summary>
/// What sealed bytes look like: a mark, a nonce of 12 bytes, the ciphertext (as long as the plain text), a tag of 16 bytes. Plain payloads of older
/// houses are JSON and begin with an opening brace, so that the first byte tells them apart.
/// </summary>
public static class Sealed
{
    /// <summary>The first byte of everything that is sealed: the form's version.</summary>
    public const byte Mark = 0x01;

    /// <summary>Bytes that sealing adds.</summary>
    public const int Overhead = 1 + NonceBytes + TagBytes;

    internal const int NonceBytes = 12;
    internal const int TagBytes = 16;

    /// <summary>Whether these bytes are sealed, or claim to be.</summary>
    public static bool Is(ReadOnlySpan<byte> stored) => stored is [Mark, ..];

    /// <summary>What a client's snapshot is sealed about.</summary>
    public static byte[] AboutSnapshot(string customer) => About.Snapshot(customer);
}

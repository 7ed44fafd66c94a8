using System.Security.Cryptography;

namespace Luxe.Storage.Sealing;

/// <summary>
/// Nonces of 96 random bits. Not made from row numbers: an append that was refused is tried again at the same number with other bytes. A life of a
/// million rows under one key has two equal ones with a chance of 2^-57.
/// </summary>
internal static class Nonces
{
    // One system call for a hundred of them; each thread has its own, so that nobody waits and no two take the same.
    private const int Many = 100;

    [ThreadStatic]
    private static byte[]? _taken;

    [ThreadStatic]
    private static int _left;

    public static void Next(Span<byte> nonce)
    {
        var taken = _taken ??= new byte[Many * Sealed.NonceBytes];
        if (_left == 0)
        {
            RandomNumberGenerator.Fill(taken);
            _left = Many;
        }

        var mine = taken.AsSpan(--_left * Sealed.NonceBytes, Sealed.NonceBytes);
        mine.CopyTo(nonce);
        mine.Clear();
    }
}

using System.Security.Cryptography;

namespace Luxe.Storage.Sealing;

/// <summary>A client's data key: AES-256-GCM over what is personal of hers, bound to the place where it stands.</summary>
internal sealed class ClientKey : IDisposable
{
    public const int Bytes = 32;
    private readonly AesGcm _cipher;

    // A context of OpenSSL serves one thread at a time, and a merge reads another's journal beside her grain.
    private readonly Lock _gate = new();

    /// <param name="key">32 bytes; copied.</param>
    public ClientKey(ReadOnlySpan<byte> key)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(key.Length, Bytes);
        _cipher = new AesGcm(key, Sealed.TagBytes);
    }

    /// <summary>Sealed bytes in an array of their own.</summary>
    public byte[] Close(ReadOnlySpan<byte> plain, ReadOnlySpan<byte> about)
    {
        var closed = GC.AllocateUninitializedArray<byte>(plain.Length + Sealed.Overhead);
        var nonce = closed.AsSpan(1, Sealed.NonceBytes);
        closed[0] = Sealed.Mark;
        Nonces.Next(nonce);
        lock (_gate)
        {
            _cipher.Encrypt(nonce, plain, closed.AsSpan(1 + Sealed.NonceBytes, plain.Length), closed.AsSpan(closed.Length - Sealed.TagBytes), about);
        }

        return closed;
    }

    /// <summary>The plain bytes in an array of their own.</summary>
    /// <exception cref="SealBrokenException">They were changed, sealed under another key, or stand where they were not written.</exception>
    public byte[] Open(ReadOnlySpan<byte> closed, ReadOnlySpan<byte> about)
    {
        if (closed.Length < Sealed.Overhead || !Sealed.Is(closed))
        {
            throw new SealBrokenException();
        }

        var plain = GC.AllocateUninitializedArray<byte>(closed.Length - Sealed.Overhead);
        try
        {
            lock (_gate)
            {
                _cipher.Decrypt(closed.Slice(1, Sealed.NonceBytes), closed[(1 + Sealed.NonceBytes)..^Sealed.TagBytes], closed[^Sealed.TagBytes..], plain, about);
            }

            return plain;
        }
        catch (AuthenticationTagMismatchException fault)
        {
            throw new SealBrokenException(fault);
        }
    }

    public void Dispose() => _cipher.Dispose();
}

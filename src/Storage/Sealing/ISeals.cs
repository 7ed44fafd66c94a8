namespace Luxe.Storage;

/// <summary>
/// Seals what is personal under a client's key. What is sealed begins with <see cref="Sealed.Mark"/>; bytes that do not begin with it were never sealed and are
/// handed out as they are.
/// </summary>
public interface ISeals
{
    /// <summary>The sealed form.</summary>
    /// <param name="customer">Under whose key.</param>
    /// <param name="plain">What to seal.</param>
    /// <param name="about">What it is and where it belongs: it opens there and nowhere else.</param>
    /// <param name="cancellationToken">Cancels the wait for the key.</param>
    ValueTask<byte[]> CloseAsync(string customer, ReadOnlyMemory<byte> plain, ReadOnlyMemory<byte> about, CancellationToken cancellationToken = default);

    /// <summary>What was sealed; null when the key is gone.</summary>
    /// <param name="customer">Under whose key.</param>
    /// <param name="stored">The sealed form, or plain bytes.</param>
    /// <param name="about">As it was sealed with.</param>
    /// <param name="cancellationToken">Cancels the wait for the key.</param>
    /// <exception cref="SealBrokenException">It was tampered with, or stands where it does not belong.</exception>
    ValueTask<ReadOnlyMemory<byte>?> OpenAsync(string customer, ReadOnlyMemory<byte> stored, ReadOnlyMemory<byte> about, CancellationToken cancellationToken = default);

    /// <summary>Drops a client's key from memory.</summary>
    void Forget(string customer);
}

/// <summary>The form of what is sealed.</summary>
public static class Sealed
{
    /// <summary>The first byte. No JSON begins with it.</summary>
    public const byte Mark = 1;

    /// <summary>Whether these bytes are sealed.</summary>
    public static bool Is(ReadOnlySpan<byte> stored) => stored is [Mark, ..];
}

/// <summary>Sealed bytes do not open under their own key: they were changed, or moved from where they belong.</summary>
public sealed class SealBrokenException(string message, Exception? inner = null) : StorageException(message, inner);

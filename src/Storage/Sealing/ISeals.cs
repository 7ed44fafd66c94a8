namespace Luxe.Storage;

/// <summary>
/// Seals what is personal under a client's key. What is sealed begins with <see cref="Sealed.Mark"/>; bytes that do not begin with it were never sealed and are
/// handed out as they are.
/// </summary>
public interface ISeals
{
    /// <summary>Whether anything is sealed here at all.</summary>
    bool Seals { get; }

    /// <summary>The sealed form; null when it must not be made: her key is elsewhere, or she has no row that it could belong to.</summary>
    /// <param name="customer">Under whose key.</param>
    /// <param name="plain">What to seal.</param>
    /// <param name="about">What it is and where it belongs: it opens there and nowhere else.</param>
    /// <param name="cancellationToken">Cancels the wait for the key.</param>
    ValueTask<byte[]?> CloseAsync(string customer, ReadOnlyMemory<byte> plain, ReadOnlyMemory<byte> about, CancellationToken cancellationToken = default);

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

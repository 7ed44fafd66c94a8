namespace Luxe.Storage.Sealing;

/// <summary>Seals nothing: for a storage that was given no master key, as tests and benches add it. What was sealed elsewhere stays closed.</summary>
internal sealed class OpenSeals : ISeals
{
    public bool Seals => false;

    public ValueTask<byte[]?> CloseAsync(string customer, ReadOnlyMemory<byte> plain, ReadOnlyMemory<byte> about, CancellationToken cancellationToken = default) => new(plain.ToArray());

    public ValueTask<ReadOnlyMemory<byte>?> OpenAsync(string customer, ReadOnlyMemory<byte> stored, ReadOnlyMemory<byte> about, CancellationToken cancellationToken = default) =>
        new(Sealed.Is(stored.Span) ? null : (ReadOnlyMemory<byte>?)stored);

    public void Forget(string customer)
    {
    }
}

namespace Luxe.Storage;

/// <summary>One entry of a customer's consent ledger. The caller computes the hash chain.</summary>
/// <param name="Customer">Whose ledger.</param>
/// <param name="Seq">Its number in the ledger, unique per customer.</param>
/// <param name="At">When; kept in microseconds UTC.</param>
/// <param name="Hash">The hash of this entry, as text.</param>
/// <param name="PreviousHash">The hash of the entry before it.</param>
/// <param name="Payload">Opaque bytes.</param>
public sealed record LedgerRow(string Customer, long Seq, DateTimeOffset At, string Hash, string PreviousHash, ReadOnlyMemory<byte> Payload)
{
    /// <summary>When it was written (microseconds UTC), which may be long after <see cref="At"/>; null for entries from before that was kept.</summary>
    public DateTimeOffset? WrittenAt { get; init; }
}

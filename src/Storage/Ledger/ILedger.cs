namespace Luxe.Storage;

/// <summary>Reads the append-only consent ledger; writing goes through <see cref="JournalAppend.Ledger"/>.</summary>
public interface ILedger
{
    /// <summary>At most <paramref name="limit"/> entries after <paramref name="afterSeq"/>, in order.</summary>
    IAsyncEnumerable<LedgerRow> ReadAsync(string customer, long afterSeq = 0, int limit = int.MaxValue, CancellationToken cancellationToken = default);
}

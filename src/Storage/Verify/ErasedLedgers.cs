using Luxe.Storage.Databases;

namespace Luxe.Storage.Verify;

/// <summary>Where the ledgers of erased clients end, by pseudonym.</summary>
internal sealed class ErasedLedgers
{
    private readonly Dictionary<string, (long Seq, string Hash)> _ends = new(StringComparer.Ordinal);

    private ErasedLedgers()
    {
    }

    public static ErasedLedgers None { get; } = new();

    public static async Task<ErasedLedgers> ReadAsync(VerifyView view, CancellationToken cancellation)
    {
        var erased = new ErasedLedgers();
        await using var rows = await view.ReadAsync("SELECT pseudonym, ledger_seq, ledger_hash FROM erasure", cancellation);
        while (await rows.ReadAsync(cancellation))
        {
            erased._ends[rows.GetString(0)] = (rows.GetInt64(1), rows.GetString(2));
        }

        return erased;
    }

    public (long Seq, string Hash)? Find(string pseudonym) => _ends.TryGetValue(pseudonym, out var end) ? end : null;
}

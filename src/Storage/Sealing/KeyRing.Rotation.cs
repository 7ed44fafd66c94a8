using System.Security.Cryptography;
using Luxe.Storage.Commit;

namespace Luxe.Storage.Sealing;

/// <summary>A new master key in place of another, while the house serves: her data key stays the same, only its wrapping changes.</summary>
internal sealed partial class KeyRing
{
    /// <summary>Rows of one page: others' commits wait for no more than these.</summary>
    private const int RewrapRows = 500;

    /// <summary>How many keys are wrapped under each master.</summary>
    public async Task<IReadOnlyDictionary<int, long>> CountAsync(CancellationToken cancellationToken) =>
        (await _database.QueryAsync(KeyRows.Masters, static r => (r.GetInt32(0), r.GetInt64(1)), cancellationToken)).ToDictionary(static r => r.Item1, static r => r.Item2);

    /// <summary>
    /// Wraps under the newest master what is wrapped under another; cut off, it goes on where it stopped, because what still says the old number is not done.
    /// Returns how many it wrapped.
    /// </summary>
    /// <exception cref="StorageUnavailableException">The database cannot commit now; what was done stays done.</exception>
    public async Task<long> RewrapAsync(int from, CancellationToken cancellationToken)
    {
        var masters = _masters;
        if (!masters.Has(from))
        {
            return 0;
        }

        var (after, done) = ("", 0L);
        while (true)
        {
            var page = await _database.QueryAsync(
                KeyRows.Page, static r => (Customer: r.GetString(0), Wrapped: r.GetFieldValue<byte[]>(1)), cancellationToken, after, (long)from, (long)RewrapRows);
            if (page.Count == 0)
            {
                return done;
            }

            var runs = page.Select(row => Rewrapped(masters, row.Customer, from, row.Wrapped)).OfType<SqlValue[]>().ToArray();
            done += runs.Length == 0 ? 0 : await _committer.SubmitAsync(new StatementWrite(KeyRows.Rewrap, runs), cancellationToken);
            after = page[^1].Customer;
        }
    }

    private SqlValue[]? Rewrapped(MasterKeys masters, string customer, int from, byte[] wrapped)
    {
        if (TryUnwrap(masters, customer, from, wrapped) is not { } key)
        {
            return null;
        }

        try
        {
            return [masters.Newest, (ReadOnlyMemory<byte>)masters.Wrap(customer, key), customer, from];
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }
}

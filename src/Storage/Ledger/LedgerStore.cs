using System.Runtime.CompilerServices;
using Luxe.Storage.Databases;

namespace Luxe.Storage.Ledger;

internal sealed class LedgerStore(Database database) : ILedger
{
    private const int Page = 512;

    public async IAsyncEnumerable<LedgerRow> ReadAsync(
        string customer, long afterSeq = 0, int limit = int.MaxValue, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        Check.Limit(limit);
        for (var left = limit; left > 0;)
        {
            var want = Math.Min(left, Page);
            var rows = await database.QueryAsync(
                "SELECT customer, seq, at, hash, previous_hash, payload, written_at FROM ledger WHERE customer = $1 AND seq > $2 ORDER BY seq LIMIT $3",
                static r => new LedgerRow(r.GetString(0), r.GetInt64(1), r.Time(2), r.GetString(3), r.GetString(4), r.Bytes(5)) { WrittenAt = r.MaybeTime(6) },
                cancellationToken,
                customer,
                afterSeq,
                (long)want);
            foreach (var row in rows)
            {
                yield return row;
            }

            if (rows.Count < want)
            {
                yield break;
            }

            left -= want;
            afterSeq = rows[^1].Seq;
        }
    }
}

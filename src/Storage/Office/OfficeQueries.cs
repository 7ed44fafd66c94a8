using System.Collections.Immutable;
using Luxe.Storage.Commit;
using Luxe.Storage.Databases;

namespace Luxe.Storage.Office;

internal sealed class OfficeQueries(Database database) : IOfficeQueries
{
    /// <summary>A sequence that became part of a client.</summary>
    private const int Stitched = 3;

    public async Task<ImmutableArray<AccessRow>> ReadLooksAsync(int limit, long beforeId = long.MaxValue, CancellationToken cancellationToken = default)
    {
        Check.Limit(limit);
        return [.. await database.QueryAsync(
            "SELECT id, viewer, role, customer, purpose, what, at FROM access_log WHERE id < $1 ORDER BY id DESC LIMIT $2",
            static row => new AccessRow(row.GetInt64(0), new(row.GetString(1), row.GetString(2), row.Text(3), row.GetString(4), row.GetString(5), row.Time(6))),
            cancellationToken,
            beforeId,
            (long)limit)];
    }

    public async Task<ImmutableArray<ViewerLooks>> CountLooksAsync(
        string role, DateTimeOffset since, string listPrefix, IReadOnlyCollection<string> without, CancellationToken cancellationToken = default) =>
        [.. await database.QueryAsync(
            $"""
            SELECT a.viewer, COUNT(DISTINCT a.customer), COUNT(DISTINCT CASE WHEN r.customer IS NULL THEN a.customer END)
            FROM access_log a LEFT JOIN roll r ON r.roll = $1 || a.viewer AND r.customer = a.customer
            WHERE a.at >= $2 AND a.role = $3 AND a.customer IS NOT NULL AND a.purpose NOT IN ({database.SelectValues("$4")})
            GROUP BY a.viewer ORDER BY 3 DESC, a.viewer
            """,
            static row => new ViewerLooks(row.GetString(0), row.GetInt64(1), row.GetInt64(2)),
            cancellationToken,
            listPrefix,
            Micros.From(since),
            role,
            database.List(without))];

    public async Task<ImmutableArray<LedgerRow>> ReadLedgersAsync(string afterCustomer, long afterSeq, int limit, CancellationToken cancellationToken = default)
    {
        Check.Limit(limit);
        return [.. await database.QueryAsync(
            """
            SELECT l.customer, l.seq, l.at, l.hash, l.previous_hash, l.payload, l.written_at FROM ledger l
            WHERE (l.customer, l.seq) > ($1, $2) AND NOT EXISTS (SELECT 1 FROM standing s WHERE s.customer = l.customer AND s.standing = $3 AND s.into_customer IS NOT NULL)
            ORDER BY l.customer, l.seq LIMIT $4
            """,
            static row => new LedgerRow(row.GetString(0), row.GetInt64(1), row.Time(2), row.GetString(3), row.GetString(4), row.Bytes(5)) { WrittenAt = row.MaybeTime(6) },
            cancellationToken,
            afterCustomer,
            afterSeq,
            (long)Stitched,
            (long)limit)];
    }

    public Task<ErasedClient?> FindErasedAsync(string pseudonym, CancellationToken cancellationToken = default) => database.FirstAsync<ErasedClient?>(
        "SELECT pseudonym, order_id, actor, channel, erased_at, done_at, ledger_seq, ledger_hash FROM erasure WHERE pseudonym = $1",
        static row => new ErasedClient(row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3), row.Time(4), row.MaybeTime(5), row.GetInt64(6), row.GetString(7)),
        cancellationToken,
        pseudonym);

    public async Task<ImmutableArray<RetentionDay>> ReadRetentionAsync(int fromDay, CancellationToken cancellationToken = default) =>
        [.. await database.QueryAsync(
            "SELECT day, shard, clients, emptied, detail, finished_at FROM retention_run WHERE day >= $1 ORDER BY day DESC, shard",
            static row => new RetentionDay(row.GetInt32(0), row.GetInt32(1), row.GetInt64(2), row.GetInt64(3), row.Bytes(4), row.MaybeTime(5)),
            cancellationToken,
            (long)fromDay)];
}

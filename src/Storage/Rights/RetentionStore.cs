using System.Collections.Immutable;
using Luxe.Storage.Commit;
using Luxe.Storage.Databases;

namespace Luxe.Storage.Rights;

internal sealed class RetentionStore(Database database, Committer committer, StorageOptions options) : IRetention
{
    /// <summary>Rows of one change: others' commits wait for no more than these.</summary>
    private const long Some = 500;

    private static readonly Sql Looks = new("DELETE FROM access_log WHERE id IN (SELECT id FROM access_log WHERE at < $1 ORDER BY at LIMIT $2)");
    private static readonly Sql Item = new("UPDATE inbox SET payload = $1, customer = NULL WHERE associate = $2 AND number = $3");
    private static readonly Sql Links = new("DELETE FROM client_link WHERE expires_at < $1");

    private static readonly Sql Put = new("""
        INSERT INTO retention_run (day, shard, clients, emptied, detail, finished_at) VALUES ($1, $2, $3, $4, $5, NULLIF($6, 0))
        ON CONFLICT (day, shard) DO UPDATE SET clients = excluded.clients, emptied = excluded.emptied, detail = excluded.detail, finished_at = excluded.finished_at
        """);

    public async Task<ImmutableArray<string>> ListDueAsync(string after, string? below, DateTimeOffset before, int limit, CancellationToken cancellationToken = default)
    {
        Check.Limit(limit);
        const string From = "SELECT DISTINCT customer FROM journal WHERE customer > $1 AND tier > 0 AND kind <> 'redacted' AND occurred_at < $2";
        return below is null
            ? [.. await database.QueryAsync(From + " ORDER BY customer LIMIT $3", static row => row.GetString(0), cancellationToken, after, Micros.From(before), (long)limit)]
            : [.. await database.QueryAsync(From + " AND customer < $3 ORDER BY customer LIMIT $4", static row => row.GetString(0), cancellationToken, after, Micros.From(before), below, (long)limit)];
    }

    public async Task<long> ForgetLooksAsync(DateTimeOffset before, CancellationToken cancellationToken = default)
    {
        for (var total = 0L; ;)
        {
            var deleted = await committer.SubmitAsync(StatementWrite.One(Looks, before, Some), cancellationToken);
            total += deleted;
            if (deleted < Some)
            {
                return total;
            }
        }
    }

    public async Task<long> EmptyItemsAsync(DateTimeOffset before, CancellationToken cancellationToken = default)
    {
        for (var total = 0L; ;)
        {
            // Sought beside the writer: no index knows the times of items.
            var found = await database.QueryAsync(
                "SELECT associate, number FROM inbox WHERE customer IS NOT NULL AND is_open = 0 AND at < $1 LIMIT $2",
                static row => new SqlValue[] { ReadOnlyMemory<byte>.Empty, row.GetString(0), row.GetInt64(1) },
                cancellationToken,
                Micros.From(before),
                Some);
            total += found.Count == 0 ? 0 : await committer.SubmitAsync(new StatementWrite(Item, found), cancellationToken);
            if (found.Count < Some)
            {
                return total;
            }
        }
    }

    public async Task<long> DropLinksAsync(DateTimeOffset before, CancellationToken cancellationToken = default) =>
        await committer.SubmitAsync(StatementWrite.One(Links, before), cancellationToken);

    public Task<RetentionRow?> FindAsync(int day, int shard, CancellationToken cancellationToken = default) => database.FirstAsync(
        "SELECT day, shard, clients, emptied, detail, finished_at FROM retention_run WHERE day = $1 AND shard = $2",
        static row => new RetentionRow(row.GetInt32(0), row.GetInt32(1), row.GetInt64(2), row.GetInt64(3), row.Bytes(4), row.MaybeTime(5)),
        cancellationToken,
        (long)day,
        (long)shard);

    public Task PutAsync(RetentionRow row, CancellationToken cancellationToken = default) => committer.SubmitAsync(
        StatementWrite.One(Put, (long)row.Day, (long)row.Shard, row.Clients, row.Emptied, row.Detail, row.FinishedAt is { } at ? at : 0).Checked(options.MaxRowBytes), cancellationToken);
}

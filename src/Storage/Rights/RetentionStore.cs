using System.Collections.Immutable;
using Luxe.Storage.Commit;
using Luxe.Storage.Databases;

namespace Luxe.Storage.Rights;

internal sealed class RetentionStore(Database database, Committer committer, StorageOptions options) : IRetention
{
    /// <summary>Rows of one change: others' commits wait for no more than these.</summary>
    private const long Some = 500;

    // From one id to the next by the journal's key: a step a client, however many rows she has, and none of the rows is read.
    private const string Walk = """
        WITH RECURSIVE walk (customer, place) AS (
            SELECT (SELECT j.customer FROM journal j WHERE j.customer > $1 ORDER BY j.customer LIMIT 1), 1
            UNION ALL
            SELECT (SELECT j.customer FROM journal j WHERE j.customer > w.customer ORDER BY j.customer LIMIT 1), w.place + 1
            FROM walk w WHERE w.place < $2 AND w.customer IS NOT NULL)
        SELECT w.customer, d.due_at, d.basis FROM walk w LEFT JOIN retention_due d ON d.customer = w.customer WHERE w.customer IS NOT NULL ORDER BY w.place
        """;

    private static readonly Sql Looks = new("DELETE FROM access_log WHERE id IN (SELECT id FROM access_log WHERE at < $1 ORDER BY at, id LIMIT $2)");
    private static readonly Sql Item = new("UPDATE inbox SET payload = $1, customer = NULL WHERE associate = $2 AND number = $3");
    private static readonly Sql Links = new("DELETE FROM client_link WHERE hash = $1");

    private static readonly Sql Put = new("""
        INSERT INTO retention_run (day, shard, clients, emptied, detail, finished_at) VALUES ($1, $2, $3, $4, $5, NULLIF($6, 0))
        ON CONFLICT (day, shard) DO UPDATE SET clients = excluded.clients, emptied = excluded.emptied, detail = excluded.detail, finished_at = excluded.finished_at
        """);

    private static readonly Sql Mark = new("""
        INSERT INTO retention_due (customer, due_at, basis) VALUES ($1, $2, $3) ON CONFLICT (customer) DO UPDATE SET due_at = excluded.due_at, basis = excluded.basis
        """);

    public async Task<ImmutableArray<RetentionMark>> WalkAsync(string after, int limit, CancellationToken cancellationToken = default)
    {
        Check.Limit(limit);
        return [.. await database.QueryAsync(
            Walk,
            static row => new RetentionMark(row.GetString(0), row.MaybeTime(1), row.IsDBNull(2) ? 0 : row.GetInt64(2)),
            cancellationToken,
            after,
            (long)limit)];
    }

    public Task<DateTimeOffset?> FindOldestAsync(string customer, CancellationToken cancellationToken = default) => database.FirstAsync(
        "SELECT MIN(occurred_at) FROM journal WHERE customer = $1 AND tier > 0 AND kind <> 'redacted'", static row => row.MaybeTime(0), cancellationToken, customer);

    public Task MarkAsync(RetentionMark mark, CancellationToken cancellationToken = default) =>
        committer.SubmitAsync(StatementWrite.One(Mark, mark.Customer, mark.DueAt is { } due ? due : DateTimeOffset.UnixEpoch, mark.Basis), cancellationToken);

    public Task<long> ForgetLooksAsync(DateTimeOffset before, RetentionPlace place, CancellationToken cancellationToken = default) => PagesAsync(
        async () => (await database.NumberAsync("SELECT COUNT(*) FROM (SELECT 1 FROM access_log WHERE at < $1 LIMIT $2) AS found", cancellationToken, Micros.From(before), Some)) is > 0 and var found
            ? (Looks, new SqlValue[][] { [before, found] }, found)
            : (Looks, [], 0),
        place,
        "accessLog",
        cancellationToken);

    public Task<long> EmptyItemsAsync(DateTimeOffset before, RetentionPlace place, CancellationToken cancellationToken = default) => PagesAsync(
        async () =>
        {
            // Sought beside the writer: no index knows the times of items.
            var found = await database.QueryAsync(
                "SELECT associate, number FROM inbox WHERE customer IS NOT NULL AND is_open = 0 AND at < $1 LIMIT $2",
                static row => new SqlValue[] { ReadOnlyMemory<byte>.Empty, row.GetString(0), row.GetInt64(1) },
                cancellationToken,
                Micros.From(before),
                Some);
            return (Item, found.ToArray(), found.Count);
        },
        place,
        "inbox",
        cancellationToken);

    public Task<long> DropLinksAsync(DateTimeOffset before, RetentionPlace place, CancellationToken cancellationToken = default) => PagesAsync(
        async () =>
        {
            var found = await database.QueryAsync(
                "SELECT hash FROM client_link WHERE expires_at < $1 LIMIT $2", static row => new SqlValue[] { row.GetString(0) }, cancellationToken, Micros.From(before), Some);
            return (Links, found.ToArray(), found.Count);
        },
        place,
        "links",
        cancellationToken);

    public async Task<ImmutableSortedDictionary<string, long>> CountAsync(RetentionPlace place, CancellationToken cancellationToken = default) =>
        (await database.QueryAsync(
            "SELECT rule, met FROM retention_count WHERE day = $1 AND shard = $2", static row => KeyValuePair.Create(row.GetString(0), row.GetInt64(1)), cancellationToken, (long)place.Day, (long)place.Shard))
        .ToImmutableSortedDictionary(StringComparer.Ordinal);

    public Task<RetentionRow?> FindAsync(int day, int shard, CancellationToken cancellationToken = default) => database.FirstAsync(
        "SELECT day, shard, clients, emptied, detail, finished_at FROM retention_run WHERE day = $1 AND shard = $2",
        static row => new RetentionRow(row.GetInt32(0), row.GetInt32(1), row.GetInt64(2), row.GetInt64(3), row.Bytes(4), row.MaybeTime(5)),
        cancellationToken,
        (long)day,
        (long)shard);

    public Task PutAsync(RetentionRow row, CancellationToken cancellationToken = default) => committer.SubmitAsync(
        StatementWrite.One(Put, (long)row.Day, (long)row.Shard, row.Clients, row.Emptied, row.Detail, row.FinishedAt is { } at ? at : 0).Checked(options.MaxRowBytes), cancellationToken);

    /// <summary>Page by page, each with its count in one transaction: cut off anywhere, the report says what was done.</summary>
    private async Task<long> PagesAsync(Func<Task<(Sql Sql, SqlValue[][] Runs, long Found)>> next, RetentionPlace place, string rule, CancellationToken cancellationToken)
    {
        for (var total = 0L; ;)
        {
            var (sql, runs, found) = await next();
            if (found > 0)
            {
                await committer.SubmitAsync(new CountedWrite(sql, runs, place, rule, found), cancellationToken);
            }

            total += found;
            if (found < Some)
            {
                return total;
            }
        }
    }
}

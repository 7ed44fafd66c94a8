using System.Collections.Immutable;
using Luxe.Storage.Commit;
using Luxe.Storage.Databases;

namespace Luxe.Storage.Rights;

internal sealed class RemainsStore(Database database, Committer committer) : IRemains
{
    private const long Page = 1_000;

    private static readonly Sql Claims = new("DELETE FROM identity_claim WHERE customer = $1");
    private static readonly Sql Standing = new("DELETE FROM standing WHERE customer = $1");
    private static readonly Sql StitchedInto = new("UPDATE standing SET into_customer = NULL WHERE customer = $1");
    private static readonly Sql Items = new("UPDATE inbox SET payload = $1, customer = NULL, is_open = 0 WHERE customer = $2");
    private static readonly Sql Rolls = new("DELETE FROM roll WHERE customer = $1") { Turn = "roll" };
    private static readonly Sql Listed = new("DELETE FROM directory WHERE kind = $1 AND id = $2");
    private static readonly Sql Looks = new("UPDATE access_log SET customer = $1 WHERE customer = $2");
    private static readonly Sql Links = new("DELETE FROM client_link WHERE customer = $1");
    private static readonly Sql Requests = new("UPDATE rights_request SET client = $1 WHERE client = $2");
    private static readonly Sql Answered = new("""
        UPDATE rights_request SET state = 'done', actor = $1, note = COALESCE(note || '; ', '') || $2, done_at = $3 WHERE client = $4 AND kind = 'erasure' AND state = 'open'
        """);

    public async Task<bool> IsKnownAsync(string customer, CancellationToken cancellationToken = default) => await database.NumberAsync(
        """
        SELECT CASE WHEN EXISTS (SELECT 1 FROM journal WHERE customer = $1) OR EXISTS (SELECT 1 FROM ledger WHERE customer = $1)
            OR EXISTS (SELECT 1 FROM identity_claim WHERE customer = $1) THEN 1 ELSE 0 END
        """,
        cancellationToken,
        customer) == 1;

    public async Task<ImmutableArray<string>> ReadTokensAsync(string customer, CancellationToken cancellationToken = default) =>
        [.. await database.QueryAsync("SELECT token FROM identity_claim WHERE customer = $1", static row => row.GetString(0), cancellationToken, customer)];

    public async Task<long> ReleaseTokensAsync(string customer, CancellationToken cancellationToken = default)
    {
        var released = await Run(Claims, cancellationToken, customer) + await Run(Standing, cancellationToken, customer);

        // Sought beside the writer, who would stand still for the whole table.
        foreach (var stitched in await database.QueryAsync("SELECT customer FROM standing WHERE into_customer = $1", static row => row.GetString(0), cancellationToken, customer))
        {
            released += await Run(StitchedInto, cancellationToken, stitched);
        }

        return released;
    }

    public async Task<ImmutableArray<RecipientRow>> ReadRecipientsAsync(string customer, CancellationToken cancellationToken = default) =>
        [.. await database.QueryAsync(
            """
            SELECT 'associate', associate, COUNT(*), MIN(at), MAX(at) FROM inbox WHERE customer = $1 GROUP BY associate
            UNION ALL SELECT 'integration', viewer, COUNT(*), MIN(at), MAX(at) FROM access_log WHERE customer = $1 AND role = 'Integration' AND what <> 'export' GROUP BY viewer
            UNION ALL SELECT 'export', viewer, COUNT(*), MIN(at), MAX(at) FROM access_log WHERE customer = $1 AND what = 'export' GROUP BY viewer
            """,
            static row => new RecipientRow(row.GetString(0), row.GetString(1), row.GetInt64(2), row.Time(3), row.Time(4)),
            cancellationToken,
            customer)];

    public async Task<ImmutableArray<InboxPlace>> ReadOpenItemsAsync(string customer, CancellationToken cancellationToken = default) =>
        [.. await database.QueryAsync(
            "SELECT associate, item_id FROM inbox WHERE customer = $1 AND is_open = 1", static row => new InboxPlace(row.GetString(0), row.GetString(1)), cancellationToken, customer)];

    public Task<long> EmptyItemsAsync(string customer, CancellationToken cancellationToken = default) => Run(Items, cancellationToken, ReadOnlyMemory<byte>.Empty, customer);

    public Task<long> LeaveRollsAsync(string customer, CancellationToken cancellationToken = default) => Run(Rolls, cancellationToken, customer);

    public async Task<long> LeaveListsAsync(string customer, CancellationToken cancellationToken = default)
    {
        // Sought beside the writer: no index knows who is in a row of a list. LIKE knows no capitals in one of the databases: what it finds is looked at again.
        var like = "%" + customer.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal) + "%";
        var found = await database.QueryAsync(
            "SELECT kind, id, payload FROM directory WHERE (kind IN ('match', 'merge-candidate') AND id LIKE $1 ESCAPE '\\') OR kind = 'merge'",
            row => ListedRow.Names(row.GetString(0), row.GetString(1), row.Bytes(2).Span, customer) ? (Kind: row.GetString(0), Id: row.GetString(1)) : default,
            cancellationToken,
            like);
        var left = 0L;
        foreach (var (kind, id) in found.Where(static row => row.Kind is not null))
        {
            left += await Run(Listed, cancellationToken, kind, id);
        }

        return left;
    }

    public Task<long> RenameInLooksAsync(string customer, string pseudonym, CancellationToken cancellationToken = default) => Run(Looks, cancellationToken, pseudonym, customer);

    public Task<long> DropLinksAsync(string customer, CancellationToken cancellationToken = default) => Run(Links, cancellationToken, customer);

    public Task<long> RenameInRequestsAsync(string customer, string pseudonym, CancellationToken cancellationToken = default) => Run(Requests, cancellationToken, pseudonym, customer);

    public Task<long> AnswerErasuresAsync(string customer, string orderId, string actor, DateTimeOffset at, CancellationToken cancellationToken = default) =>
        Run(Answered, cancellationToken, actor, "order " + orderId, at, customer);

    public async Task<long> SweepAsync(string customer, ErasureRow late, CancellationToken cancellationToken = default)
    {
        var found = await database.NumberAsync(
            """
            SELECT (SELECT COUNT(*) FROM journal WHERE customer = $1) + (SELECT COUNT(*) FROM ledger WHERE customer = $1) + (SELECT COUNT(*) FROM ledger_leaf WHERE customer = $1)
                + (SELECT COUNT(*) FROM client_key WHERE customer = $1) + (SELECT COUNT(*) FROM quarantine WHERE customer = $1)
                + (SELECT COUNT(*) FROM retention_due WHERE customer = $1)
            """,
            cancellationToken,
            customer);
        if (found > 0)
        {
            await committer.SubmitAsync(new LateWrite(customer, late), cancellationToken);
        }

        return found;
    }

    public async Task<ImmutableArray<string>> ListCustomersAsync(string after, CancellationToken cancellationToken = default) =>
        [.. await database.QueryAsync(
            """
            SELECT customer FROM (
                SELECT * FROM (SELECT DISTINCT customer FROM journal WHERE customer > $1 ORDER BY customer LIMIT $2) AS j
                UNION SELECT * FROM (SELECT DISTINCT customer FROM ledger WHERE customer > $1 ORDER BY customer LIMIT $2) AS l
                UNION SELECT * FROM (SELECT DISTINCT customer FROM identity_claim WHERE customer > $1 ORDER BY customer LIMIT $2) AS i
            ) AS every ORDER BY customer LIMIT $2
            """,
            static row => row.GetString(0),
            cancellationToken,
            after,
            Page)];

    private async Task<long> Run(Sql sql, CancellationToken cancellationToken, params SqlValue[] values) =>
        await committer.SubmitAsync(StatementWrite.One(sql, values), cancellationToken);
}

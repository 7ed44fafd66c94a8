using System.Collections.Immutable;
using System.Data.Common;
using Luxe.Storage.Commit;
using Luxe.Storage.Databases;

namespace Luxe.Storage.Rights;

internal sealed class ErasureStore(Database database, Committer committer) : IErasures
{
    private const string Select = "SELECT pseudonym, order_id, part_of, actor, channel, erased_at, ledger_seq, ledger_hash, subject, done_at FROM erasure";
    private const long Page = 1_000;

    private static readonly Sql Note = new("""
        INSERT INTO erasure_step (order_id, place, system, state, affected, at) VALUES ($1, $2, $3, 'done', $4, $5)
        ON CONFLICT (order_id, place) DO UPDATE SET state = 'done', affected = erasure_step.affected + excluded.affected, at = excluded.at WHERE erasure_step.state = 'again'
        """);

    private static readonly Sql Again = new("UPDATE erasure_step SET state = 'again' WHERE order_id = $1 AND place > $2 AND state = 'done'");
    private static readonly Sql Reopen = new("""
        UPDATE erasure SET done_at = NULL, subject = CASE WHEN pseudonym = $1 THEN $2 ELSE subject END WHERE order_id = $3 AND (pseudonym = $4 OR part_of IS NULL)
        """);

    private static readonly Sql Add = new("""
        INSERT INTO erasure (pseudonym, order_id, actor, channel, erased_at, ledger_seq, ledger_hash, done_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING
        """);

    private static readonly Sql Finish = new("UPDATE erasure SET subject = NULL, done_at = $1 WHERE order_id = $2 AND done_at IS NULL");

    public Task<ErasureRow?> FindAsync(string pseudonym, CancellationToken cancellationToken = default) =>
        database.FirstAsync(Select + " WHERE pseudonym = $1", Read, cancellationToken, pseudonym);

    public async Task<ImmutableArray<ErasureRow>> ReadAsync(string orderId, CancellationToken cancellationToken = default)
    {
        var rows = await database.QueryAsync(Select + " WHERE order_id = $1", Read, cancellationToken, orderId);
        return [.. rows.OrderBy(static row => row.PartOf is not null).ThenBy(static row => row.Pseudonym, StringComparer.Ordinal)];
    }

    public async Task<ImmutableArray<ErasureStepRow>> ReadStepsAsync(string orderId, CancellationToken cancellationToken = default) =>
        [.. await database.QueryAsync(
            "SELECT order_id, place, system, affected, at FROM erasure_step WHERE order_id = $1 AND state = 'done' ORDER BY place",
            static row => new ErasureStepRow(row.GetString(0), row.GetInt32(1), row.GetString(2), row.GetInt64(3), row.Time(4)),
            cancellationToken,
            orderId)];

    public Task AddAsync(ErasureRow row, CancellationToken cancellationToken = default) => committer.SubmitAsync(
        StatementWrite.One(Add, row.Pseudonym, row.OrderId, row.Actor, row.Channel, row.ErasedAt, row.LedgerSeq, row.LedgerHash, row.DoneAt ?? row.ErasedAt), cancellationToken);

    public Task NoteAsync(ErasureStepRow step, CancellationToken cancellationToken = default) =>
        committer.SubmitAsync(StatementWrite.One(Note, step.OrderId, (long)step.Place, step.System, step.Affected, step.At), cancellationToken);

    public async Task ReopenAsync(string orderId, string pseudonym, string subject, CancellationToken cancellationToken = default)
    {
        // Cut off in between, the order is done, and is reopened when she is found again.
        await committer.SubmitAsync(StatementWrite.One(Again, orderId, (long)JournalErase.First.Place), cancellationToken);
        await committer.SubmitAsync(StatementWrite.One(Reopen, pseudonym, subject, orderId, pseudonym), cancellationToken);
    }

    public async Task FinishAsync(string orderId, DateTimeOffset at, CancellationToken cancellationToken = default)
    {
        await committer.SubmitAsync(StatementWrite.One(Finish, at, orderId), cancellationToken);
        try
        {
            await database.EmptyLogAsync(cancellationToken);
        }
        catch (DbException)
        {
            // Somebody holds the file: what is left in the log is written over as it comes round.
        }
    }

    public async Task<ImmutableArray<string>> ListUnfinishedAsync(CancellationToken cancellationToken = default) =>
        [.. await database.QueryAsync("SELECT DISTINCT order_id FROM erasure WHERE done_at IS NULL ORDER BY order_id", static row => row.GetString(0), cancellationToken)];

    public async Task<ImmutableArray<ErasureRow>> ListAsync(ErasureRow? after, CancellationToken cancellationToken = default) =>
        [.. await database.QueryAsync(
            Select + " WHERE (erased_at, pseudonym) > ($1, $2) ORDER BY erased_at, pseudonym LIMIT $3",
            Read,
            cancellationToken,
            after is null ? long.MinValue : Micros.From(after.ErasedAt),
            after?.Pseudonym ?? "",
            Page)];

    public Task<long> CountAsync(CancellationToken cancellationToken = default) => database.NumberAsync("SELECT COUNT(*) FROM erasure", cancellationToken);

    private static ErasureRow Read(DbDataReader row) => new(
        row.GetString(0), row.GetString(1), row.Text(2), row.GetString(3), row.GetString(4), row.Time(5), row.GetInt64(6), row.GetString(7), row.Text(8), row.MaybeTime(9));
}

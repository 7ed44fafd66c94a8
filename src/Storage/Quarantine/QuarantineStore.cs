using System.Collections.Immutable;
using System.Data.Common;
using Luxe.Storage.Commit;
using Luxe.Storage.Databases;
using Luxe.Storage.Journal;

namespace Luxe.Storage.Quarantine;

internal sealed class QuarantineStore(Database database, Committer committer, StorageOptions options) : IQuarantine
{
    private const string Columns = "SELECT customer, seq, reason, found_at FROM quarantine";
    private static readonly Sql Insert = new("INSERT INTO quarantine (customer, seq, reason, found_at) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING");
    // A row without an event id has no key, one from before there were keys gets hers.
    private static readonly Sql Mend = new("""
        UPDATE journal SET event_id = $1, kind = $2, tier = $3, occurred_at = $4, received_at = $5, payload = $6, event_key = CASE WHEN $1 IS NOT NULL THEN $7 END
        WHERE customer = $8 AND seq = $9 AND checksum = $10
        """);

    private static readonly Sql Delete = new("DELETE FROM quarantine WHERE customer = $1 AND seq = $2");
    private static readonly Sql DeleteAll = new("DELETE FROM quarantine WHERE customer = $1");

    public Task ReportAsync(ImmutableArray<QuarantinedRow> rows, CancellationToken cancellationToken = default)
    {
        if (rows.IsEmpty)
        {
            return Task.CompletedTask;
        }

        var runs = rows.Select(static r => new SqlValue[] { r.Customer, r.Seq, Word(r.Reason), r.FoundAt }).ToArray();
        return committer.SubmitAsync(new StatementWrite(Insert, runs).Checked(options.MaxRowBytes), cancellationToken);
    }

    public async Task<ImmutableArray<QuarantinedRow>> ListAsync(int limit, QuarantinedRow? after = null, CancellationToken cancellationToken = default)
    {
        Check.Limit(limit);
        return [.. await database.QueryAsync(
            Columns + " WHERE (customer, seq) > ($1, $2) ORDER BY customer, seq LIMIT $3", Read, cancellationToken, after?.Customer ?? "", after?.Seq ?? 0, (long)limit)];
    }

    public Task<long> CountAsync(CancellationToken cancellationToken = default) => database.NumberAsync("SELECT COUNT(*) FROM quarantine", cancellationToken);

    public async Task<bool> ReleaseAsync(string customer, long seq, CancellationToken cancellationToken = default) =>
        await committer.SubmitAsync(StatementWrite.One(Delete, customer, seq).Checked(options.MaxRowBytes), cancellationToken) > 0;

    public Task<int> ReleaseAllAsync(string customer, CancellationToken cancellationToken = default) =>
        committer.SubmitAsync(StatementWrite.One(DeleteAll, customer).Checked(options.MaxRowBytes), cancellationToken);

    public async Task<bool> MendAsync(string customer, JournalRow row, CancellationToken cancellationToken = default)
    {
        var mend = StatementWrite.One(
            Mend,
            row.EventId,
            row.Kind,
            row.Tier,
            row.OccurredAt,
            row.ReceivedAt,
            row.Payload,
            row.EventId is { } id ? EventKey.Of(customer, id) : 0L,
            customer,
            row.Seq,
            JournalChecksum.Of(customer, row));
        if (await committer.SubmitAsync(mend.Checked(options.MaxRowBytes), cancellationToken) == 0)
        {
            return false;
        }

        await ReleaseAsync(customer, row.Seq, cancellationToken);
        return true;
    }

    private static string Word(RowDamage damage) => damage switch
    {
        RowDamage.Checksum => "checksum",
        RowDamage.Unreadable => "unreadable",
        RowDamage.Missing => "missing",
        _ => throw new ArgumentOutOfRangeException(nameof(damage), damage, "No word is stated for this damage."),
    };

    private static QuarantinedRow Read(DbDataReader row) => new(row.GetString(0), row.GetInt64(1), Enum.Parse<RowDamage>(row.GetString(2), ignoreCase: true), row.Time(3));
}

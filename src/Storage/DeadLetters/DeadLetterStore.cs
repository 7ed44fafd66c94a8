using System.Collections.Immutable;
using System.Data.Common;
using Luxe.Storage.Commit;
using Luxe.Storage.Databases;

namespace Luxe.Storage.DeadLetters;

internal sealed class DeadLetterStore(Database database, Committer committer, StorageOptions options) : IDeadLetters
{
    private const string Select = "SELECT id, source, received_at, reason, field, payload, replayed_at FROM dead_letter";

    /// <summary>Rows of one delete: others' commits wait for no more than these.</summary>
    private const int SweepRows = 500;

    private static readonly Sql Insert = new("INSERT INTO dead_letter (source, received_at, reason, field, payload) VALUES ($1, $2, $3, $4, $5)") { MustAffect = true };
    private static readonly Sql Mark = new("UPDATE dead_letter SET replayed_at = $1, payload = $2 WHERE id = $3 AND replayed_at IS NULL");
    private static readonly Sql Remove = new("DELETE FROM dead_letter WHERE id = $1");

    private static readonly Sql Sweep = new("DELETE FROM dead_letter WHERE id IN (SELECT id FROM dead_letter WHERE received_at < $1 ORDER BY id LIMIT $2)");

    public Task AppendAsync(ImmutableArray<DeadLetter> letters, CancellationToken cancellationToken = default)
    {
        if (letters.IsEmpty)
        {
            return Task.CompletedTask;
        }

        var runs = letters.Select(static l => new SqlValue[] { l.Source, l.ReceivedAt, l.Reason, l.Field, l.Payload }).ToArray();
        return committer.SubmitAsync(new StatementWrite(Insert, runs).Checked(options.MaxRowBytes), cancellationToken);
    }

    public async Task<ImmutableArray<DeadLetterRow>> ListAsync(int limit, long afterId = 0, bool includeReplayed = false, CancellationToken cancellationToken = default)
    {
        Check.Limit(limit);
        var sql = Select + (includeReplayed ? " WHERE id > $1" : " WHERE id > $1 AND replayed_at IS NULL") + " ORDER BY id LIMIT $2";
        return [.. await database.QueryAsync(sql, Read, cancellationToken, afterId, (long)limit)];
    }

    public Task<DeadLetterRow?> GetAsync(long id, CancellationToken cancellationToken = default) =>
        database.FirstAsync(Select + " WHERE id = $1", Read, cancellationToken, id);

    public async Task<bool> MarkReplayedAsync(long id, DateTimeOffset at, CancellationToken cancellationToken = default) =>
        await committer.SubmitAsync(StatementWrite.One(Mark, at, ReadOnlyMemory<byte>.Empty, id), cancellationToken) > 0;

    public async Task<bool> DeleteAsync(long id, CancellationToken cancellationToken = default) =>
        await committer.SubmitAsync(StatementWrite.One(Remove, id), cancellationToken) > 0;

    public async Task<long> DeleteReceivedBeforeAsync(DateTimeOffset instant, CancellationToken cancellationToken = default)
    {
        for (var total = 0L; ;)
        {
            var deleted = await committer.SubmitAsync(StatementWrite.One(Sweep, instant, (long)SweepRows), cancellationToken);
            total += deleted;
            if (deleted < SweepRows)
            {
                return total;
            }
        }
    }

    private static DeadLetterRow Read(DbDataReader row) =>
        new(row.GetInt64(0), new(row.GetString(1), row.Time(2), row.GetString(3), row.Text(4), row.Bytes(5)), row.MaybeTime(6));
}

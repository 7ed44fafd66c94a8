using System.Collections.Immutable;
using System.Data.Common;
using System.Runtime.CompilerServices;
using Luxe.Storage.Commit;
using Luxe.Storage.Databases;

namespace Luxe.Storage.Journal;

internal sealed class JournalStore(Database database, Committer committer, StorageOptions options) : IJournal
{
    private const int Page = 512;
    private const string Columns = "seq, event_id, kind, tier, occurred_at, received_at, payload";

    public Task AppendAsync(JournalAppend append, CancellationToken cancellationToken = default) => AppendAsync([append], cancellationToken);

    public Task AppendAsync(ImmutableArray<JournalAppend> appends, CancellationToken cancellationToken = default)
    {
        var write = new JournalWrite(appends, options.MaxRowBytes);
        return write.Rows == 0 ? Task.CompletedTask : committer.SubmitAsync(write, cancellationToken);
    }

    public async IAsyncEnumerable<JournalRow> ReadAsync(
        string customer, long afterSeq, int limit = int.MaxValue, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        Check.Limit(limit);
        for (var left = limit; left > 0;)
        {
            var want = Math.Min(left, Page);
            var rows = await database.QueryAsync(
                $"SELECT {Columns} FROM journal WHERE customer = $1 AND seq > $2 ORDER BY seq LIMIT $3", Read, cancellationToken, customer, afterSeq, (long)want);
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

    public async Task<ImmutableArray<JournalRow>> ReadRecentAsync(string customer, int limit, long beforeSeq = long.MaxValue, CancellationToken cancellationToken = default)
    {
        Check.Limit(limit);
        var rows = await database.QueryAsync(
            $"SELECT {Columns} FROM journal WHERE customer = $1 AND seq < $2 ORDER BY seq DESC LIMIT $3", Read, cancellationToken, customer, beforeSeq, (long)limit);
        rows.Reverse();
        return [.. rows];
    }

    public async Task<ImmutableArray<JournalRow>> ReadJourneyAsync(
        string customer, string kind, JourneyPlace? after, int limit, CancellationToken cancellationToken = default)
    {
        Check.Limit(limit);
        var (at, seq) = after is { } place ? (Micros.From(place.OccurredAt), place.Seq) : (long.MinValue, 0);
        var rows = await database.QueryAsync(
            $"SELECT {Columns} FROM journal WHERE customer = $1 AND kind = $2 AND (occurred_at, seq) > ($3, $4) ORDER BY occurred_at, seq LIMIT $5",
            Read,
            cancellationToken,
            customer,
            kind,
            at,
            seq,
            (long)limit);
        return [.. rows];
    }

    public Task<long> GetHeadAsync(string customer, CancellationToken cancellationToken = default) =>
        database.NumberAsync("SELECT MAX(seq) FROM journal WHERE customer = $1", cancellationToken, customer);

    public async Task<IReadOnlySet<string>> FindEventIdsAsync(string customer, IReadOnlyCollection<string> eventIds, CancellationToken cancellationToken = default)
    {
        if (eventIds.Count == 0)
        {
            return ImmutableHashSet<string>.Empty;
        }

        var sql = "SELECT event_id FROM journal WHERE customer = $1 AND event_id IS NOT NULL AND " + database.In("event_id", "$2");
        var found = await database.QueryAsync(sql, static r => r.GetString(0), cancellationToken, customer, database.List(eventIds));
        return new HashSet<string>(found, StringComparer.Ordinal);
    }

    private static JournalRow Read(DbDataReader row) =>
        new(row.GetInt64(0), row.Text(1), row.GetString(2), row.GetInt32(3), row.Time(4), row.Time(5), row.Bytes(6));
}

using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Luxe.Storage.Commit;
using Luxe.Storage.Databases;
using Luxe.Storage.Quarantine;

namespace Luxe.Storage.Journal;

internal sealed class JournalStore(Database database, Committer committer, Quarantiner quarantiner, KeylessRows keyless, StorageOptions options) : IJournal
{
    private const int Page = 512;

    public Task AppendAsync(JournalAppend append, CancellationToken cancellationToken = default) => AppendAsync([append], cancellationToken);

    public Task AppendAsync(ImmutableArray<JournalAppend> appends, CancellationToken cancellationToken = default)
    {
        var write = new JournalWrite(appends, options.MaxRowBytes, keyless.MayExist);
        return write.Rows == 0 ? Task.CompletedTask : committer.SubmitAsync(write, cancellationToken);
    }

    public async IAsyncEnumerable<JournalRow> ReadAsync(
        string customer, long afterSeq, int limit = int.MaxValue, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        Check.Limit(limit);
        var pages = new JournalPages(database, customer);
        for (var left = limit; left > 0;)
        {
            var want = Math.Min(left, Page);
            var rows = await pages.AfterAsync(afterSeq, want, cancellationToken);
            var filled = JournalPages.Fill(afterSeq, rows);
            await quarantiner.LookAsync(customer, filled);
            foreach (var row in filled)
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

    public Task<ImmutableArray<JournalRow>> ReadRecentAsync(string customer, int limit, long beforeSeq = long.MaxValue, CancellationToken cancellationToken = default)
    {
        Check.Limit(limit);
        return ReadAsync(
            customer,
            reader => database.QueryAsync(
                $"SELECT * FROM (SELECT {JournalReader.Columns} FROM journal WHERE customer = $1 AND seq < $2 ORDER BY seq DESC LIMIT $3) AS newest ORDER BY seq",
                reader.Read,
                cancellationToken,
                customer,
                beforeSeq,
                (long)limit),
            all => all.Where(row => row.Seq < beforeSeq).TakeLast(limit),
            cancellationToken);
    }

    public Task<ImmutableArray<JournalRow>> ReadJourneyAsync(
        string customer, string kind, JourneyPlace? after, int limit, CancellationToken cancellationToken = default)
    {
        Check.Limit(limit);
        var (at, seq) = after is { } place ? (Micros.From(place.OccurredAt), place.Seq) : (long.MinValue, 0);
        return ReadAsync(
            customer,
            reader => database.QueryAsync(
                $"SELECT {JournalReader.Columns} FROM journal WHERE customer = $1 AND kind = $2 AND (occurred_at, seq) > ($3, $4) ORDER BY occurred_at, seq LIMIT $5",
                reader.Read,
                cancellationToken,
                customer,
                kind,
                at,
                seq,
                (long)limit),
            all => all.Where(row => row.Kind == kind && (Micros.From(row.OccurredAt), row.Seq).CompareTo((at, seq)) > 0)
                .OrderBy(static row => Micros.From(row.OccurredAt)).ThenBy(static row => row.Seq).Take(limit),
            cancellationToken);
    }

    public Task<long> GetHeadAsync(string customer, CancellationToken cancellationToken = default) =>
        database.NumberAsync("SELECT MAX(seq) FROM journal WHERE customer = $1", cancellationToken, customer);

    public async Task<IReadOnlySet<string>> FindEventIdsAsync(string customer, IReadOnlyCollection<string> eventIds, CancellationToken cancellationToken = default)
    {
        if (eventIds.Count == 0)
        {
            return ImmutableHashSet<string>.Empty;
        }

        long[] keys = [.. eventIds.Select(id => EventKey.Of(customer, id))];
        var found = await database.QueryAsync(ByKey(), static r => r.GetString(0), cancellationToken, customer, database.List(keys));
        if (keyless.MayExist)
        {
            found.AddRange(await database.QueryAsync(ByText(), static r => r.GetString(0), cancellationToken, customer, database.List(eventIds)));
        }

        var asked = eventIds.ToHashSet(StringComparer.Ordinal);
        return found.Where(asked.Contains).ToHashSet(StringComparer.Ordinal);

        // The customer as an expression, lest her whole journal be walked instead of the keys.
        string ByKey() => database.SelectAmong("event_id", "journal", "event_key", "$2", "AND customer || '' = $1");

        // Rows from before there were keys.
        string ByText() => database.SelectAmong("event_id", "journal", "event_id", "$2", "AND customer = $1 AND event_key IS NULL AND event_id IS NOT NULL");
    }

    // Where the query meets damage, every row is read on its own and the same is picked from them.
    private async Task<ImmutableArray<JournalRow>> ReadAsync(
        string customer, Func<JournalReader, Task<List<JournalRow>>> query, Func<List<JournalRow>, IEnumerable<JournalRow>> pick, CancellationToken cancellationToken)
    {
        var pages = new JournalPages(database, customer);
        ImmutableArray<JournalRow> rows;
        try
        {
            rows = [.. await query(new JournalReader(customer))];
        }
        catch (StorageUnavailableException fault) when (pages.IsDamage(fault))
        {
            rows = [.. pick(await pages.AllAsync(cancellationToken))];
        }

        await quarantiner.LookAsync(customer, rows);
        return rows;
    }
}

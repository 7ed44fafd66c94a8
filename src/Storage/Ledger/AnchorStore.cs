using System.Collections.Immutable;
using System.Data.Common;
using Luxe.Storage.Commit;
using Luxe.Storage.Databases;

namespace Luxe.Storage.Ledger;

/// <summary>A ledger as an anchor covers it.</summary>
internal sealed record AnchorHead(string Customer, long Seq, string Hash);

internal sealed class AnchorStore(Database database, Committer committer) : IAnchors
{
    private const string Columns = "a.number, a.day, a.previous, a.root, a.leaves, a.made_at";
    private const int Attempts = 5;

    // An entry's time of writing is its grain's, a little before its commit, and clocks of silos differ.
    private static readonly TimeSpan Slack = TimeSpan.FromHours(1);

    /// <summary>Most leaves of one anchor: what one transaction holds while others wait.</summary>
    public int MostLeaves { get; init; } = 20_000;

    public Task<AnchorRow?> GetLastAsync(CancellationToken cancellationToken = default) =>
        database.FirstAsync($"SELECT {Columns} FROM ledger_anchor a ORDER BY a.number DESC LIMIT 1", Read, cancellationToken);

    public async Task<ImmutableArray<AnchorRow>> MakeAsync(DateOnly day, DateTimeOffset now, CancellationToken cancellationToken = default)
    {
        var made = ImmutableArray.CreateBuilder<AnchorRow>();
        for (var refused = 0; refused < Attempts;)
        {
            var last = await GetLastAsync(cancellationToken);
            var heads = await MovedAsync(last, day, cancellationToken);
            var anchor = Next(last, day, heads, now);
            try
            {
                await committer.SubmitAsync(new AnchorWrite(anchor, heads), cancellationToken);
            }
            catch (RowRejectedException)
            {
                refused++;
                continue;
            }

            made.Add(anchor);
            if (heads.Count < MostLeaves)
            {
                return made.ToImmutable();
            }
        }

        throw new StorageUnavailableException("Others kept changing ledgers or making anchors.");
    }

    public async Task<ImmutableArray<AnchorRow>> ReadAsync(long after, int limit, CancellationToken cancellationToken = default)
    {
        Check.Limit(limit);
        return [.. await database.QueryAsync($"SELECT {Columns} FROM ledger_anchor a WHERE a.number > $1 ORDER BY a.number LIMIT $2", Read, cancellationToken, after, (long)limit)];
    }

    public async Task<ImmutableArray<AnchorLeaf>> CoverAsync(string customer, CancellationToken cancellationToken = default) => [.. await database.QueryAsync(
        $"SELECT {Columns}, f.seq, f.hash FROM ledger_leaf f JOIN ledger_anchor a ON a.number = f.number WHERE f.customer = $1 ORDER BY f.number",
        static row => new AnchorLeaf(Read(row), row.GetInt64(6), row.GetString(7)),
        cancellationToken,
        customer)];

    private static AnchorRow Next(AnchorRow? last, DateOnly day, List<AnchorHead> heads, DateTimeOffset now)
    {
        var previous = last?.Root ?? AnchorRoot.Start;
        using var root = new AnchorRoot(previous, day);
        foreach (var head in heads.OrderBy(static head => head.Hash, StringComparer.Ordinal))
        {
            root.Add(head.Seq, head.Hash);
        }

        return new AnchorRow((last?.Number ?? 0) + 1, day, previous, root.End(), heads.Count, Micros.To(Micros.From(now)));
    }

    /// <summary>
    /// Ledgers whose last entry is in no anchor. Looked for among entries written since every ledger was covered, on the first of a month among all:
    /// whatever was written late, or before there were times of writing, is found then at the latest.
    /// </summary>
    private async Task<List<AnchorHead>> MovedAsync(AnchorRow? last, DateOnly day, CancellationToken cancellationToken)
    {
        var complete = last is null || day.Day == 1
            ? null
            : await database.FirstAsync(
                "SELECT made_at FROM ledger_anchor WHERE leaves < $1 ORDER BY number DESC LIMIT 1",
                static row => row.MaybeTime(0),
                cancellationToken,
                (long)MostLeaves);
        var since = complete is { } at ? Micros.From(at - Slack) : long.MinValue;
        return await database.QueryAsync(
            """
            SELECT l.customer, l.seq, l.hash FROM ledger l
            WHERE (l.written_at IS NULL OR l.written_at >= $1)
            AND NOT EXISTS (SELECT 1 FROM ledger n WHERE n.customer = l.customer AND n.seq > l.seq)
            AND NOT EXISTS (SELECT 1 FROM ledger_leaf f WHERE f.customer = l.customer AND f.seq = l.seq AND f.hash = l.hash)
            ORDER BY l.customer LIMIT $2
            """,
            static row => new AnchorHead(row.GetString(0), row.GetInt64(1), row.GetString(2)),
            cancellationToken,
            since,
            (long)MostLeaves);
    }

    private static AnchorRow Read(DbDataReader row) =>
        new(row.GetInt64(0), AnchorDay.Of(row.GetInt64(1)), row.GetString(2), row.GetString(3), row.GetInt64(4), row.Time(5));
}

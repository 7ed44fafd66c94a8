using System.Data.Common;
using Luxe.Storage.Databases;

namespace Luxe.Storage.Journal;

/// <summary>
/// Reads rows in order of their numbers, whatever state they are in: where the database cannot return some, they are singled out and the others
/// are read around them; where numbers are missing, the gap is filled with rows that say so.
/// </summary>
internal sealed class JournalPages(Database database, string customer)
{
    /// <summary>The widest gap that is told row by row; of a wider one, whose end is more likely to be wrong than its beginning, just this much.</summary>
    private const int WidestGap = 10_000;

    private const string Select = "SELECT " + JournalReader.Columns + " FROM journal WHERE customer = $1";
    private readonly JournalReader _reader = new(customer);

    /// <summary>Up to here it is known that the database can say what follows.</summary>
    private long _sure;

    /// <summary>At most <paramref name="want"/> rows after a number, lost ones among them. Fewer: there are no more.</summary>
    public async Task<List<JournalRow>> AfterAsync(long seq, int want, CancellationToken cancellationToken)
    {
        try
        {
            return await database.QueryAsync(Select + " AND seq > $2 ORDER BY seq LIMIT $3", _reader.Read, cancellationToken, customer, seq, (long)want);
        }
        catch (StorageUnavailableException fault) when (IsDamage(fault))
        {
            return want == 1 ? [await NextAsync(seq + 1, cancellationToken)] : await HalvesAsync(seq, want, cancellationToken);
        }
    }

    /// <summary>Every row there is.</summary>
    public async Task<List<JournalRow>> AllAsync(CancellationToken cancellationToken)
    {
        const int Page = 512;
        var all = new List<JournalRow>();
        for (var more = true; more;)
        {
            var rows = await AfterAsync(all.Count == 0 ? 0 : all[^1].Seq, Page, cancellationToken);
            all.AddRange(rows);
            more = rows.Count == Page;
        }

        return all;
    }

    public bool IsDamage(StorageUnavailableException fault) => fault.InnerException is DbException cause && database.IsDamage(cause);

    /// <summary>The rows, with one that says <see cref="RowDamage.Missing"/> for each number that is not there.</summary>
    public static List<JournalRow> Fill(long after, List<JournalRow> rows)
    {
        if (rows.Count == 0 || rows[^1].Seq - after == rows.Count)
        {
            return rows;
        }

        var filled = new List<JournalRow>(rows.Count + 1);
        foreach (var row in rows)
        {
            for (var missing = after + 1; missing < row.Seq && missing - after <= WidestGap; missing++)
            {
                filled.Add(JournalReader.Lost(missing, RowDamage.Missing));
            }

            filled.Add(row);
            after = row.Seq;
        }

        return filled;
    }

    private async Task<List<JournalRow>> HalvesAsync(long seq, int want, CancellationToken cancellationToken)
    {
        var rows = await AfterAsync(seq, want / 2, cancellationToken);
        if (rows.Count == want / 2)
        {
            rows.AddRange(await AfterAsync(rows[^1].Seq, want - (want / 2), cancellationToken));
        }

        return rows;
    }

    // The next row cannot be returned. It has this number, unless that one is missing and a later row is the damaged one.
    private async Task<JournalRow> NextAsync(long seq, CancellationToken cancellationToken)
    {
        try
        {
            return await database.FirstAsync(Select + " AND seq = $2", _reader.Read, cancellationToken, customer, seq) ?? JournalReader.Lost(seq, RowDamage.Missing);
        }
        catch (StorageUnavailableException fault) when (IsDamage(fault))
        {
            if (seq > _sure)
            {
                _sure = await ResumeAsync(seq, cancellationToken);
            }

            return JournalReader.Lost(seq, RowDamage.Unreadable);
        }
    }

    // Numbers are told as lost only before a row or an end that the database can tell: where the index itself is destroyed there may be neither,
    // and every number would be followed by another. Then nobody knows what she has, and that is the answer.
    private async Task<long> ResumeAsync(long seq, CancellationToken cancellationToken)
    {
        for (var ahead = 1; ; ahead = Math.Min(ahead * 2, WidestGap))
        {
            try
            {
                await database.NumberAsync("SELECT seq FROM journal WHERE customer = $1 AND seq >= $2 ORDER BY seq LIMIT 1", cancellationToken, customer, seq + ahead);
                return seq + ahead - 1;
            }
            catch (StorageUnavailableException fault) when (IsDamage(fault) && ahead < WidestGap)
            {
                // Further on.
            }
        }
    }
}

using System.Data.Common;
using System.Text.Json;

namespace Luxe.Storage.Verify;

/// <summary>A merge stands in both journals or in neither, and so does its end: one transaction wrote both sides.</summary>
internal sealed class MergeCheck(VerifyView view, Faults faults)
{
    private const string Query = "SELECT seq, kind, payload FROM journal WHERE customer = $1 AND kind IN ('merged', 'merged-into', 'merge-undone', 'restored', 'erased') ORDER BY seq";

    public long Rows { get; private set; }

    /// <summary>Compares a client's merge rows with those of the others.</summary>
    public async Task CheckAsync(string customer, IReadOnlyList<MergeRow> rows, CancellationToken cancellation)
    {
        Rows += rows.Count;
        foreach (var row in rows)
        {
            var there = await OthersAsync(row.Other, cancellation);

            // Of an erased client no row is left: nobody can say any more what they said.
            if ((row.Kind is MergeRow.Undone or MergeRow.Restored && there.Count == 0 && !await HasRowsAsync(row.Other, cancellation)) || there.Any(static other => other.Kind == MergeRow.Erased) || there.Any(other => other.Kind == Answer(row.Kind) && other.MergeId == row.MergeId && other.Other == customer))
            {
                continue;
            }

            faults.Add("merge", customer, row.Seq, $"the other side of the row is not in the journal of {row.Other}");
        }
    }

    private async Task<bool> HasRowsAsync(string customer, CancellationToken cancellation)
    {
        try
        {
            await using var reader = await view.ReadAsync("SELECT 1 FROM journal WHERE customer = $1 LIMIT 1", cancellation, customer);
            return await reader.ReadAsync(cancellation);
        }
        catch (DbException) when (!cancellation.IsCancellationRequested)
        {
            return true;
        }
    }

    private static string Answer(string kind) => kind switch
    {
        MergeRow.Merged => MergeRow.MergedInto,
        MergeRow.MergedInto => MergeRow.Merged,
        MergeRow.Undone => MergeRow.Restored,
        _ => MergeRow.Undone,
    };

    private async Task<List<MergeRow>> OthersAsync(string customer, CancellationToken cancellation)
    {
        var rows = new List<MergeRow>();
        try
        {
            await using var reader = await view.ReadAsync(Query, cancellation, customer);
            while (await reader.ReadAsync(cancellation))
            {
                if (Read(reader) is { } row)
                {
                    rows.Add(row);
                }
            }
        }
        catch (DbException) when (!cancellation.IsCancellationRequested)
        {
            // What the database cannot return is named where her own journal is walked; here it is not there.
        }

        return rows;
    }

    // A row that holds something else says nothing, and is named where its own journal is walked.
    private static MergeRow? Read(DbDataReader reader)
    {
        try
        {
            var (seq, kind) = (reader.GetInt64(0), reader.GetString(1));
            if (kind == MergeRow.Erased)
            {
                return new MergeRow(seq, kind, "", "");
            }

            using var payload = JsonDocument.Parse(reader.GetFieldValue<byte[]>(2));
            return MergeRow.Read(seq, kind, payload.RootElement);
        }
        catch (Exception fault) when (fault is JsonException or KeyNotFoundException or InvalidOperationException or InvalidCastException)
        {
            return null;
        }
    }
}

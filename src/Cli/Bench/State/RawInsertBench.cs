using System.Data.Common;
using System.Diagnostics;
using Luxe.Storage;

namespace Luxe.Cli.Bench.State;

/// <summary>
/// The ceiling: the rows of a journal, in the order in which they were committed, inserted into the same table of a fresh database by the driver
/// alone, 512 rows per commit. Each of the driver's forms has its turn on an empty table, and the fastest one counts.
/// </summary>
internal static class RawInsertBench
{
    private const int RowsPerCommit = 512;
    private const int MostRows = 400_000;

    // What the house sets on its own writer; the rest of the file is as its migration made it.
    private const string Sqlite = "PRAGMA page_size = 2048; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON; PRAGMA wal_autocheckpoint = 32768; PRAGMA cache_size = -65536";

    /// <summary>Rows per second.</summary>
    public static async Task<double> RunAsync(BenchDatabase from, BenchDatabase to, TimeSpan duration, CancellationToken cancellation)
    {
        await using (await StateHouse.StartAsync(to, null, cancellation))
        {
            // Its migration makes the table.
        }

        var (columns, rows) = await ReadAsync(from, cancellation);
        await using var connection = await to.OpenJournalAsync(cancellation);
        if (to.Kind == StateFigures.Sqlite)
        {
            await BenchDatabase.ExecuteAsync(connection, Sqlite, cancellation);
        }

        var best = 0.0;
        foreach (var form in RawForms.For(connection, columns, rows[0], RowsPerCommit))
        {
            await BenchDatabase.ExecuteAsync(connection, to.Kind == StateFigures.Sqlite ? "DELETE FROM journal" : "TRUNCATE journal", cancellation);
            var perSecond = await RunAsync(connection, form, rows, duration / 2, cancellation);
            Console.WriteLine(FormattableString.Invariant($"    {form.Name}: {perSecond:N0} rows/s"));
            best = Math.Max(best, perSecond);
            await form.DisposeAsync();
        }

        return best;
    }

    private static async Task<double> RunAsync(DbConnection connection, RawForm form, List<object[]> rows, TimeSpan duration, CancellationToken cancellation)
    {
        var warm = Math.Min(rows.Count / RowsPerCommit / 10, 20);
        var (begun, written) = (0L, 0);
        for (var batch = 0; (batch + 1) * RowsPerCommit <= rows.Count; batch++)
        {
            if (batch == warm)
            {
                begun = Stopwatch.GetTimestamp();
            }
            else if (batch > warm && Stopwatch.GetElapsedTime(begun) > duration)
            {
                break;
            }

            await using var transaction = await connection.BeginTransactionAsync(cancellation);
            await form.InsertAsync(transaction, rows.GetRange(batch * RowsPerCommit, RowsPerCommit), cancellation);
            await transaction.CommitAsync(cancellation);
            written += batch < warm ? 0 : RowsPerCommit;
        }

        return written / Stopwatch.GetElapsedTime(begun).TotalSeconds;
    }

    /// <summary>The rows in the order in which they were committed.</summary>
    private static async Task<(string[] Columns, List<object[]> Rows)> ReadAsync(BenchDatabase from, CancellationToken cancellation)
    {
        await using var connection = await from.OpenJournalAsync(cancellation);
        await using var command = connection.CreateCommand();
        var order = from.Kind == StateFigures.Sqlite ? "rowid" : "ctid";
        BenchDatabase.SetText(command, $"SELECT * FROM journal WHERE event_id IS NOT NULL ORDER BY {order} LIMIT {MostRows}");
        command.CommandTimeout = 0;
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var columns = Enumerable.Range(0, reader.FieldCount).Select(reader.GetName).ToArray();
        var rows = new List<object[]>();
        while (await reader.ReadAsync(cancellation))
        {
            var row = new object[columns.Length];
            reader.GetValues(row);
            rows.Add(row);
        }

        return rows.Count >= RowsPerCommit ? (columns, rows) : throw new InvalidDataException("The journal holds too few rows to measure with.");
    }
}

using System.Data.Common;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using Luxe.Storage;

namespace Luxe.Cli.Bench.State;

/// <summary>The ceiling: the rows of a journal, inserted into the same table of a fresh database by the driver alone, many rows per statement and commit.</summary>
internal static class RawInsertBench
{
    private const int RowsPerCommit = 512;
    private const int MostRows = 400_000;

    // What the house sets on its own writer; the rest of the file is as its migration made it.
    private const string Sqlite = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON; PRAGMA wal_autocheckpoint = 16384; PRAGMA cache_size = -65536";

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

        await using var command = Prepare(connection, columns, rows[0]);
        await command.PrepareAsync(cancellation);
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

            await InsertAsync(connection, command, rows, batch * RowsPerCommit, cancellation);
            written += batch < warm ? 0 : RowsPerCommit;
        }

        return written / Stopwatch.GetElapsedTime(begun).TotalSeconds;
    }

    private static async Task InsertAsync(DbConnection connection, DbCommand command, List<object[]> rows, int at, CancellationToken cancellation)
    {
        var place = 0;
        for (var row = at; row < at + RowsPerCommit; row++)
        {
            foreach (var value in rows[row])
            {
                command.Parameters[place++].Value = value;
            }
        }

        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        command.Transaction = transaction;
        await command.ExecuteNonQueryAsync(cancellation);
        await transaction.CommitAsync(cancellation);
    }

    private static DbCommand Prepare(DbConnection connection, string[] columns, object[] sample)
    {
        var text = new StringBuilder($"INSERT INTO journal ({string.Join(", ", columns)}) VALUES ");
        var command = connection.CreateCommand();
        for (var row = 0; row < RowsPerCommit; row++)
        {
            text.Append(row == 0 ? "(" : ", (");
            for (var column = 0; column < columns.Length; column++)
            {
                var name = string.Create(CultureInfo.InvariantCulture, $"@p{(row * columns.Length) + column}");
                text.Append(column == 0 ? "" : ", ").Append(name);
                var parameter = command.CreateParameter();
                parameter.ParameterName = name;
                parameter.Value = sample[column];
                command.Parameters.Add(parameter);
            }

            text.Append(')');
        }

        BenchDatabase.SetText(command, text.ToString());
        return command;
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

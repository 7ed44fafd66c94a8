using System.Data.Common;
using System.Globalization;
using System.Text;
using Npgsql;

namespace Luxe.Cli.Bench.State;

/// <summary>One way in which a driver can insert many rows in one transaction.</summary>
internal abstract class RawForm(string name) : IAsyncDisposable
{
    public string Name => name;

    public abstract Task InsertAsync(DbTransaction transaction, List<object[]> rows, CancellationToken cancellation);

    public abstract ValueTask DisposeAsync();
}

/// <summary>The ways that are known to be good: on SQLite no round trip is saved by long statements, on PostgreSQL arrays and COPY compete.</summary>
internal static class RawForms
{
    public static RawForm[] For(DbConnection connection, string[] columns, object[] sample, int rows) => connection is NpgsqlConnection
        ? [new Arrays(connection, columns, sample), new BinaryCopy(columns), new Values(connection, columns, sample, rows)]
        : [new Values(connection, columns, sample, 1), new Values(connection, columns, sample, 16)];

    private static string Insert(string[] columns) => $"INSERT INTO journal ({string.Join(", ", columns)}) ";

    /// <summary>A prepared statement with the values of one or more rows, run as often as the rows need it.</summary>
    private sealed class Values : RawForm
    {
        private readonly DbCommand _command;
        private readonly int _rows;
        private bool _prepared;

        public Values(DbConnection connection, string[] columns, object[] sample, int rows)
            : base(string.Create(CultureInfo.InvariantCulture, $"prepared, {rows} rows a statement"))
        {
            _rows = rows;
            _command = connection.CreateCommand();
            var text = new StringBuilder(Insert(columns) + "VALUES ");
            for (var row = 0; row < rows; row++)
            {
                text.Append(row == 0 ? "(" : ", (");
                for (var column = 0; column < columns.Length; column++)
                {
                    var parameter = _command.CreateParameter();
                    parameter.ParameterName = string.Create(CultureInfo.InvariantCulture, $"@p{(row * columns.Length) + column}");
                    parameter.Value = sample[column];
                    _command.Parameters.Add(parameter);
                    text.Append(column == 0 ? "" : ", ").Append(parameter.ParameterName);
                }

                text.Append(')');
            }

            BenchDatabase.SetText(_command, text.ToString());
        }

        public override async Task InsertAsync(DbTransaction transaction, List<object[]> rows, CancellationToken cancellation)
        {
            _command.Transaction = transaction;
            if (!_prepared)
            {
                await _command.PrepareAsync(cancellation);
                _prepared = true;
            }

            for (var at = 0; at < rows.Count; at += _rows)
            {
                var place = 0;
                for (var row = at; row < at + _rows; row++)
                {
                    foreach (var value in rows[row])
                    {
                        _command.Parameters[place++].Value = value;
                    }
                }

                await _command.ExecuteNonQueryAsync(cancellation);
            }
        }

        public override ValueTask DisposeAsync() => _command.DisposeAsync();
    }

    /// <summary>One statement for all rows, a column's values as one array.</summary>
    private sealed class Arrays : RawForm
    {
        private readonly DbCommand _command;
        private readonly Type[] _types;
        private bool _prepared;

        public Arrays(DbConnection connection, string[] columns, object[] sample)
            : base("arrays")
        {
            _types = [.. sample.Select(static value => value.GetType())];
            _command = connection.CreateCommand();
            BenchDatabase.SetText(_command, Insert(columns) + $"SELECT * FROM unnest({string.Join(", ", columns.Select(static (_, i) => FormattableString.Invariant($"${i + 1}")))})");
        }

        public override async Task InsertAsync(DbTransaction transaction, List<object[]> rows, CancellationToken cancellation)
        {
            _command.Transaction = transaction;
            _command.Parameters.Clear();
            for (var column = 0; column < _types.Length; column++)
            {
                var values = Array.CreateInstance(_types[column], rows.Count);
                for (var row = 0; row < rows.Count; row++)
                {
                    values.SetValue(rows[row][column], row);
                }

                _command.Parameters.Add(new NpgsqlParameter { Value = values });
            }

            if (!_prepared)
            {
                await _command.PrepareAsync(cancellation);
                _prepared = true;
            }

            await _command.ExecuteNonQueryAsync(cancellation);
        }

        public override ValueTask DisposeAsync() => _command.DisposeAsync();
    }

    /// <summary>PostgreSQL's own way in.</summary>
    private sealed class BinaryCopy(string[] columns) : RawForm("binary COPY")
    {
        public override async Task InsertAsync(DbTransaction transaction, List<object[]> rows, CancellationToken cancellation)
        {
            var connection = (NpgsqlConnection)transaction.Connection!;
            await using var copy = await connection.BeginBinaryImportAsync($"COPY journal ({string.Join(", ", columns)}) FROM STDIN (FORMAT BINARY)", cancellation);
            foreach (var row in rows)
            {
                await copy.WriteRowAsync(cancellation, row);
            }

            await copy.CompleteAsync(cancellation);
        }

        public override ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}

using Luxe.Storage.Commit;
using Npgsql;
using NpgsqlTypes;

namespace Luxe.Storage.Postgres;

/// <summary>The rows of one statement of a batch, gathered column by column into array parameters.</summary>
internal sealed class BulkRows
{
    private readonly List<string?>?[] _texts;
    private readonly List<long>?[] _numbers;
    private readonly List<ReadOnlyMemory<byte>>?[] _bytes;

    public BulkRows(Sql sql)
    {
        _texts = [.. sql.Kinds.Select(static k => k == SqlKind.Text ? new List<string?>() : null)];
        _numbers = [.. sql.Kinds.Select(static k => k == SqlKind.Number ? new List<long>() : null)];
        _bytes = [.. sql.Kinds.Select(static k => k == SqlKind.Bytes ? new List<ReadOnlyMemory<byte>>() : null)];
        Command = new NpgsqlBatchCommand(sql.Bulk!);
        for (var i = 0; i < sql.Kinds.Length; i++)
        {
            Command.Parameters.Add(Parameter(i, sql.Kinds[i]));
        }
    }

    public NpgsqlBatchCommand Command { get; }

    public int Count { get; private set; }

    public void Add(ReadOnlySpan<SqlValue> values)
    {
        Count++;
        for (var i = 0; i < values.Length; i++)
        {
            ref readonly var value = ref values[i];
            _texts[i]?.Add(value.Text);
            _numbers[i]?.Add(value.Number);
            _bytes[i]?.Add(value.Bytes);
        }
    }

    private NpgsqlParameter Parameter(int column, SqlKind kind) => kind switch
    {
        SqlKind.Text => new NpgsqlParameter<List<string?>> { TypedValue = _texts[column], NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text },
        SqlKind.Number => new NpgsqlParameter<List<long>> { TypedValue = _numbers[column], NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bigint },
        _ => new NpgsqlParameter<List<ReadOnlyMemory<byte>>> { TypedValue = _bytes[column], NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bytea },
    };
}

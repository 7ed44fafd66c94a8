using Luxe.Storage.Commit;
using Npgsql;
using NpgsqlTypes;

namespace Luxe.Storage.Postgres;

/// <summary>Gathers the statements of many writes into one round trip, and tells whether each did what its write needs.</summary>
internal sealed class PostgresStatements(NpgsqlBatch batch) : IStatements
{
    private readonly Dictionary<Sql, BulkRows> _bulks = [];
    private readonly List<(BulkRows Rows, bool MustAffect)> _all = [];
    private readonly Dictionary<string, Sql> _turns = new(StringComparer.Ordinal);
    private readonly List<(NpgsqlBatchCommand Command, PendingWrite Pending, bool MustAffect)> _singles = [];
    private PendingWrite? _current;

    public void Add(PendingWrite pending)
    {
        _current = pending;
        pending.Affected = 0;
        pending.Write.Render(this);
    }

    public void Run(Sql sql, ReadOnlySpan<SqlValue> values)
    {
        if (sql.Turn is { } turn)
        {
            TakeTurn(turn, sql);
        }

        if (sql.Bulk is not null)
        {
            if (!_bulks.TryGetValue(sql, out var rows))
            {
                _bulks[sql] = rows = new BulkRows(sql);
                batch.BatchCommands.Add(rows.Command);
                _all.Add((rows, sql.MustAffect));
            }

            rows.Add(values);
            return;
        }

        var command = new NpgsqlBatchCommand(sql.Text);
        foreach (ref readonly var value in values)
        {
            command.Parameters.Add(Parameter(value));
        }

        batch.BatchCommands.Add(command);
        _singles.Add((command, _current!, sql.MustAffect));
    }

    /// <summary>True when every statement that had to insert did insert.</summary>
    public bool Settle()
    {
        var whole = _all.All(static b => !b.MustAffect || b.Rows.Command.RecordsAffected == b.Rows.Count);
        foreach (var (command, pending, mustAffect) in _singles)
        {
            pending.Affected += command.RecordsAffected;
            whole &= !mustAffect || command.RecordsAffected > 0;
        }

        return whole;
    }

    // Another's turn ends what was gathered: more of it makes a statement of its own, behind.
    private void TakeTurn(string turn, Sql sql)
    {
        if (_turns.TryGetValue(turn, out var former) && former != sql)
        {
            _bulks.Remove(former);
        }

        _turns[turn] = sql;
    }

    public static NpgsqlParameter Parameter(in SqlValue value) => value.Kind switch
    {
        SqlKind.Number => new NpgsqlParameter<long> { TypedValue = value.Number, NpgsqlDbType = NpgsqlDbType.Bigint },
        SqlKind.Bytes => new NpgsqlParameter<ReadOnlyMemory<byte>> { TypedValue = value.Bytes, NpgsqlDbType = NpgsqlDbType.Bytea },
        _ => new NpgsqlParameter { Value = (object?)value.Text ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text },
    };
}

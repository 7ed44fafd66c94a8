using Luxe.Storage.Commit;
using Npgsql;
using NpgsqlTypes;

namespace Luxe.Storage.Postgres;

/// <summary>Gathers the statements of many writes into one round trip, and tells whether each did what its write needs.</summary>
internal sealed class PostgresStatements(NpgsqlBatch batch) : IStatements
{
    private readonly Dictionary<Sql, BulkRows> _bulks = [];
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
        if (sql.Bulk is not null)
        {
            if (!_bulks.TryGetValue(sql, out var rows))
            {
                _bulks[sql] = rows = new BulkRows(sql);
                batch.BatchCommands.Add(rows.Command);
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
        var whole = _bulks.All(static b => !b.Key.MustAffect || b.Value.Command.RecordsAffected == b.Value.Count);
        foreach (var (command, pending, mustAffect) in _singles)
        {
            pending.Affected += command.RecordsAffected;
            whole &= !mustAffect || command.RecordsAffected > 0;
        }

        return whole;
    }

    public static NpgsqlParameter Parameter(in SqlValue value) => value.Kind switch
    {
        SqlKind.Number => new NpgsqlParameter<long> { TypedValue = value.Number, NpgsqlDbType = NpgsqlDbType.Bigint },
        SqlKind.Bytes => new NpgsqlParameter<ReadOnlyMemory<byte>> { TypedValue = value.Bytes, NpgsqlDbType = NpgsqlDbType.Bytea },
        _ => new NpgsqlParameter { Value = (object?)value.Text ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text },
    };
}

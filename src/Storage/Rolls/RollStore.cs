using System.Collections.Immutable;
using System.Data.Common;
using Luxe.Storage.Commit;
using Luxe.Storage.Databases;

namespace Luxe.Storage.Rolls;

internal sealed class RollStore(Database database, Committer committer, StorageOptions options) : IRolls
{
    private const string Select = "SELECT roll, customer, at FROM roll WHERE roll = $1";
    private const string Order = " ORDER BY at, customer LIMIT ";

    private static readonly Sql Insert = new("INSERT INTO roll (roll, customer, at) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING")
    {
        Bulk = "INSERT INTO roll (roll, customer, at) SELECT * FROM unnest($1, $2, $3) ON CONFLICT DO NOTHING",
        Kinds = [SqlKind.Text, SqlKind.Text, SqlKind.Number],
        Turn = "roll",
    };

    private static readonly Sql Delete = new("DELETE FROM roll WHERE roll = ?1 AND customer = ?2")
    {
        Bulk = "DELETE FROM roll USING unnest($1, $2) AS gone (roll, customer) WHERE roll.roll = gone.roll AND roll.customer = gone.customer",
        Kinds = [SqlKind.Text, SqlKind.Text],
        Turn = "roll",
    };

    private static readonly Sql DeleteAll = new("DELETE FROM roll WHERE roll = $1") { Turn = "roll" };

    public Task AddAsync(ImmutableArray<RollRow> rows, CancellationToken cancellationToken = default) =>
        Submit(Insert, [.. rows.Select(static row => Checked(row.Roll, row.Customer, row.At))], cancellationToken);

    public Task RemoveAsync(ImmutableArray<RollEntry> entries, CancellationToken cancellationToken = default) =>
        Submit(Delete, [.. entries.Select(static entry => Checked(entry.Roll, entry.Customer))], cancellationToken);

    public Task ClearAsync(string roll, CancellationToken cancellationToken = default) => Submit(DeleteAll, [[roll]], cancellationToken);

    public async Task<ImmutableArray<RollRow>> ReadAsync(string roll, int limit, RollPlace? after = null, CancellationToken cancellationToken = default)
    {
        Check.Limit(limit);
        var rows = after is { } place
            ? await database.QueryAsync(Select + " AND (at, customer) > ($2, $3)" + Order + "$4", Read, cancellationToken, roll, Micros.From(place.At), place.Customer, (long)limit)
            : await database.QueryAsync(Select + Order + "$2", Read, cancellationToken, roll, (long)limit);
        return [.. rows];
    }

    private Task Submit(Sql sql, SqlValue[][] runs, CancellationToken cancellationToken) =>
        runs.Length == 0 ? Task.CompletedTask : committer.SubmitAsync(new StatementWrite(sql, runs).Checked(options.MaxRowBytes), cancellationToken);

    private static SqlValue[] Checked(string roll, string customer, params ReadOnlySpan<SqlValue> rest)
    {
        Check.Key(roll, nameof(roll));
        Check.Key(customer, nameof(customer));
        return [roll, customer, .. rest];
    }

    private static RollRow Read(DbDataReader row) => new(row.GetString(0), row.GetString(1), row.Time(2));
}

using System.Collections.Immutable;
using System.Data.Common;
using Luxe.Storage.Commit;
using Luxe.Storage.Databases;

namespace Luxe.Storage.AccessLog;

internal sealed class AccessLogStore(Database database, Committer committer, StorageOptions options) : IAccessLog
{
    private const string Columns = "id, viewer, role, customer, purpose, what, at";

    private static readonly Sql Insert = new("INSERT INTO access_log (viewer, role, customer, purpose, what, at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)")
    {
        MustAffect = true,
        Kinds = [SqlKind.Text, SqlKind.Text, SqlKind.Text, SqlKind.Text, SqlKind.Text, SqlKind.Number],
        Bulk = "INSERT INTO access_log (viewer, role, customer, purpose, what, at) SELECT * FROM unnest($1, $2, $3, $4, $5, $6)",
    };

    public Task AppendAsync(ImmutableArray<AccessEntry> entries, CancellationToken cancellationToken = default)
    {
        if (entries.IsEmpty)
        {
            return Task.CompletedTask;
        }

        var runs = entries.Select(static e => new SqlValue[] { e.Viewer, e.Role, e.Customer, e.Purpose, e.What, e.At }).ToArray();
        return committer.SubmitAsync(new StatementWrite(Insert, runs).Checked(options.MaxRowBytes), cancellationToken);
    }

    public Task<ImmutableArray<AccessRow>> ReadByCustomerAsync(string customer, int limit, long beforeId = long.MaxValue, CancellationToken cancellationToken = default) =>
        ReadAsync($"SELECT {Columns} FROM access_log WHERE customer = $1 AND id < $2 ORDER BY id DESC LIMIT $3", customer, limit, beforeId, cancellationToken);

    public Task<ImmutableArray<AccessRow>> ReadByViewerAsync(string viewer, int limit, long beforeId = long.MaxValue, CancellationToken cancellationToken = default) =>
        ReadAsync($"SELECT {Columns} FROM access_log WHERE viewer = $1 AND id < $2 ORDER BY id DESC LIMIT $3", viewer, limit, beforeId, cancellationToken);

    private async Task<ImmutableArray<AccessRow>> ReadAsync(string sql, string who, int limit, long beforeId, CancellationToken cancellationToken)
    {
        Check.Limit(limit);
        return [.. await database.QueryAsync(sql, Read, cancellationToken, who, beforeId, (long)limit)];
    }

    private static AccessRow Read(DbDataReader row) =>
        new(row.GetInt64(0), new(row.GetString(1), row.GetString(2), row.Text(3), row.GetString(4), row.GetString(5), row.Time(6)));
}

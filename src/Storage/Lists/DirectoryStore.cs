using System.Collections.Immutable;
using System.Data.Common;
using Luxe.Storage.Commit;
using Luxe.Storage.Databases;

namespace Luxe.Storage.Lists;

internal sealed class DirectoryStore(Database database, Committer committer, StorageOptions options) : IDirectory
{
    private const string Select = "SELECT kind, id, sort_key, payload FROM directory WHERE kind = $1";

    private static readonly Sql Upsert = new("""
        INSERT INTO directory (kind, id, sort_key, payload) VALUES ($1, $2, $3, $4)
        ON CONFLICT (kind, id) DO UPDATE SET sort_key = excluded.sort_key, payload = excluded.payload
        """);

    private static readonly Sql Remove = new("DELETE FROM directory WHERE kind = $1 AND id = $2");

    public Task UpsertAsync(ImmutableArray<DirectoryRow> rows, CancellationToken cancellationToken = default)
    {
        if (rows.IsEmpty)
        {
            return Task.CompletedTask;
        }

        var runs = rows.Select(static r => new SqlValue[] { r.Kind, r.Id, r.SortKey, r.Payload }).ToArray();
        return committer.SubmitAsync(new StatementWrite(Upsert, runs).Checked(options.MaxRowBytes), cancellationToken);
    }

    public async Task<bool> DeleteAsync(string kind, string id, CancellationToken cancellationToken = default) =>
        await committer.SubmitAsync(StatementWrite.One(Remove, kind, id).Checked(options.MaxRowBytes), cancellationToken) > 0;

    public Task<DirectoryRow?> GetAsync(string kind, string id, CancellationToken cancellationToken = default) =>
        database.FirstAsync(Select + " AND id = $2", Read, cancellationToken, kind, id);

    public async Task<ImmutableArray<DirectoryRow>> ListAsync(string kind, int limit, DirectoryCursor? after = null, CancellationToken cancellationToken = default)
    {
        Check.Limit(limit);
        const string Order = " ORDER BY sort_key, id LIMIT ";
        var rows = after is { } place
            ? await database.QueryAsync(Select + " AND (sort_key, id) > ($2, $3)" + Order + "$4", Read, cancellationToken, kind, place.SortKey, place.Id, (long)limit)
            : await database.QueryAsync(Select + Order + "$2", Read, cancellationToken, kind, (long)limit);
        return [.. rows];
    }

    public Task<long> CountAsync(string kind, CancellationToken cancellationToken = default) =>
        database.NumberAsync("SELECT COUNT(*) FROM directory WHERE kind = $1", cancellationToken, kind);

    private static DirectoryRow Read(DbDataReader row) => new(row.GetString(0), row.GetString(1), row.GetString(2), row.Bytes(3));
}

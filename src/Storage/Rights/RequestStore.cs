using System.Collections.Immutable;
using System.Data.Common;
using Luxe.Storage.Commit;
using Luxe.Storage.Databases;

namespace Luxe.Storage.Rights;

internal sealed class RequestStore(Database database, Committer committer, StorageOptions options) : IRequests
{
    private const string Select = "SELECT id, kind, client, state, asked_at, due_at, done_at, channel, actor, note FROM rights_request";
    private const string Order = " ORDER BY due_at, id LIMIT ";

    private static readonly Sql Add = new("""
        INSERT INTO rights_request (id, kind, client, state, asked_at, due_at, channel, actor, note) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT DO NOTHING
        """);

    private static readonly Sql Settle = new("UPDATE rights_request SET state = $1, actor = $2, note = COALESCE($3, note), done_at = $4 WHERE id = $5 AND state = $6");

    private static readonly Sql Noted = new("UPDATE rights_request SET note = $1 WHERE id = $2 AND state = $3");

    public async Task<RequestRow> AddAsync(RequestRow row, CancellationToken cancellationToken = default)
    {
        Check.Key(row.Id, nameof(row.Id));
        Check.Key(row.Client, nameof(row.Client));
        var write = StatementWrite.One(Add, row.Id, row.Kind, row.Client, row.State, row.AskedAt, row.DueAt, row.Channel, row.Actor, row.Note);
        return await committer.SubmitAsync(write.Checked(options.MaxRowBytes), cancellationToken) > 0 ? row : await FindAsync(row.Id, cancellationToken) ?? row;
    }

    public Task<RequestRow?> FindAsync(string id, CancellationToken cancellationToken = default) =>
        database.FirstAsync(Select + " WHERE id = $1", Read, cancellationToken, id);

    public async Task<ImmutableArray<RequestRow>> ListAsync(string? state, int limit, RequestRow? after = null, CancellationToken cancellationToken = default)
    {
        Check.Limit(limit);
        var (at, id) = after is null ? (long.MinValue, "") : (Micros.From(after.DueAt), after.Id);
        return state is null
            ? [.. await database.QueryAsync(Select + " WHERE (due_at, id) > ($1, $2)" + Order + "$3", Read, cancellationToken, at, id, (long)limit)]
            : [.. await database.QueryAsync(Select + " WHERE state = $1 AND (due_at, id) > ($2, $3)" + Order + "$4", Read, cancellationToken, state, at, id, (long)limit)];
    }

    public async Task<bool> SettleAsync(string id, string from, string to, string actor, string? note, DateTimeOffset at, CancellationToken cancellationToken = default) =>
        await committer.SubmitAsync(StatementWrite.One(Settle, to, actor, note, at, id, from).Checked(options.MaxRowBytes), cancellationToken) > 0;

    public async Task<bool> NoteAsync(string id, string state, string note, CancellationToken cancellationToken = default) =>
        await committer.SubmitAsync(StatementWrite.One(Noted, note, id, state).Checked(options.MaxRowBytes), cancellationToken) > 0;

    private static RequestRow Read(DbDataReader row) => new(
        row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3), row.Time(4), row.Time(5), row.MaybeTime(6), row.GetString(7), row.GetString(8), row.Text(9));
}

using System.Collections.Immutable;
using System.Data.Common;
using Luxe.Storage.Commit;
using Luxe.Storage.Databases;

namespace Luxe.Storage.Inbox;

internal sealed class InboxStore(Database database, Committer committer, StorageOptions options) : IInboxStore
{
    private const string Columns = "number, item_id, customer, at, expires_at, state, is_open, payload";
    private static readonly Sql SetState = new("UPDATE inbox SET state = $1, is_open = $2 WHERE associate = $3 AND item_id = $4");
    private static readonly Sql SetBoth = new("UPDATE inbox SET state = $1, is_open = $2, payload = $3 WHERE associate = $4 AND item_id = $5");

    public Task AppendAsync(InboxAppend append, CancellationToken cancellationToken = default)
    {
        var write = new InboxWrite(append, options.MaxRowBytes);
        return write.Rows == 0 ? Task.CompletedTask : committer.SubmitAsync(write, cancellationToken);
    }

    public async Task<bool> UpdateStateAsync(
        string associate, string itemId, string state, bool isOpen, ReadOnlyMemory<byte>? payload = null, CancellationToken cancellationToken = default)
    {
        Check.Key(state, nameof(state));
        var write = payload is { } bytes
            ? StatementWrite.One(SetBoth, state, isOpen, bytes, associate, itemId)
            : StatementWrite.One(SetState, state, isOpen, associate, itemId);
        return await committer.SubmitAsync(write.Checked(options.MaxRowBytes), cancellationToken) > 0;
    }

    public async Task<ImmutableArray<InboxRow>> ReadAsync(string associate, long afterNumber, int limit, CancellationToken cancellationToken = default)
    {
        Check.Limit(limit);
        return [.. await database.QueryAsync(
            $"SELECT {Columns} FROM inbox WHERE associate = $1 AND number > $2 ORDER BY number LIMIT $3", Read, cancellationToken, associate, afterNumber, (long)limit)];
    }

    public async Task<ImmutableArray<InboxRow>> ReadOpenAsync(string associate, CancellationToken cancellationToken = default) =>
        [.. await database.QueryAsync($"SELECT {Columns} FROM inbox WHERE associate = $1 AND is_open = 1 ORDER BY number", Read, cancellationToken, associate)];

    public Task<InboxRow?> GetAsync(string associate, string itemId, CancellationToken cancellationToken = default) =>
        database.FirstAsync($"SELECT {Columns} FROM inbox WHERE associate = $1 AND item_id = $2", Read, cancellationToken, associate, itemId);

    public Task<long> GetHeadAsync(string associate, CancellationToken cancellationToken = default) =>
        database.NumberAsync("SELECT MAX(number) FROM inbox WHERE associate = $1", cancellationToken, associate);

    private static InboxRow Read(DbDataReader row) =>
        new(row.GetInt64(0), row.GetString(1), row.Text(2), row.Time(3), row.Time(4), row.GetString(5), row.GetInt32(6) != 0, row.Bytes(7));
}

using System.Collections.Immutable;
using Luxe.Storage.Commit;
using Luxe.Storage.Databases;

namespace Luxe.Storage.Meta;

internal sealed class MetaStore(Database database, Committer committer, StorageOptions options) : IMeta
{
    private static readonly Sql Put = new("INSERT INTO meta (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = excluded.value");
    private static readonly Sql PutNew = new("INSERT INTO meta (name, value) VALUES ($1, $2) ON CONFLICT DO NOTHING");
    private static readonly Sql PutOver = new("UPDATE meta SET value = $1 WHERE name = $2 AND value = $3");

    public Task<string?> GetAsync(string key, CancellationToken cancellationToken = default) =>
        database.FirstAsync("SELECT value FROM meta WHERE name = $1", static r => r.GetString(0), cancellationToken, key);

    public Task PutAsync(ImmutableArray<KeyValuePair<string, string>> values, CancellationToken cancellationToken = default)
    {
        if (values.IsEmpty)
        {
            return Task.CompletedTask;
        }

        var runs = values.Select(static v => new SqlValue[] { v.Key, v.Value }).ToArray();
        return committer.SubmitAsync(new StatementWrite(Put, runs).Checked(options.MaxRowBytes), cancellationToken);
    }

    public async Task<bool> TryPutAsync(string key, string value, string? expected, CancellationToken cancellationToken = default)
    {
        var write = expected is null ? StatementWrite.One(PutNew, key, value) : StatementWrite.One(PutOver, value, key, expected);
        return await committer.SubmitAsync(write.Checked(options.MaxRowBytes), cancellationToken) > 0;
    }
}

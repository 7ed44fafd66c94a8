using System.Collections.Immutable;
using Luxe.Storage.Commit;
using Luxe.Storage.Databases;

namespace Luxe.Storage.Policies;

internal sealed class PolicyStore(Database database, Committer committer, StorageOptions options) : IPolicyStore
{
    private static readonly Sql Insert = new("INSERT INTO policy (version, effective_from, sha256, document, loaded_at) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING");

    public async Task<ImmutableArray<PolicyRow>> GetAllAsync(CancellationToken cancellationToken = default) => [.. await database.QueryAsync(
        "SELECT version, effective_from, sha256, document, loaded_at FROM policy ORDER BY effective_from, version",
        static row => new PolicyRow(row.GetString(0), row.Time(1), row.GetString(2), row.Bytes(3), row.Time(4)),
        cancellationToken)];

    public async Task<bool> TryAddAsync(PolicyRow row, CancellationToken cancellationToken = default)
    {
        Check.Key(row.Version, nameof(row.Version));
        var write = StatementWrite.One(Insert, row.Version, row.EffectiveFrom, row.Sha256, row.Document, row.LoadedAt).Checked(options.MaxRowBytes);
        if (await committer.SubmitAsync(write, cancellationToken) > 0)
        {
            return true;
        }

        var there = await database.FirstAsync("SELECT sha256 FROM policy WHERE version = $1", static r => r.GetString(0), cancellationToken, row.Version);
        return there == row.Sha256;
    }
}

using System.Data.Common;
using Luxe.Storage.Commit;
using Luxe.Storage.Databases;

namespace Luxe.Storage.Doors;

internal sealed class ClientLinkStore(Database database, Committer committer, StorageOptions options) : IClientLinks
{
    private const string Select = "SELECT hash, customer, made_at, expires_at, channel, maker FROM client_link WHERE hash = $1";

    private static readonly Sql Insert = new("INSERT INTO client_link (hash, customer, made_at, expires_at, channel, maker) VALUES ($1, $2, $3, $4, $5, $6)") { MustAffect = true };
    private static readonly Sql Use = new("UPDATE client_link SET used_at = $1 WHERE hash = $2 AND used_at IS NULL AND expires_at > $3");
    private static readonly Sql DeleteEnded = new("DELETE FROM client_link WHERE expires_at < $1");

    public Task AddAsync(ClientLinkRow link, CancellationToken cancellationToken = default)
    {
        Check.Key(link.Hash, nameof(link));
        Check.Key(link.Customer, nameof(link));
        var write = StatementWrite.One(Insert, link.Hash, link.Customer, link.MadeAt, link.ExpiresAt, link.Channel, link.Maker);
        return committer.SubmitAsync(write.Checked(options.MaxRowBytes), cancellationToken);
    }

    public async Task<ClientLinkRow?> TakeAsync(string hash, DateTimeOffset now, CancellationToken cancellationToken = default)
    {
        Check.Key(hash, nameof(hash));
        var taken = await committer.SubmitAsync(StatementWrite.One(Use, now, hash, now), cancellationToken);
        return taken == 0 ? null : await database.FirstAsync(Select, Read, cancellationToken, hash);
    }

    public Task<int> DeleteEndedBeforeAsync(DateTimeOffset time, CancellationToken cancellationToken = default) =>
        committer.SubmitAsync(StatementWrite.One(DeleteEnded, time), cancellationToken);

    private static ClientLinkRow Read(DbDataReader row) =>
        new(row.GetString(0), row.GetString(1), row.Time(2), row.Time(3), row.GetString(4), row.GetString(5));
}

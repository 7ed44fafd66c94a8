namespace Luxe.Storage;

/// <summary>
/// Links to clients' own pages. Opaque ids and hashes (tier None). Retention: a day after a link ended; deleted at once when the client is
/// erased. In an export they are named as looks, because making one is written to the access log.
/// </summary>
public interface IClientLinks
{
    /// <summary>Adds a link. Completes once it is durable.</summary>
    /// <exception cref="StorageUnavailableException">The database cannot commit now.</exception>
    Task AddAsync(ClientLinkRow link, CancellationToken cancellationToken = default);

    /// <summary>Uses a link up and returns it; null when it is unknown, was used or is over. Of two who try at once, one succeeds.</summary>
    /// <exception cref="StorageUnavailableException">The database cannot commit now.</exception>
    Task<ClientLinkRow?> TakeAsync(string hash, DateTimeOffset now, CancellationToken cancellationToken = default);

    /// <summary>Deletes links that ended before a time; returns how many.</summary>
    Task<int> DeleteEndedBeforeAsync(DateTimeOffset time, CancellationToken cancellationToken = default);
}

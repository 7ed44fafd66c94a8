using System.Collections.Immutable;

namespace Luxe.Storage;

/// <summary>The append-only log of reads of clients' data.</summary>
public interface IAccessLog
{
    /// <summary>Completes once the entries are durable.</summary>
    /// <exception cref="StorageUnavailableException">The database cannot commit now.</exception>
    Task AppendAsync(ImmutableArray<AccessEntry> entries, CancellationToken cancellationToken = default);

    /// <summary>Who looked at this customer, newest first; the next page starts before the last row's id.</summary>
    Task<ImmutableArray<AccessRow>> ReadByCustomerAsync(string customer, int limit, long beforeId = long.MaxValue, CancellationToken cancellationToken = default);

    /// <summary>What this viewer looked at, newest first.</summary>
    Task<ImmutableArray<AccessRow>> ReadByViewerAsync(string viewer, int limit, long beforeId = long.MaxValue, CancellationToken cancellationToken = default);
}

using System.Collections.Immutable;

namespace Luxe.Storage;

/// <summary>
/// Lists of clients that grow without bound, one row a client: an associate's book, who wishes for a piece. A change costs a row, however
/// long the list is. Retention: a row is there as long as its reason; the client's grain takes it out when she leaves, withdraws or is erased.
/// </summary>
public interface IRolls
{
    /// <summary>Puts clients in, all together; who is there already keeps her place. Completes once it is durable.</summary>
    /// <exception cref="StorageUnavailableException">The database cannot commit now.</exception>
    Task AddAsync(ImmutableArray<RollRow> rows, CancellationToken cancellationToken = default);

    /// <summary>Takes clients out, all together; who is not there is passed over. Completes once it is durable.</summary>
    /// <exception cref="StorageUnavailableException">The database cannot commit now.</exception>
    Task RemoveAsync(ImmutableArray<RollEntry> entries, CancellationToken cancellationToken = default);

    /// <summary>Takes everybody out of a list.</summary>
    Task ClearAsync(string roll, CancellationToken cancellationToken = default);

    /// <summary>A page of a list, ordered by time and then by id, after a place.</summary>
    Task<ImmutableArray<RollRow>> ReadAsync(string roll, int limit, RollPlace? after = null, CancellationToken cancellationToken = default);
}

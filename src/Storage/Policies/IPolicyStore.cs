using System.Collections.Immutable;

namespace Luxe.Storage;

/// <summary>Versions of the maison's policy. Ledgers name them for ever: none is changed or deleted. Holds nothing of clients.</summary>
public interface IPolicyStore
{
    /// <summary>Every version, in the order in which they come into force.</summary>
    /// <exception cref="StorageUnavailableException">The database cannot be read now.</exception>
    Task<ImmutableArray<PolicyRow>> GetAllAsync(CancellationToken cancellationToken = default);

    /// <summary>Keeps a version; completes once it is durable. False when one of that name is there with other bytes; true when it is there already.</summary>
    /// <exception cref="StorageUnavailableException">The database cannot commit now.</exception>
    Task<bool> TryAddAsync(PolicyRow row, CancellationToken cancellationToken = default);
}

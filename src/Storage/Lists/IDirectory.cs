using System.Collections.Immutable;

namespace Luxe.Storage;

/// <summary>Small lists of customers, products, stores and associates.</summary>
public interface IDirectory
{
    /// <summary>Inserts or replaces rows by kind and id, all together; completes once they are durable.</summary>
    /// <exception cref="StorageUnavailableException">The database cannot commit now.</exception>
    Task UpsertAsync(ImmutableArray<DirectoryRow> rows, CancellationToken cancellationToken = default);

    /// <summary>Removes a row. False when it was not there.</summary>
    Task<bool> DeleteAsync(string kind, string id, CancellationToken cancellationToken = default);

    /// <summary>One row, or null.</summary>
    Task<DirectoryRow?> GetAsync(string kind, string id, CancellationToken cancellationToken = default);

    /// <summary>A page of a list, ordered by sort key and id, after a place.</summary>
    Task<ImmutableArray<DirectoryRow>> ListAsync(string kind, int limit, DirectoryCursor? after = null, CancellationToken cancellationToken = default);

    /// <summary>How many rows a list has.</summary>
    Task<long> CountAsync(string kind, CancellationToken cancellationToken = default);
}

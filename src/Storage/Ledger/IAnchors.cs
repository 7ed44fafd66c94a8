using System.Collections.Immutable;

namespace Luxe.Storage;

/// <summary>
/// Anchors of all consent ledgers together: each is one hash over the heads of those that moved since the anchor before it, and over that anchor.
/// Whoever keeps a root elsewhere can hold the house to every entry behind it. The rows name ledgers, by customer or pseudonym, and hashes.
/// </summary>
public interface IAnchors
{
    /// <summary>The latest anchor; null before the first.</summary>
    /// <exception cref="StorageUnavailableException">The database cannot be read now.</exception>
    Task<AnchorRow?> GetLastAsync(CancellationToken cancellationToken = default);

    /// <summary>
    /// Makes anchors for a day until every ledger is covered as it stands: one, or several where more ledgers moved than fit into one. Completes once
    /// they are durable. Entries written meanwhile are the next day's. Of two who make them at once, one is told what the other made.
    /// </summary>
    /// <exception cref="StorageUnavailableException">The database cannot commit now, or others kept being faster; what was made stays.</exception>
    Task<ImmutableArray<AnchorRow>> MakeAsync(DateOnly day, DateTimeOffset now, CancellationToken cancellationToken = default);

    /// <summary>At most <paramref name="limit"/> anchors after a number, in order.</summary>
    Task<ImmutableArray<AnchorRow>> ReadAsync(long after, int limit, CancellationToken cancellationToken = default);

    /// <summary>Which entries of a ledger were its head in which anchor, in order.</summary>
    Task<ImmutableArray<AnchorLeaf>> CoverAsync(string customer, CancellationToken cancellationToken = default);
}

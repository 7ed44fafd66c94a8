using System.Collections.Immutable;

namespace Luxe.Storage;

/// <summary>Who was erased, by what order, and how far each order came. A row is written with the transaction that erases (see <see cref="JournalErase"/>).</summary>
public interface IErasures
{
    /// <summary>The erasure of a pseudonym, or null.</summary>
    /// <exception cref="StorageUnavailableException">The database cannot be read now.</exception>
    Task<ErasureRow?> FindAsync(string pseudonym, CancellationToken cancellationToken = default);

    /// <summary>Everybody whom an order erased: the person first, then those she had absorbed.</summary>
    Task<ImmutableArray<ErasureRow>> ReadAsync(string orderId, CancellationToken cancellationToken = default);

    /// <summary>The systems of an order that are done, in order.</summary>
    Task<ImmutableArray<ErasureStepRow>> ReadStepsAsync(string orderId, CancellationToken cancellationToken = default);

    /// <summary>Writes down an erasure of whom the database holds nothing: the list of erasures said so. Nothing changes when it is there.</summary>
    Task AddAsync(ErasureRow row, CancellationToken cancellationToken = default);

    /// <summary>Notes that a system is done; done before stays as it was.</summary>
    /// <exception cref="StorageUnavailableException">The database cannot commit now.</exception>
    Task NoteAsync(ErasureStepRow step, CancellationToken cancellationToken = default);

    /// <summary>
    /// Somebody who was erased is there again, written by somebody who was behind: the order is not done any more, and every system but the first is to be done again.
    /// </summary>
    Task ReopenAsync(string orderId, string pseudonym, string subject, CancellationToken cancellationToken = default);

    /// <summary>
    /// All systems are done: from now nothing here leads to her, the database's own log too, as far as nobody reads it at this moment.
    /// </summary>
    Task FinishAsync(string orderId, DateTimeOffset at, CancellationToken cancellationToken = default);

    /// <summary>Orders of which some systems are not done.</summary>
    Task<ImmutableArray<string>> ListUnfinishedAsync(CancellationToken cancellationToken = default);

    /// <summary>Everybody who was erased after a place in the order of their times, oldest first; at most 1,000.</summary>
    Task<ImmutableArray<ErasureRow>> ListAsync(ErasureRow? after, CancellationToken cancellationToken = default);

    /// <summary>How many there are.</summary>
    Task<long> CountAsync(CancellationToken cancellationToken = default);
}

using System.Collections.Immutable;

namespace Luxe.Storage;

/// <summary>The append-only, numbered journals of all customers.</summary>
public interface IJournal
{
    /// <summary>
    /// Completes once the commit that holds the append is durable. A cancelled append is one that was certainly not written;
    /// once its commit has begun the outcome is reported instead.
    /// </summary>
    /// <exception cref="JournalConflictException">The journal ends elsewhere, or holds one of the event ids already.</exception>
    /// <exception cref="StorageUnavailableException">The database cannot commit now; nothing was acknowledged.</exception>
    /// <exception cref="RowTooLargeException">A payload is too large.</exception>
    Task AppendAsync(JournalAppend append, CancellationToken cancellationToken = default);

    /// <summary>
    /// Appends to several journals in one transaction: all become durable together, or none is touched. A conflict in any of them refuses all;
    /// <see cref="JournalConflictException.Customer"/> says in which. Same promises as the append to one journal.
    /// </summary>
    /// <param name="appends">At most one per customer.</param>
    /// <param name="cancellationToken">Withdraws them as long as their commit has not begun.</param>
    /// <exception cref="ArgumentException">A customer comes twice, or rows are misnumbered.</exception>
    /// <exception cref="JournalConflictException">One of the journals ends elsewhere, or holds one of its event ids already.</exception>
    /// <exception cref="StorageUnavailableException">The database cannot commit now; nothing was acknowledged.</exception>
    Task AppendAsync(ImmutableArray<JournalAppend> appends, CancellationToken cancellationToken = default);

    /// <summary>
    /// At most <paramref name="limit"/> rows after <paramref name="afterSeq"/>, in order. Read page by page: no lock outlives a page.
    /// Rows that are damaged come with <see cref="JournalRow.Damage"/>, and so does a row for each number that is missing between others:
    /// they are logged and put on the list of <see cref="IQuarantine"/>, and everything else is served.
    /// </summary>
    IAsyncEnumerable<JournalRow> ReadAsync(string customer, long afterSeq, int limit = int.MaxValue, CancellationToken cancellationToken = default);

    /// <summary>The newest <paramref name="limit"/> rows before <paramref name="beforeSeq"/>, oldest first. Damaged ones are marked.</summary>
    Task<ImmutableArray<JournalRow>> ReadRecentAsync(string customer, int limit, long beforeSeq = long.MaxValue, CancellationToken cancellationToken = default);

    /// <summary>The number of the last row; 0 when there is none.</summary>
    Task<long> GetHeadAsync(string customer, CancellationToken cancellationToken = default);

    /// <summary>
    /// At most <paramref name="limit"/> rows of a kind in order of when they happened (then of number), after a place in that order.
    /// Purged rows are left out; damaged ones are marked, if they can be found at all.
    /// </summary>
    Task<ImmutableArray<JournalRow>> ReadJourneyAsync(string customer, string kind, JourneyPlace? after, int limit, CancellationToken cancellationToken = default);

    /// <summary>Which of these event ids the journal holds already, over the customer's whole life.</summary>
    Task<IReadOnlySet<string>> FindEventIdsAsync(string customer, IReadOnlyCollection<string> eventIds, CancellationToken cancellationToken = default);
}

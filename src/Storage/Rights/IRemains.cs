using System.Collections.Immutable;

namespace Luxe.Storage;

/// <summary>
/// What the tables hold of a client beside her journal, by her id: found and taken away system by system. Every verb may be repeated; those that return a
/// number say how many rows were hers.
/// </summary>
public interface IRemains
{
    /// <summary>Whether anything was ever written under this id: a row of a journal, a ledger, a claim of a token.</summary>
    /// <exception cref="StorageUnavailableException">The database cannot be read now.</exception>
    Task<bool> IsKnownAsync(string customer, CancellationToken cancellationToken = default);

    /// <summary>Keyed hashes of the tokens that lead to her.</summary>
    Task<ImmutableArray<string>> ReadTokensAsync(string customer, CancellationToken cancellationToken = default);

    /// <summary>Releases every token and forgets how she was known.</summary>
    Task<long> ReleaseTokensAsync(string customer, CancellationToken cancellationToken = default);

    /// <summary>Who was told of her, read her by machine, or was given all of it: associates by their inboxes, integrations and exports by the access log.</summary>
    Task<ImmutableArray<RecipientRow>> ReadRecipientsAsync(string customer, CancellationToken cancellationToken = default);

    /// <summary>Items about her that still stand open in inboxes.</summary>
    Task<ImmutableArray<InboxPlace>> ReadOpenItemsAsync(string customer, CancellationToken cancellationToken = default);

    /// <summary>Empties every inbox item about her, and whose it was.</summary>
    Task<long> EmptyItemsAsync(string customer, CancellationToken cancellationToken = default);

    /// <summary>Takes her out of every roll.</summary>
    Task<long> LeaveRollsAsync(string customer, CancellationToken cancellationToken = default);

    /// <summary>Removes the rows of the house's lists that name her.</summary>
    Task<long> LeaveListsAsync(string customer, CancellationToken cancellationToken = default);

    /// <summary>Puts her pseudonym in her place in the access log.</summary>
    Task<long> RenameInLooksAsync(string customer, string pseudonym, CancellationToken cancellationToken = default);

    /// <summary>Removes links by which she could enter.</summary>
    Task<long> DropLinksAsync(string customer, CancellationToken cancellationToken = default);

    /// <summary>Puts her pseudonym in her place among the requests.</summary>
    Task<long> RenameInRequestsAsync(string customer, string pseudonym, CancellationToken cancellationToken = default);

    /// <summary>Her requests to be erased are answered, by an order; how many were open.</summary>
    Task<long> AnswerErasuresAsync(string customer, string orderId, string actor, DateTimeOffset at, CancellationToken cancellationToken = default);

    /// <summary>
    /// Removes what was written to her journal, key and lists of damage after she was erased, by somebody who was behind. Ledgers are only ever added to, and an
    /// anchor may have seen this one: it is kept under a pseudonym of its own, and the erasure says where it ends.
    /// </summary>
    /// <param name="customer">Her id.</param>
    /// <param name="late">The row for a late ledger: a pseudonym that nobody has, part of hers. Its end is found.</param>
    /// <param name="cancellationToken">Ends the wait, not what was begun.</param>
    Task<long> SweepAsync(string customer, ErasureRow late, CancellationToken cancellationToken = default);

    /// <summary>Every client who has a journal, a ledger or a token, in order, after one of them; at most 1,000.</summary>
    Task<ImmutableArray<string>> ListCustomersAsync(string after, CancellationToken cancellationToken = default);
}

/// <summary>Who received something of a client.</summary>
/// <param name="Kind">"associate", "integration" or "export".</param>
/// <param name="Id">Stable id; never a name.</param>
/// <param name="Times">How often.</param>
/// <param name="First">When first; microseconds UTC.</param>
/// <param name="Last">When last.</param>
public sealed record RecipientRow(string Kind, string Id, long Times, DateTimeOffset First, DateTimeOffset Last);

/// <summary>An item in an inbox.</summary>
public readonly record struct InboxPlace(string Associate, string ItemId);

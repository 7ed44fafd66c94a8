using System.Collections.Immutable;

namespace Luxe.Storage;

/// <summary>Clients' requests. Kept as proof that they were answered; under the pseudonym once she is erased.</summary>
public interface IRequests
{
    /// <summary>Takes a request down, unless its id is there; returns the one that is.</summary>
    /// <exception cref="StorageUnavailableException">The database cannot commit now.</exception>
    Task<RequestRow> AddAsync(RequestRow row, CancellationToken cancellationToken = default);

    /// <summary>One request, or null.</summary>
    Task<RequestRow?> FindAsync(string id, CancellationToken cancellationToken = default);

    /// <summary>Requests in a state (null: in any) after a place, those due first in front.</summary>
    Task<ImmutableArray<RequestRow>> ListAsync(string? state, int limit, RequestRow? after = null, CancellationToken cancellationToken = default);

    /// <summary>Settles one that is in a state; without a note the former one stays. False when it is not there, or in another.</summary>
    Task<bool> SettleAsync(string id, string from, string to, string actor, string? note, DateTimeOffset at, CancellationToken cancellationToken = default);

    /// <summary>Notes something on one that is in a state. False when it is not there, or in another.</summary>
    Task<bool> NoteAsync(string id, string state, string note, CancellationToken cancellationToken = default);
}

/// <summary>A client's request as its row holds it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Kind">What she asks for, in a word.</param>
/// <param name="Client">Her id or her pseudonym.</param>
/// <param name="State">Where it stands, in a word.</param>
/// <param name="AskedAt">When; microseconds UTC.</param>
/// <param name="DueAt">By when it is to be answered.</param>
/// <param name="DoneAt">When it was settled.</param>
/// <param name="Channel">Where she asked.</param>
/// <param name="Actor">Who wrote it down, or settled it.</param>
/// <param name="Note">What was noted, or why it was refused.</param>
public sealed record RequestRow(
    string Id, string Kind, string Client, string State, DateTimeOffset AskedAt, DateTimeOffset DueAt, DateTimeOffset? DoneAt, string Channel, string Actor, string? Note);

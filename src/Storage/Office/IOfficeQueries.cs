using System.Collections.Immutable;

namespace Luxe.Storage;

/// <summary>What the privacy officer asks across clients. Reads alone, in pages; each answers from an index, not from a walk of the journal.</summary>
public interface IOfficeQueries
{
    /// <summary>The latest looks of all, newest first; the next page starts before the last row's id.</summary>
    /// <exception cref="StorageUnavailableException">The database cannot be read now.</exception>
    Task<ImmutableArray<AccessRow>> ReadLooksAsync(int limit, long beforeId = long.MaxValue, CancellationToken cancellationToken = default);

    /// <summary>
    /// How many different clients each viewer of a role opened since a moment, and how many of them are not in the list whose name is the prefix with the
    /// viewer's id behind it.
    /// </summary>
    /// <param name="role">As the access log has it.</param>
    /// <param name="since">From then on (UTC).</param>
    /// <param name="listPrefix">The beginning of the names of the viewers' own lists.</param>
    /// <param name="without">Purposes that do not count.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<ImmutableArray<ViewerLooks>> CountLooksAsync(
        string role, DateTimeOffset since, string listPrefix, IReadOnlyCollection<string> without, CancellationToken cancellationToken = default);

    /// <summary>Entries of all ledgers, in order of client and number, after a place. Those of sequences that became part of a client are left out: they are hers.</summary>
    Task<ImmutableArray<LedgerRow>> ReadLedgersAsync(string afterCustomer, long afterSeq, int limit, CancellationToken cancellationToken = default);

    /// <summary>The erasure of a pseudonym, or null.</summary>
    Task<ErasedClient?> FindErasedAsync(string pseudonym, CancellationToken cancellationToken = default);

    /// <summary>What ran over its time, by day, newest first, from a day on (20261120).</summary>
    Task<ImmutableArray<RetentionDay>> ReadRetentionAsync(int fromDay, CancellationToken cancellationToken = default);
}

/// <summary>How many clients somebody opened.</summary>
/// <param name="Viewer">Staff id.</param>
/// <param name="Clients">Different clients.</param>
/// <param name="Outside">Those of them who are not in the viewer's list.</param>
public sealed record ViewerLooks(string Viewer, long Clients, long Outside);

/// <summary>An erased client, of whom nothing is left but her ledger.</summary>
/// <param name="Pseudonym">What she is called since.</param>
/// <param name="OrderId">The order by which.</param>
/// <param name="Actor">Who ordered it.</param>
/// <param name="Channel">By what way.</param>
/// <param name="ErasedAt">When (UTC).</param>
/// <param name="DoneAt">When the last system was done (UTC), or null.</param>
/// <param name="LedgerSeq">Where her ledger ends.</param>
/// <param name="LedgerHash">And with what.</param>
public sealed record ErasedClient(
    string Pseudonym, string OrderId, string Actor, string Channel, DateTimeOffset ErasedAt, DateTimeOffset? DoneAt, long LedgerSeq, string LedgerHash);

/// <summary>One shard's part of a day's retention.</summary>
/// <param name="Day">20261120.</param>
/// <param name="Shard">Which part of the clients.</param>
/// <param name="Clients">Clients who had something over its time.</param>
/// <param name="Emptied">Rows that were emptied.</param>
/// <param name="Detail">JSON: how many rows by which rule.</param>
/// <param name="FinishedAt">When the shard was through (UTC), or null while it is not.</param>
public sealed record RetentionDay(int Day, int Shard, long Clients, long Emptied, ReadOnlyMemory<byte> Detail, DateTimeOffset? FinishedAt);

using System.Collections.Immutable;

namespace Luxe.Storage;

/// <summary>
/// Finds whose time may be over, empties what belongs to no client's journal, and keeps the report of it. A client has a mark that says when she is to be looked at
/// again: nobody is read before.
/// </summary>
public interface IRetention
{
    /// <summary>Every client who has a journal, in order, after one of them, with her mark; none of their rows is read.</summary>
    /// <exception cref="StorageUnavailableException">The database cannot be read now.</exception>
    Task<ImmutableArray<RetentionMark>> WalkAsync(string after, int limit, CancellationToken cancellationToken = default);

    /// <summary>When the oldest row that holds something happened; null when none does. Kinds are not looked at: only her own grain can say what a row is.</summary>
    Task<DateTimeOffset?> FindOldestAsync(string customer, CancellationToken cancellationToken = default);

    /// <summary>Says when she is to be looked at again.</summary>
    /// <exception cref="StorageUnavailableException">The database cannot commit now.</exception>
    Task MarkAsync(RetentionMark mark, CancellationToken cancellationToken = default);

    /// <summary>Deletes entries of the access log from before an instant; how many. Counted with the same commit, as all of these.</summary>
    /// <exception cref="StorageUnavailableException">The database cannot commit now; some may be deleted, and are counted.</exception>
    Task<long> ForgetLooksAsync(DateTimeOffset before, RetentionPlace place, CancellationToken cancellationToken = default);

    /// <summary>Empties items of inboxes that ended and are from before an instant, and forgets whom they were about; how many.</summary>
    Task<long> EmptyItemsAsync(DateTimeOffset before, RetentionPlace place, CancellationToken cancellationToken = default);

    /// <summary>Deletes links that opened nothing any more before an instant; how many.</summary>
    Task<long> DropLinksAsync(DateTimeOffset before, RetentionPlace place, CancellationToken cancellationToken = default);

    /// <summary>What a shard did on a day so far, by rule; <see cref="RetainedCounts.Clients"/>: how many clients.</summary>
    Task<ImmutableSortedDictionary<string, long>> CountAsync(RetentionPlace place, CancellationToken cancellationToken = default);

    /// <summary>How far a shard came on a day, or null.</summary>
    Task<RetentionRow?> FindAsync(int day, int shard, CancellationToken cancellationToken = default);

    /// <summary>Writes how far a shard came.</summary>
    Task PutAsync(RetentionRow row, CancellationToken cancellationToken = default);
}

/// <summary>When a client is to be looked at again. Her id and a time: lasts as long as she does, tier None.</summary>
/// <param name="Customer">Who.</param>
/// <param name="DueAt">When, at the latest; microseconds UTC; null when she was never looked at.</param>
/// <param name="Basis">By which versions of the policy that was said; by others it says nothing.</param>
public sealed record RetentionMark(string Customer, DateTimeOffset? DueAt, long Basis);

/// <summary>A shard's part of a day's retention.</summary>
/// <param name="Day">As yyyymmdd, UTC.</param>
/// <param name="Shard">Which shard.</param>
public readonly record struct RetentionPlace(int Day, int Shard);

/// <summary>What leaves a client because its time is over: counted with the commit that takes it.</summary>
/// <param name="Place">Where it is counted.</param>
/// <param name="ByRule">Rows by rule.</param>
public sealed record RetainedCounts(RetentionPlace Place, ImmutableSortedDictionary<string, long> ByRule)
{
    /// <summary>The rule under which clients are counted, not rows.</summary>
    public const string Clients = "";
}

/// <summary>A shard's part of a day's retention: numbers and names of rules, nothing of anybody.</summary>
/// <param name="Day">As yyyymmdd, UTC.</param>
/// <param name="Shard">Which shard.</param>
/// <param name="Clients">Clients of whom something was emptied.</param>
/// <param name="Emptied">Rows that were.</param>
/// <param name="Detail">JSON: rows by rule.</param>
/// <param name="FinishedAt">When it came to its end; microseconds UTC; null while it has not.</param>
public sealed record RetentionRow(int Day, int Shard, long Clients, long Emptied, ReadOnlyMemory<byte> Detail, DateTimeOffset? FinishedAt);

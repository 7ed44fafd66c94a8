using System.Collections.Immutable;

namespace Luxe.Storage;

/// <summary>Finds what may be over its time, empties what belongs to no client's journal, and keeps the report of it.</summary>
public interface IRetention
{
    /// <summary>
    /// Clients between two ids who have rows that hold something and happened before an instant, in order, after one of them; at most <paramref name="limit"/>. Kinds
    /// are not looked at: only her own grain can say what a row is.
    /// </summary>
    /// <exception cref="StorageUnavailableException">The database cannot be read now.</exception>
    Task<ImmutableArray<string>> ListDueAsync(string after, string? below, DateTimeOffset before, int limit, CancellationToken cancellationToken = default);

    /// <summary>Deletes entries of the access log from before an instant; how many.</summary>
    /// <exception cref="StorageUnavailableException">The database cannot commit now; some may be deleted.</exception>
    Task<long> ForgetLooksAsync(DateTimeOffset before, CancellationToken cancellationToken = default);

    /// <summary>Empties items of inboxes that ended and are from before an instant, and forgets whom they were about; how many.</summary>
    Task<long> EmptyItemsAsync(DateTimeOffset before, CancellationToken cancellationToken = default);

    /// <summary>Deletes links that opened nothing any more before an instant; how many.</summary>
    Task<long> DropLinksAsync(DateTimeOffset before, CancellationToken cancellationToken = default);

    /// <summary>How far a shard came on a day, or null.</summary>
    Task<RetentionRow?> FindAsync(int day, int shard, CancellationToken cancellationToken = default);

    /// <summary>Writes how far a shard came.</summary>
    Task PutAsync(RetentionRow row, CancellationToken cancellationToken = default);
}

/// <summary>A shard's part of a day's retention: numbers and names of rules, nothing of anybody.</summary>
/// <param name="Day">As yyyymmdd, UTC.</param>
/// <param name="Shard">Which shard.</param>
/// <param name="Clients">Clients of whom something was emptied.</param>
/// <param name="Emptied">Rows that were.</param>
/// <param name="Detail">JSON: rows by rule.</param>
/// <param name="FinishedAt">When it came to its end; microseconds UTC; null while it has not.</param>
public sealed record RetentionRow(int Day, int Shard, long Clients, long Emptied, ReadOnlyMemory<byte> Detail, DateTimeOffset? FinishedAt);

using System.Collections.Immutable;

namespace Luxe.Storage;

/// <summary>Refused input, listed and replayed by hand.</summary>
public interface IDeadLetters
{
    /// <summary>Completes once the letters are durable.</summary>
    /// <exception cref="StorageUnavailableException">The database cannot commit now.</exception>
    Task AppendAsync(ImmutableArray<DeadLetter> letters, CancellationToken cancellationToken = default);

    /// <summary>Letters after an id, oldest first; replayed ones only when asked for.</summary>
    Task<ImmutableArray<DeadLetterRow>> ListAsync(int limit, long afterId = 0, bool includeReplayed = false, CancellationToken cancellationToken = default);

    /// <summary>One letter, or null.</summary>
    Task<DeadLetterRow?> GetAsync(long id, CancellationToken cancellationToken = default);

    /// <summary>Notes that it was replayed, and empties its payload, which nobody needs from then on. False when there is no such letter or it was replayed before.</summary>
    Task<bool> MarkReplayedAsync(long id, DateTimeOffset at, CancellationToken cancellationToken = default);

    /// <summary>Removes it. False when there is no such letter.</summary>
    Task<bool> DeleteAsync(long id, CancellationToken cancellationToken = default);

    /// <summary>Removes every letter that was received before an instant, replayed or not; returns how many.</summary>
    /// <exception cref="StorageUnavailableException">The database cannot commit now; some may be removed.</exception>
    Task<long> DeleteReceivedBeforeAsync(DateTimeOffset instant, CancellationToken cancellationToken = default);
}

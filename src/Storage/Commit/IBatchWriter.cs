namespace Luxe.Storage.Commit;

/// <summary>Makes batches durable. Called from the committer's thread only, and synchronous: a commit blocks on a disk or a socket.</summary>
internal interface IBatchWriter : IDisposable
{
    /// <summary>
    /// Writes the batch and completes those writes whose outcome is certain. When it throws, nothing that is still open was acknowledged;
    /// the exception says whether its outcome is known. <paramref name="abandon"/> ends retries, not a commit under way.
    /// </summary>
    void Commit(IReadOnlyList<PendingWrite> batch, CancellationToken abandon);

    /// <summary>
    /// Whether a commit is durable only after <see cref="Flush"/>: then the committer goes on while a thread of its own waits for the disk.
    /// </summary>
    bool FlushesApart => false;

    /// <summary>Makes all that is committed durable; throws when that is not certain. Beside a commit that may be under way.</summary>
    void Flush()
    {
    }

    /// <summary>Called after each commit: the moment for housekeeping.</summary>
    void Rest()
    {
    }
}

namespace Luxe.Storage.Commit;

/// <summary>Makes batches durable. Called from the committer's thread only, and synchronous: a commit blocks on a disk or a socket.</summary>
internal interface IBatchWriter : IDisposable
{
    /// <summary>
    /// Writes the batch and completes those writes whose outcome is certain. When it throws, nothing that is still open was acknowledged;
    /// the exception says whether its outcome is known. <paramref name="abandon"/> ends retries, not a commit under way.
    /// </summary>
    void Commit(IReadOnlyList<PendingWrite> batch, CancellationToken abandon);

    /// <summary>Called after each commit when its callers have been answered: the moment for housekeeping.</summary>
    void Rest()
    {
    }
}

using Luxe.Storage.Databases;
using Microsoft.Extensions.Logging;

namespace Luxe.Storage.Commit;

/// <summary>
/// A silo's one way to its database. It has as many lanes as the database can use: SQLite has one writer, a PostgreSQL server runs one transaction while
/// it flushes another. Writes of one stream take one lane, in order; what two lanes do to each other is what two silos do.
/// </summary>
internal sealed class Committer(StorageOptions options, Database database, ILogger<Committer> logger) : IDisposable
{
    private readonly CommitLane[] _lanes =
        [.. Enumerable.Range(0, database.Writers).Select(_ => new CommitLane(options, Math.Max(1, options.QueueCapacity / database.Writers), database.CreateWriter(), logger))];

    /// <summary>Writes waiting for a commit.</summary>
    public int QueueLength => _lanes.Sum(static lane => lane.QueueLength);

    /// <summary>What a lane's last commit failed with; null when all of them succeeded.</summary>
    public StorageUnavailableException? LastFault => _lanes.Select(static lane => lane.LastFault).FirstOrDefault(static fault => fault is not null);

    /// <summary>Queues a write and completes with the number of rows it affected once its commit is durable.</summary>
    public Task<int> SubmitAsync(Write write, CancellationToken cancellationToken) =>
        _lanes[write.Streams is [var first, ..] ? LaneOf(first) : 0].SubmitAsync(write, cancellationToken);

    /// <summary>Commits a write in each lane whose last commit failed.</summary>
    public Task ProbeAsync(Write write, CancellationToken cancellationToken) =>
        Task.WhenAll(_lanes.Where(static lane => lane.LastFault is not null).Select(lane => lane.SubmitAsync(write, cancellationToken)));

    public void Start() => Array.ForEach(_lanes, static lane => lane.Start());

    /// <summary>Takes no more writes, commits what is queued, and ends. Past the deadline what is left is answered as unavailable.</summary>
    public Task StopAsync(CancellationToken deadline) => Task.WhenAll(_lanes.Select(lane => lane.StopAsync(deadline)));

    public void Dispose() => Array.ForEach(_lanes, static lane => lane.Dispose());

    /// <summary>The number of the lane that a stream's writes take. What has several streams takes the first one's, what has none the first lane.</summary>
    public int LaneOf(string stream) => (int)((uint)stream.GetHashCode(StringComparison.Ordinal) % (uint)_lanes.Length);
}

namespace Luxe.Grains.Rights;

/// <summary>
/// The list of erasures outside the database, which no backup holds and no restore replaces: by it a restored database is told whom it must not bring back.
/// Pseudonyms, orders and times; kept for ever.
/// </summary>
public interface IErasureLog
{
    /// <summary>Adds the lines that are not there yet; completes once they are durable.</summary>
    Task AddAsync(IReadOnlyCollection<ErasureLine> lines, CancellationToken cancellationToken = default);

    /// <summary>Every line, oldest first.</summary>
    Task<IReadOnlyList<ErasureLine>> ReadAsync(CancellationToken cancellationToken = default);
}

/// <summary>Somebody was erased.</summary>
/// <param name="Pseudonym">Who, under the house's keyed hash.</param>
/// <param name="OrderId">By which order.</param>
/// <param name="At">When (UTC).</param>
public sealed record ErasureLine(string Pseudonym, string OrderId, DateTimeOffset At);

/// <summary>A host without a folder of its own.</summary>
internal sealed class NoErasureLog : IErasureLog
{
    public Task AddAsync(IReadOnlyCollection<ErasureLine> lines, CancellationToken cancellationToken = default) => Task.CompletedTask;

    public Task<IReadOnlyList<ErasureLine>> ReadAsync(CancellationToken cancellationToken = default) => Task.FromResult<IReadOnlyList<ErasureLine>>([]);
}

namespace Luxe.Storage;

/// <summary>
/// Seals what an older Luxe wrote in the clear, page by page: journal rows, inbox items, dead letters, snapshots. Nobody else may use the house meanwhile. Cut
/// off, the next one goes on: what is sealed is passed over.
/// </summary>
public interface ISealSweep
{
    /// <summary>Seals everything, and notes when nothing was left.</summary>
    /// <param name="house">Where the house keeps its files.</param>
    /// <param name="progress">Told how far each part is; how much there is, is not known beforehand.</param>
    /// <param name="cancellationToken">Stops between two pages; what was sealed stays sealed.</param>
    /// <exception cref="StorageUnavailableException">The database cannot be used now; what was sealed stays sealed.</exception>
    Task<SweepOutcome> RunAsync(HouseData house, IProgress<HouseProgress>? progress = null, CancellationToken cancellationToken = default);
}

/// <summary>What a sweep did.</summary>
/// <param name="Rows">Journal rows it sealed.</param>
/// <param name="Items">Inbox items.</param>
/// <param name="Letters">Dead letters.</param>
/// <param name="Snapshots">Snapshots.</param>
/// <param name="Left">What stays in the clear: of clients whose key is not here, and rows that are damaged.</param>
public sealed record SweepOutcome(long Rows, long Items, long Letters, long Snapshots, long Left);

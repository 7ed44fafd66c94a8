using Luxe.Contracts.Stores;
using Microsoft.Extensions.Logging;

namespace Luxe.ClientelingApp.Floor;

/// <summary>Opens a feed of floors per page.</summary>
public sealed class FloorFeeds(IGrainFactory grains, TimeProvider time, ILogger<FloorFeed> logger)
{
    /// <summary>The clock, for the pages' own tick.</summary>
    public TimeProvider Time => time;

    /// <summary>A feed of the stores' floors into a page. Dispose it with the page.</summary>
    public FloorFeed Open(IEnumerable<string> storeIds, Func<FloorView, Task> show) => new(grains, storeIds, show, time, logger);
}

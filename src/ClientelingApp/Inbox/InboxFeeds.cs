using Luxe.ClientelingApp.Access;
using Microsoft.Extensions.Logging;

namespace Luxe.ClientelingApp.Inbox;

/// <summary>Opens a feed per tablet.</summary>
public sealed class InboxFeeds(IGrainFactory grains, TimeProvider time, ILogger<InboxFeed> logger)
{
    /// <summary>A feed of the associate's inbox into a client. Dispose it when the tablet is gone.</summary>
    public InboxFeed Open(Staff staff, IClientelingClient client) => new(grains, staff, client, time, logger);
}

using Luxe.Contracts.Customers;
using Luxe.Contracts.Stores;
using Luxe.Grains.Tests.Customers;
using Luxe.Grains.Tests.Hosting;

namespace Luxe.Grains.Tests.Stores;

/// <summary>What the store tests share.</summary>
public abstract class StoreScene(GrainsCluster cluster)
{
    protected static readonly TimeSpan Long = TimeSpan.FromMinutes(10);

    protected GrainsCluster Cluster => cluster;

    protected static DateTimeOffset Now => DateTimeOffset.UtcNow;

    protected IStoreGrain Store(string id) => cluster.Grains.GetGrain<IStoreGrain>(id);

    protected IStoreFloor Floor(string id) => cluster.Grains.GetGrain<IStoreFloor>(id);

    protected static Visit Visit(string store, string eventId) => new(eventId, store, "qr", Now);

    protected static Interaction Viewed(string eventId, string product, DateTimeOffset at) => new()
    {
        EventId = eventId,
        Kind = InteractionKind.ProductViewed,
        OccurredAt = at,
        ReceivedAt = at,
        Items = [new InteractionItem(product)],
    };

    protected static Interaction Identified(string name) =>
        Interactions.Of(InteractionKind.Identified, "who", null, Now) with { Traits = new Traits { Title = "Ms", FamilyName = name } };
}

using Luxe.Contracts.Associates;
using Luxe.Contracts.Stores;

namespace Luxe.ClientelingApp.Stores;

/// <summary>Reads stores and the names of those who work there.</summary>
public sealed class StorePlaces(IGrainFactory grains)
{
    /// <summary>The store, or <see cref="StorePlace.Nowhere"/>.</summary>
    public async Task<StorePlace> Find(string? storeId) =>
        storeId is not null && await grains.GetGrain<IStoreFloor>(storeId).Get() is { } store ? StorePlace.From(store) : StorePlace.Nowhere;

    /// <summary>Every store of the maison, by city.</summary>
    public async Task<IReadOnlyList<StorePlace>> All() =>
        [
            .. (await grains.GetGrain<IMaisonGrain>(IMaisonGrain.Key).GetStores()).Select(StorePlace.From)
                .OrderBy(store => store.City, StringComparer.InvariantCulture).ThenBy(store => store.Name, StringComparer.InvariantCulture),
        ];

    /// <summary>A colleague's name; her id where the house does not know her.</summary>
    public async Task<string> NameOf(string associateId) =>
        (await grains.GetGrain<IAssociateGrain>(associateId).Get())?.DisplayName ?? associateId;
}

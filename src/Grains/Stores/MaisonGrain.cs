using System.Collections.Immutable;
using Luxe.Contracts.Stores;
using Luxe.Grains.Persistence;

namespace Luxe.Grains.Stores;

/// <summary>The list of the maison's stores.</summary>
internal sealed class MaisonGrain([PersistentState("maison", "luxe")] IPersistentState<Document> storage) : Grain, IMaisonGrain
{
    private readonly Kept<MaisonState> _kept = new(storage, StoreJson.Default.MaisonState, new MaisonState([]));

    public Task AddStore(StoreRecord store) => _kept.Value.Stores.Contains(store)
        ? Task.CompletedTask
        : _kept.Save(new MaisonState(
        [
            .. _kept.Value.Stores.Where(other => other.StoreId != store.StoreId).Append(store)
                .OrderBy(static other => other.Name, StringComparer.OrdinalIgnoreCase)
                .ThenBy(static other => other.StoreId, StringComparer.Ordinal),
        ]));

    public Task<ImmutableArray<StoreRecord>> GetStores() => Task.FromResult(_kept.Value.Stores);
}

/// <summary>Every store, by name.</summary>
internal sealed record MaisonState(ImmutableArray<StoreRecord> Stores);

using System.Collections.Immutable;

namespace Luxe.Contracts.Stores;

/// <summary>The maison as a whole: which stores it has. One grain, key <see cref="Key"/>.</summary>
[Alias("luxe.IMaisonGrain")]
public interface IMaisonGrain : IGrainWithStringKey
{
    /// <summary>The only key.</summary>
    public const string Key = "maison";

    /// <summary>Adds a store; called by the store's own grain.</summary>
    [Alias("AddStore")] Task AddStore(StoreRecord store);

    /// <summary>Every store, by name.</summary>
    [ReadOnly, Alias("GetStores")] Task<ImmutableArray<StoreRecord>> GetStores();
}

using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Luxe.Contracts.Products;
using Luxe.Storage;

namespace Luxe.Grains.Products;

/// <summary>A piece, its stock, and in which stores it is back without everybody who waits for it knowing. Who waits is in a roll.</summary>
internal sealed record ProductState(ProductRecord? Product, ImmutableArray<StockLevel> Stock)
{
    public static ProductState Empty { get; } = new(null, []);

    /// <summary>Written with the stock itself, so that no fault between the two loses anybody.</summary>
    public ImmutableArray<Telling> Tellings { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>Who waited, in a state of a time when it was kept here; it is moved to rows and then null.</summary>
    public ImmutableArray<string>? Watchers { get; init; }

    /// <summary>Who was to be told, likewise.</summary>
    public ImmutableArray<Untold>? Untold { get; init; }

    public bool IsIn(string storeId) => Stock.Any(level => level.StoreId == storeId && level.Quantity > 0);

    public Telling? TellingOf(string storeId) => Tellings.FirstOrDefault(telling => telling.StoreId == storeId);

    public ProductState WithStock(string storeId, int quantity)
    {
        var former = Stock.FirstOrDefault(level => level.StoreId == storeId);
        return former?.Quantity == quantity ? this
            : this with { Stock = former is null ? Stock.Add(new(storeId, quantity)) : Stock.Replace(former, new(storeId, quantity)) };
    }

    /// <summary>With where telling a store's return has come to; null ends it.</summary>
    public ProductState Telling(string storeId, Telling? telling)
    {
        var others = Tellings.RemoveAll(one => one.StoreId == storeId);
        return telling is null && others.Length == Tellings.Length ? this : this with { Tellings = telling is null ? others : others.Add(telling) };
    }
}

/// <summary>How far telling of a piece's return to a store has come: its watchers are taken a page at a time into the roll of those to be told.</summary>
/// <param name="StoreId">The store.</param>
/// <param name="Since">When the piece came back; who wishes for it later need not be told.</param>
/// <param name="After">The last watcher taken; null when none is.</param>
/// <param name="IsTaken">Whether all are.</param>
internal sealed record Telling(string StoreId, DateTimeOffset Since, RollPlace? After, bool IsTaken);

/// <summary>A client who wishes for the piece and was not told yet that it is back in a store.</summary>
internal sealed record Untold(string StoreId, string CustomerId);

/// <summary>How products are stored.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ProductState))]
internal sealed partial class ProductJson : JsonSerializerContext;

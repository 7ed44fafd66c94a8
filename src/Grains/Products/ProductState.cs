using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Luxe.Contracts.Products;

namespace Luxe.Grains.Products;

/// <summary>A piece, its stock and who waits for it.</summary>
internal sealed record ProductState(ProductRecord? Product, ImmutableArray<StockLevel> Stock, ImmutableArray<string> Watchers)
{
    public static ProductState Empty { get; } = new(null, [], []);

    /// <summary>Sets a store's stock; says who should hear that the piece is back.</summary>
    public (ProductState Next, StockOutcome Outcome) WithStock(string storeId, int quantity)
    {
        var former = Stock.FirstOrDefault(level => level.StoreId == storeId);
        var stock = former is null ? Stock.Add(new(storeId, quantity)) : Stock.Replace(former, new(storeId, quantity));
        var back = quantity > 0 && former is not { Quantity: > 0 };
        return (this with { Stock = stock }, new StockOutcome(back, back ? Watchers : []));
    }

    public ProductState Watched(string customerId) => Watchers.Contains(customerId) ? this : this with { Watchers = Watchers.Add(customerId) };

    public ProductState Unwatched(string customerId) => Watchers.Contains(customerId) ? this with { Watchers = Watchers.Remove(customerId) } : this;
}

/// <summary>How products are stored.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ProductState))]
internal sealed partial class ProductJson : JsonSerializerContext;

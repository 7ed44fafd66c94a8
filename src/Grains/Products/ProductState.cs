using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Luxe.Contracts.Products;

namespace Luxe.Grains.Products;

/// <summary>A piece, its stock and who waits for it.</summary>
internal sealed record ProductState(ProductRecord? Product, ImmutableArray<StockLevel> Stock, ImmutableArray<string> Watchers)
{
    public static ProductState Empty { get; } = new(null, [], []);

    /// <summary>Who must still hear that the piece is back: written with the stock itself, so that no fault between the two loses anybody.</summary>
    public ImmutableArray<Untold> Untold { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>Sets a store's stock; says who should hear that the piece is back.</summary>
    public (ProductState Next, StockOutcome Outcome) WithStock(string storeId, int quantity)
    {
        var former = Stock.FirstOrDefault(level => level.StoreId == storeId);
        var stock = former is null ? Stock.Add(new(storeId, quantity)) : Stock.Replace(former, new(storeId, quantity));
        var isBack = quantity > 0 && former is not { Quantity: > 0 };

        // Gone again: what nobody was told is no longer true.
        var untold = isBack || quantity == 0 ? Untold.RemoveAll(one => one.StoreId == storeId) : Untold;
        if (isBack)
        {
            untold = untold.AddRange(Watchers.Select(watcher => new Untold(storeId, watcher)));
        }

        ImmutableArray<string> toTell = [.. untold.Where(one => one.StoreId == storeId).Select(static one => one.CustomerId)];
        return (this with { Stock = stock, Untold = untold }, new StockOutcome(isBack || toTell.Length > 0, toTell));
    }

    public ProductState Told(string storeId, ImmutableArray<string> customerIds)
    {
        var told = customerIds.ToHashSet(StringComparer.Ordinal);
        return Without(one => one.StoreId == storeId && told.Contains(one.CustomerId));
    }

    public ProductState Watched(string customerId) => Watchers.Contains(customerId) ? this : this with { Watchers = Watchers.Add(customerId) };

    public ProductState Unwatched(string customerId) =>
        Watchers.Contains(customerId) ? Without(one => one.CustomerId == customerId) with { Watchers = Watchers.Remove(customerId) } : this;

    private ProductState Without(Predicate<Untold> isOut) => Untold.RemoveAll(isOut) is var left && left.Length < Untold.Length ? this with { Untold = left } : this;
}

/// <summary>A client who wishes for the piece and was not told yet that it is back in a store.</summary>
internal sealed record Untold(string StoreId, string CustomerId);

/// <summary>How products are stored.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ProductState))]
internal sealed partial class ProductJson : JsonSerializerContext;

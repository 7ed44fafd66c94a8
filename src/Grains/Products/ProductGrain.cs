using System.Collections.Immutable;
using Luxe.Contracts.Products;
using Luxe.Grains.Persistence;

namespace Luxe.Grains.Products;

/// <summary>A piece of the catalogue. It calls nobody: whoever changes the stock tells the watchers.</summary>
internal sealed class ProductGrain([PersistentState("product", "luxe")] IPersistentState<Document> storage) : Grain, IProductGrain
{
    private readonly Kept<ProductState> _kept = new(storage, ProductJson.Default.ProductState, ProductState.Empty);
    private ProductView? _view;

    public async Task Put(ProductRecord product)
    {
        await _kept.Save(_kept.Value with { Product = product });
        _view = null;
    }

    public Task<ProductView?> Get() => Task.FromResult(_view ??= View(_kept.Value));

    public async Task<StockOutcome> SetStock(string storeId, int quantity)
    {
        var (next, outcome) = _kept.Value.WithStock(storeId, quantity);
        await Save(next);
        return outcome;
    }

    public Task Told(string storeId, ImmutableArray<string> customerIds) => Save(_kept.Value.Told(storeId, customerIds));

    public Task Watch(string customerId) => Save(_kept.Value.Watched(customerId));

    public Task Unwatch(string customerId) => Save(_kept.Value.Unwatched(customerId));

    private async Task Save(ProductState next)
    {
        if (next != _kept.Value)
        {
            await _kept.Save(next);
            _view = _view is null ? null : _view with { Stock = next.Stock };
        }
    }

    /// <summary>Vectors are a pure function of the record, so they are made when first asked for and never stored.</summary>
    private static ProductView? View(ProductState state) =>
        state.Product is { } product ? new ProductView(product, state.Stock, ProductEncoder.Encode(product)) : null;
}

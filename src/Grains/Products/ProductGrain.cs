using System.Collections.Immutable;
using Luxe.Contracts.Customers;
using Luxe.Contracts.Products;
using Luxe.Grains.Persistence;
using Luxe.Grains.Rolls;
using Luxe.Grains.Time;
using Luxe.Storage;

namespace Luxe.Grains.Products;

/// <summary>A piece of the catalogue. It calls nobody: whoever changes the stock tells the watchers.</summary>
internal sealed class ProductGrain : Grain, IProductGrain
{
    private readonly Kept<ProductState> _kept;
    private readonly Watchers _watchers;
    private readonly TimeProvider _time;
    private ProductView? _view;

    public ProductGrain([PersistentState("product", "luxe")] IPersistentState<Document> storage, IRolls rolls, TimeProvider time)
    {
        _kept = new Kept<ProductState>(storage, ProductJson.Default.ProductState, ProductState.Empty);
        _watchers = new Watchers(this.GetPrimaryKeyString(), rolls);
        _time = time;
    }

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        if (_kept.Value is { Watchers: not null } or { Untold: not null })
        {
            await _kept.Save(await _watchers.Move(_kept.Value));
        }
    }

    public async Task Put(ProductRecord product)
    {
        await _kept.Save(_kept.Value with { Product = product });
        _view = null;
    }

    public Task<ProductView?> Get() => Task.FromResult(_view ??= View(_kept.Value));

    public async Task<StockOutcome> SetStock(string storeId, int quantity)
    {
        var isBack = quantity > 0 && !_kept.Value.IsIn(storeId);
        var next = _kept.Value.WithStock(storeId, quantity);
        await Save(isBack ? await Back(next, storeId) : next);
        if (quantity == 0)
        {
            await Gone(storeId);
        }

        var first = await Page(storeId, null);
        return new StockOutcome(isBack || !first.CustomerIds.IsEmpty, first.CustomerIds, first.Next);
    }

    public Task<ClientPage> StillToTell(string storeId, ClientPlace after) => Page(storeId, RollPages.ToPlace(after));

    public async Task Told(string storeId, ImmutableArray<string> customerIds)
    {
        await _watchers.Told(storeId, customerIds);
        if (_kept.Value.TellingOf(storeId) is { IsTaken: true } && (await _watchers.ToTell(storeId, null, limit: 1)).IsEmpty)
        {
            await Save(_kept.Value.Telling(storeId, null));
        }
    }

    public Task Watch(string customerId) => _watchers.Add(customerId, _time.Now());

    public Task Unwatch(string customerId) => _watchers.Remove(customerId, _kept.Value.Tellings);

    // The state names a store for as long as rows of those to be told may be there, so whoever leaves is taken out of all of them.
    private async Task<ProductState> Back(ProductState next, string storeId)
    {
        await _watchers.Forget(storeId);
        return next.Telling(storeId, await _watchers.Any() ? new Telling(storeId, _time.Now(), null, IsTaken: false) : null);
    }

    /// <summary>What nobody was told is no longer true.</summary>
    private async Task Gone(string storeId)
    {
        if (_kept.Value.TellingOf(storeId) is not null)
        {
            await _watchers.Forget(storeId);
            await Save(_kept.Value.Telling(storeId, null));
        }
    }

    private async Task<ClientPage> Page(string storeId, RollPlace? after)
    {
        if (_kept.Value.TellingOf(storeId) is not { } telling || !_kept.Value.IsIn(storeId))
        {
            return ClientPage.Empty;
        }

        var rows = await _watchers.ToTell(storeId, after);
        if (rows.IsEmpty && !telling.IsTaken)
        {
            telling = await _watchers.Take(telling);
            await Save(_kept.Value.Telling(storeId, telling));
            rows = await _watchers.ToTell(storeId, after);
        }

        var isLast = telling.IsTaken && rows.Length < RollPages.Largest;
        return new ClientPage([.. rows.Select(static row => row.Customer)], isLast || rows.IsEmpty ? null : RollPages.ToPlace(rows[^1]));
    }

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

using System.Collections.Immutable;
using Luxe.ClientelingApp.Clients;
using Luxe.Contracts.Customers;
using Luxe.Contracts.Products;

namespace Luxe.ClientelingApp.Pieces;

/// <summary>A piece as a card shows it.</summary>
/// <param name="ProductId">Product id.</param>
/// <param name="Title">Title.</param>
/// <param name="Picture">Address of its picture on this server.</param>
/// <param name="Price">Price in words, or null when none is known in the currency.</param>
/// <param name="Here">Whether the store has it; null when no store was asked about.</param>
public sealed record Piece(string ProductId, string Title, string Picture, string? Price, bool? Here);

/// <summary>Reads pieces for cards.</summary>
public sealed class PieceReader(IGrainFactory grains)
{
    private const string ListPrice = "";

    /// <summary>The pieces known to the catalogue, in the order asked for, each once.</summary>
    public async Task<ImmutableArray<Piece>> Read(IEnumerable<string> productIds, string? membership, string? currency, string? storeId)
    {
        var views = await Task.WhenAll(productIds.Distinct(StringComparer.Ordinal).Select(id => grains.GetGrain<IProductGrain>(id).Get()));
        return [.. views.OfType<ProductView>().Select(view => Show(view, membership, currency, storeId))];
    }

    private static Piece Show(ProductView view, string? membership, string? currency, string? storeId)
    {
        var product = view.Product;
        var price = product.Prices.Where(p => currency is null || p.Currency == currency).ToLookup(p => p.Membership);
        var shown = (membership is null ? null : price[membership].FirstOrDefault()) ?? price[ListPrice].FirstOrDefault();
        bool? here = storeId is null ? null : view.Stock.Any(s => s.StoreId == storeId && s.Quantity > 0);
        var picture = product.Picture is ['/', not '/', ..] own ? own : $"/pictures/{Uri.EscapeDataString(product.ProductId)}.svg";
        return new Piece(product.ProductId, product.Title, picture, shown is null ? null : ClientWords.Amount(new Money(shown.Amount, shown.Currency)), here);
    }
}

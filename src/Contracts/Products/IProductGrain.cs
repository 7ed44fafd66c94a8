using System.Collections.Immutable;
using Luxe.Contracts.Customers;

namespace Luxe.Contracts.Products;

/// <summary>A piece of the catalogue, keyed by product id.</summary>
[Alias("luxe.IProductGrain")]
public interface IProductGrain : IGrainWithStringKey
{
    /// <summary>Creates or changes the piece; its vectors are made anew when its text changed.</summary>
    [Alias("Put")] Task Put(ProductRecord product);

    /// <summary>The piece, or null when unknown.</summary>
    [ReadOnly, Alias("Get")] Task<ProductView?> Get();

    /// <summary>
    /// Sets the stock of one store; returns a first page of those who wish for the piece when it is there again after having been out.
    /// They are returned again by every later call until <see cref="Told"/> says that they know, or the piece is gone again.
    /// </summary>
    [Alias("SetStock")] Task<StockOutcome> SetStock(string storeId, int quantity);

    /// <summary>Who must hear next that the piece is back in that store; whoever comes before that place and was not told is told another time.</summary>
    [Alias("StillToTell")] Task<ClientPage> StillToTell(string storeId, ClientPlace after);

    /// <summary>These clients have been told that the piece is back in that store.</summary>
    [Alias("Told")] Task Told(string storeId, ImmutableArray<string> customerIds);

    /// <summary>A client wishes for the piece and wants to hear when it is back.</summary>
    [Alias("Watch")] Task Watch(string customerId);

    /// <summary>A client no longer wishes for it.</summary>
    [Alias("Unwatch")] Task Unwatch(string customerId);
}

/// <summary>A piece as the catalogue describes it.</summary>
[GenerateSerializer, Immutable, Alias("luxe.ProductRecord")]
public sealed record ProductRecord
{
    /// <summary>Product id (SKU).</summary>
    [Id(0)] public required string ProductId { get; init; }

    /// <summary>Title.</summary>
    [Id(1)] public required string Title { get; init; }

    /// <summary>Category id.</summary>
    [Id(2)] public required string Category { get; init; }

    /// <summary>Description in the maison's voice.</summary>
    [Id(3)] public string Description { get; init; } = "";

    /// <summary>Collection.</summary>
    [Id(4)] public string? Collection { get; init; }

    /// <summary>Materials.</summary>
    [Id(5)] public ImmutableArray<string> Materials { get; init; } = [];

    /// <summary>Colour name.</summary>
    [Id(6)] public string? Colour { get; init; }

    /// <summary>Silhouette: the shape the picture is drawn from.</summary>
    [Id(7)] public string? Silhouette { get; init; }

    /// <summary>Prices by membership tier ("" is the list price) and currency.</summary>
    [Id(8)] public ImmutableArray<Price> Prices { get; init; } = [];

    /// <summary>Relative address of its picture.</summary>
    [Id(9)] public string? Picture { get; init; }

    /// <summary>Sizes made.</summary>
    [Id(10)] public ImmutableArray<string> Sizes { get; init; } = [];
}

/// <summary>A price for a membership tier in a currency.</summary>
/// <param name="Membership">Membership tier; "" for the list price.</param>
/// <param name="Currency">ISO 4217.</param>
/// <param name="Amount">Amount.</param>
[GenerateSerializer, Immutable, Alias("luxe.Price")]
public sealed record Price(
    [property: Id(0)] string Membership,
    [property: Id(1)] string Currency,
    [property: Id(2)] decimal Amount);

/// <summary>Stock of one store.</summary>
[GenerateSerializer, Immutable, Alias("luxe.StockLevel")]
public sealed record StockLevel([property: Id(0)] string StoreId, [property: Id(1)] int Quantity);

/// <summary>A piece with its present stock and vectors.</summary>
/// <param name="Product">The piece.</param>
/// <param name="Stock">Stock by store, only stores that carry it.</param>
/// <param name="Vectors">Its vectors.</param>
[GenerateSerializer, Immutable, Alias("luxe.ProductView")]
public sealed record ProductView(
    [property: Id(0)] ProductRecord Product,
    [property: Id(1)] ImmutableArray<StockLevel> Stock,
    [property: Id(2)] ProductVectors Vectors);

/// <summary>Unit vectors of a piece, stamped with the encoder that made them.</summary>
/// <param name="Encoder">Encoder name and version; vectors of different encoders are never compared.</param>
/// <param name="Text">Text vector, shape [128], float32, L2 norm 1; empty when there is no text.</param>
/// <param name="Visual">Picture vector, shape [128], float32, L2 norm 1; empty when there is no picture.</param>
/// <param name="Fused">Normalised mean of those present, shape [128].</param>
[GenerateSerializer, Immutable, Alias("luxe.ProductVectors")]
public sealed record ProductVectors(
    [property: Id(0)] string Encoder,
    [property: Id(1)] ImmutableArray<float> Text,
    [property: Id(2)] ImmutableArray<float> Visual,
    [property: Id(3)] ImmutableArray<float> Fused);

/// <summary>What a stock change brought.</summary>
/// <param name="BackInStock">True when the store went from none to some, now or earlier with somebody still to be told.</param>
/// <param name="Watchers">Customers who wish for the piece and do not know yet that it is back; the caller tells each of them.</param>
/// <param name="Next">Where <see cref="IProductGrain.StillToTell"/> goes on; null when these are all.</param>
[GenerateSerializer, Immutable, Alias("luxe.StockOutcome")]
public sealed record StockOutcome(
    [property: Id(0)] bool BackInStock,
    [property: Id(1)] ImmutableArray<string> Watchers,
    [property: Id(2)] ClientPlace? Next = null);

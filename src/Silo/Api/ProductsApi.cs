using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.ExceptionServices;
using Luxe.Contracts.Access;
using Luxe.Contracts.Customers;
using Luxe.Contracts.Products;
using Luxe.Silo.Access;
using Luxe.Silo.Problems;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Luxe.Silo.Api;

/// <summary>The catalogue and its stock.</summary>
internal static class ProductsApi
{
    private const int BulkLimit = 10_000;
    private const int BulkBytes = 32 * 1024 * 1024;
    private static readonly ParallelOptions Parallelism = new() { MaxDegreeOfParallelism = 32 };

    public static void Map(RouteGroupBuilder api)
    {
        var group = api.MapGroup("/products").WithTags("Catalogue");
        group.MapPut("/{id}", PutAsync).RequireScope(ApiScopes.Manage).WithSummary("Create or change a piece");
        group.MapPut("", PutManyAsync).RequireScope(ApiScopes.Manage).WithMetadata(new RequestSizeLimitAttribute(BulkBytes))
            .WithSummary("Create or change many pieces")
            .WithDescription("An array of pieces, each with its productId, at most 10,000. All are checked before the first is written.");
        group.MapGet("/{id}", GetAsync).RequireScope(ApiScopes.Read).WithSummary("A piece with its stock and vectors");
        group.MapPut("/{id}/stock/{storeId}", PutStockAsync).RequireScope(ApiScopes.Manage)
            .WithSummary("Set the stock of one store")
            .WithDescription("When the piece is back, every client who wishes for it has been told before the answer. After a 503 the same request tells those who do not know yet.");
    }

    private static async Task<NoContent> PutAsync(IGrainFactory grains, string id, Body<ProductBody> body)
    {
        await grains.GetGrain<IProductGrain>(Check.RouteId(id, "id")).Put(body.Value.ToRecord(id, ""));
        return TypedResults.NoContent();
    }

    private static async Task<Ok<BulkAnswer>> PutManyAsync(IGrainFactory grains, Body<List<ProductBody>> body)
    {
        if (body.Value.Count > BulkLimit)
        {
            throw new ProblemException(Problem.BadField("", $"The array holds more than {BulkLimit} pieces."));
        }

        var records = body.Value.Select((product, place) => ToRecord(product, place)).ToList();
        await Parallel.ForEachAsync(records, Parallelism, async (record, _) => await grains.GetGrain<IProductGrain>(record.ProductId).Put(record));
        return TypedResults.Ok(new BulkAnswer(records.Count));

        static ProductRecord ToRecord(ProductBody? product, int place)
        {
            var path = string.Create(CultureInfo.InvariantCulture, $"[{place}]");
            return product is null ? throw Check.Bad(path, "is null") : product.ToRecord(Check.Id(product.ProductId, path + ".productId"), path + ".");
        }
    }

    private static async Task<Results<Ok<ProductView>, ProblemResult>> GetAsync(IGrainFactory grains, string id) =>
        await grains.GetGrain<IProductGrain>(Check.RouteId(id, "id")).Get() is { } product ? TypedResults.Ok(product) : (ProblemResult)Problem.NotFound("piece");

    private static async Task<Results<Ok<StockAnswer>, ProblemResult>> PutStockAsync(IGrainFactory grains, string id, string storeId, Body<StockBody> body)
    {
        var quantity = body.Value.Quantity ?? throw Check.Bad("quantity", "is missing");
        if (quantity is < 0 or > 1_000_000)
        {
            throw Check.Bad("quantity", "must be 0 to 1000000");
        }

        var product = grains.GetGrain<IProductGrain>(Check.RouteId(id, "id"));
        Check.RouteId(storeId, "storeId");
        if (await product.Get() is null)
        {
            return (ProblemResult)Problem.NotFound("piece");
        }

        var outcome = await product.SetStock(storeId, quantity);
        var (told, fault) = await TellAsync(grains, product, id, storeId, outcome.Watchers);
        for (var place = outcome.Next; place is not null;)
        {
            var page = await product.StillToTell(storeId, place);
            var (more, another) = await TellAsync(grains, product, id, storeId, page.CustomerIds);
            (told, fault, place) = (told + more, fault ?? another, page.Next);
        }

        fault?.Throw();
        return TypedResults.Ok(new StockAnswer(outcome.BackInStock, told));
    }

    /// <summary>Tells each watcher, and the piece who knows now. Whoever could not be told is told when the caller tries again, and keeps nobody else waiting.</summary>
    private static async Task<(int Told, ExceptionDispatchInfo? Fault)> TellAsync(
        IGrainFactory grains, IProductGrain product, string id, string storeId, ImmutableArray<string> watchers)
    {
        if (watchers.IsEmpty)
        {
            return (0, null);
        }

        var told = new ConcurrentBag<string>();
        ExceptionDispatchInfo? first = null;
        await Parallel.ForEachAsync(watchers, Parallelism, async (customerId, _) =>
        {
            try
            {
                await grains.GetGrain<ICustomerGrain>(customerId).BackInStock(id, storeId);
                told.Add(customerId);
            }
            catch (Exception fault)
            {
                Interlocked.CompareExchange(ref first, ExceptionDispatchInfo.Capture(fault), null);
            }
        });
        await product.Told(storeId, [.. told]);
        return (told.Count, first);
    }
}

/// <summary>A piece of the catalogue.</summary>
/// <param name="ProductId">Its id; in bulk only, otherwise it is in the address.</param>
/// <param name="Title">Title.</param>
/// <param name="Category">Category id.</param>
/// <param name="Description">Description in the maison's voice.</param>
/// <param name="Collection">Collection.</param>
/// <param name="Materials">Materials.</param>
/// <param name="Colour">Colour name.</param>
/// <param name="Silhouette">Silhouette.</param>
/// <param name="Prices">Prices by membership ("" is the list price) and currency.</param>
/// <param name="Picture">Relative address of its picture.</param>
/// <param name="Sizes">Sizes made.</param>
public sealed record ProductBody(
    string? ProductId,
    string? Title,
    string? Category,
    string? Description = null,
    string? Collection = null,
    IReadOnlyList<string>? Materials = null,
    string? Colour = null,
    string? Silhouette = null,
    IReadOnlyList<PriceBody>? Prices = null,
    string? Picture = null,
    IReadOnlyList<string>? Sizes = null)
{
    internal ProductRecord ToRecord(string id, string path) => new()
    {
        ProductId = id,
        Title = Check.Text(Title, path + "title"),
        Category = Check.Text(Category, path + "category"),
        Description = Check.OptionalText(Description, path + "description", 10_000) ?? "",
        Collection = Check.OptionalText(Collection, path + "collection"),
        Materials = Texts(Materials, path + "materials"),
        Colour = Check.OptionalText(Colour, path + "colour"),
        Silhouette = Check.OptionalText(Silhouette, path + "silhouette"),
        Prices = [.. (Prices ?? []).Select((price, place) => ToPrice(price, string.Create(CultureInfo.InvariantCulture, $"{path}prices[{place}]")))],
        Picture = Check.OptionalText(Picture, path + "picture", 500),
        Sizes = Texts(Sizes, path + "sizes"),
    };

    private static ImmutableArray<string> Texts(IReadOnlyList<string>? texts, string field) =>
        [.. (texts ?? []).Select((text, place) => Check.Text(text, string.Create(CultureInfo.InvariantCulture, $"{field}[{place}]")))];

    private static Price ToPrice(PriceBody? price, string field)
    {
        if (price?.Amount is not { } amount || amount < 0)
        {
            throw Check.Bad(field + ".amount", "must be an amount that is not negative");
        }

        return new Price(Check.OptionalText(price.Membership, field + ".membership") ?? "", Check.Code(price.Currency, field + ".currency", 3), amount);
    }
}

/// <summary>A price.</summary>
/// <param name="Membership">Membership tier; left out for the list price.</param>
/// <param name="Currency">ISO 4217.</param>
/// <param name="Amount">Amount.</param>
public sealed record PriceBody(string? Membership, string? Currency, decimal? Amount);

/// <summary>How many pieces a store has.</summary>
public sealed record StockBody(int? Quantity);

/// <summary>What a stock change brought.</summary>
/// <param name="BackInStock">True when the store went from none to some, now or in an attempt that could not tell everybody.</param>
/// <param name="Told">How many clients' wishes it concerned.</param>
public sealed record StockAnswer(bool BackInStock, int Told);

/// <summary>What a bulk change did.</summary>
/// <param name="Written">How many were written.</param>
public sealed record BulkAnswer(int Written);

namespace Luxe.Cli.Demo;

/// <summary>A piece of the demo catalogue, in the shape that <c>PUT /api/products</c> takes.</summary>
public sealed record DemoProduct(
    string ProductId,
    string Title,
    string Category,
    string Description,
    string? Collection,
    IReadOnlyList<string> Materials,
    string Colour,
    string Silhouette,
    IReadOnlyList<DemoPrice> Prices,
    string Picture,
    IReadOnlyList<string> Sizes)
{
    /// <summary>List price in a currency.</summary>
    public decimal ListPrice(string currency) => Prices.First(price => price.Membership.Length == 0 && price.Currency == currency).Amount;
}

/// <summary>A price.</summary>
public sealed record DemoPrice(string Membership, string Currency, decimal Amount);

/// <summary>Price lists: each market has its own steps, as a maison prices; none is a converted euro.</summary>
internal static class PriceList
{
    private static readonly (string Currency, decimal Factor, int Step)[] Markets =
    [
        ("EUR", 1m, 5), ("GBP", 0.89m, 5), ("USD", 1.14m, 5), ("CHF", 1.02m, 5), ("CAD", 1.52m, 10),
        ("DKK", 7.5m, 50), ("JPY", 166m, 1000), ("SGD", 1.5m, 10), ("KRW", 1540m, 10000),
    ];

    // The Atelier circle orders made to measure: a small courtesy on the list price.
    private const decimal Courtesy = 0.94m;

    public static IReadOnlyList<DemoPrice> For(int euros) =>
        [.. Markets.Select(market => new DemoPrice("", market.Currency, Round(euros * market.Factor, market.Step))),
         .. Markets.Select(market => new DemoPrice("Atelier", market.Currency, Round(euros * market.Factor * Courtesy, market.Step)))];

    private static decimal Round(decimal amount, int step) => decimal.Max(step, decimal.Round(amount / step, MidpointRounding.AwayFromZero) * step);
}

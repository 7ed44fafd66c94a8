using Luxe.Contracts.Products;
using Microsoft.Extensions.Logging;

namespace Luxe.Grains.Products;

/// <summary>Asks the catalogue what pieces are called.</summary>
internal static partial class ProductTitles
{
    /// <summary>Titles by product id. A piece the catalogue does not know, or cannot tell of now, is left out: words have a fallback.</summary>
    public static async Task<IReadOnlyDictionary<string, string>> Find(IGrainFactory grains, IEnumerable<string> productIds, ILogger log)
    {
        var titles = new Dictionary<string, string>(StringComparer.Ordinal);
        var asked = productIds
            .Where(static id => !string.IsNullOrWhiteSpace(id))
            .Distinct(StringComparer.Ordinal)
            .Select(id => (Id: id, Answer: grains.GetGrain<IProductGrain>(id).Get()))
            .ToArray();
        foreach (var (id, answer) in asked)
        {
            try
            {
                if (await answer is { } view)
                {
                    titles[id] = view.Product.Title;
                }
            }
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                Unanswered(log, fault);
            }
        }

        return titles;
    }

    [LoggerMessage(1301, LogLevel.Warning, "A product did not tell its title; the words go without it.")]
    private static partial void Unanswered(ILogger log, Exception fault);
}

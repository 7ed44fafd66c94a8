using Luxe.Contracts.Products;
using Luxe.Recommendation.Encoders;

namespace Luxe.Grains.Products;

/// <summary>A piece's vectors from its words: text from what is written of it, visual from the attributes that its picture is drawn from.</summary>
internal static class ProductEncoder
{
    /// <summary>Stands in the vectors; a new way of encoding needs a new name.</summary>
    public const string Name = HashedTextEncoder.Name + "+attributes/1";

    public static ProductVectors Encode(ProductRecord product)
    {
        var text = HashedTextEncoder.Encode(string.Join(' ', Text(product)));
        var visual = HashedTextEncoder.Encode(Look(product));
        return new ProductVectors(Name, text, visual, HashedTextEncoder.Fuse(text, visual));
    }

    private static IEnumerable<string> Text(ProductRecord product) =>
        [product.Title, product.Category, product.Description, product.Collection ?? "", .. product.Materials.IsDefault ? [] : product.Materials];

    private static IEnumerable<KeyValuePair<string, string>> Look(ProductRecord product)
    {
        if (product.Colour is { Length: > 0 } colour)
        {
            yield return new("colour", colour);
        }

        if (product.Silhouette is { Length: > 0 } silhouette)
        {
            yield return new("silhouette", silhouette);
        }
    }
}

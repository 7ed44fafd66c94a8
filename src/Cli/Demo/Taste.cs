namespace Luxe.Cli.Demo;

/// <summary>What a client is drawn to: a few categories, a few colours, a handful of pieces that she returns to.</summary>
internal sealed record Taste(IReadOnlyList<string> Categories, IReadOnlyList<DemoProduct> Favourites)
{
    private static readonly string[][] Palettes =
    [
        ["Charcoal", "Navy", "Cream", "Camel", "Black"], ["Oatmeal", "Sage", "Terracotta", "Ecru", "Chalk"], ["Burgundy", "Bordeaux", "Plum", "Forest", "Gold"],
        ["Cognac", "Tobacco", "Camel", "Olive", "Rust"], ["Silver", "Ivory", "Pearl Grey", "Sky", "Midnight"], ["Black", "Ink", "Charcoal", "Silver", "Bone"],
    ];

    public static Taste Make(IReadOnlyDictionary<string, DemoProduct[]> byCategory, Chance chance)
    {
        var categories = chance.Shuffle(byCategory.Keys.Order(StringComparer.Ordinal)).Take(chance.Between(1, 3)).ToArray();
        var palette = chance.Pick(Palettes);
        var favourites = new List<DemoProduct>();
        for (var tries = 0; favourites.Count < 14 && tries < 200; tries++)
        {
            var product = chance.Pick(byCategory[chance.Pick(categories)]);
            if ((palette.Contains(product.Colour) || tries > 60 || chance.Happens(0.15)) && !favourites.Contains(product))
            {
                favourites.Add(product);
            }
        }

        return new Taste(categories, favourites);
    }

    /// <summary>A piece she would look at: the first favourites far more often than the last.</summary>
    public DemoProduct Pick(Chance chance) => Favourites[(int)(Favourites.Count * Math.Pow(chance.Next(), 1.7))];
}

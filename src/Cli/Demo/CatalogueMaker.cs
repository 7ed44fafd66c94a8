using System.Globalization;

namespace Luxe.Cli.Demo;

/// <summary>Makes the catalogue: the signature pieces as they were written, the rest from shapes, materials and colours.</summary>
internal static class CatalogueMaker
{
    /// <summary>Pieces per category; eight categories make 1,200.</summary>
    public const int PerCategory = 150;

    public static IReadOnlyList<DemoProduct> Make(int seed)
    {
        var materials = DemoData.Read<Dictionary<string, MaterialEntry>>("materials.json");
        var colours = DemoData.Read<Dictionary<string, IReadOnlyList<string>>>("colours.json");
        var signature = DemoData.Read<IReadOnlyList<SignatureEntry>>("signature.json").Select(Sign).ToList();
        var products = new List<DemoProduct>(signature);
        foreach (var category in DemoData.ReadAll<CategoryFile>("catalogue"))
        {
            var wanted = PerCategory - signature.Count(piece => piece.Category == category.Id);
            products.AddRange(new Maker(category, materials, colours, new Chance(seed, category.Id)).Make(wanted, products.Select(piece => piece.Title)));
        }

        return products;
    }

    private static DemoProduct Sign(SignatureEntry entry) => new(
        entry.Id, entry.Title, entry.Category, entry.Description, entry.Collection, entry.Materials, entry.Colour, entry.Silhouette,
        PriceList.For(entry.Price), $"/pictures/{entry.Id}.svg", Sizes(entry.Sizes));

    private static string[] Sizes(string sizes) => sizes.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private sealed class Maker(
        CategoryFile category, Dictionary<string, MaterialEntry> materials, Dictionary<string, IReadOnlyList<string>> colours, Chance chance)
    {
        // A sentence is used up before it comes again: two neighbours on a page never sound alike.
        private readonly Dictionary<string, Queue<string>> _unused = [];
        private readonly HashSet<string> _written = new(StringComparer.Ordinal);

        public IEnumerable<DemoProduct> Make(int count, IEnumerable<string> takenTitles)
        {
            var titles = takenTitles.ToHashSet(StringComparer.Ordinal);
            var byShape = category.Shapes.Select(shape => new Queue<Design>(chance.Shuffle(Designs(shape)))).ToArray();
            var number = 0;
            for (var turn = 0; number < count; turn++)
            {
                var queue = byShape[turn % byShape.Length];
                if (turn > byShape.Length * 500)
                {
                    throw new InvalidOperationException($"The vocabulary of {category.Id} does not make {count} pieces.");
                }

                if (queue.TryDequeue(out var design) && titles.Add(design.Title))
                {
                    yield return Piece(design, ++number);
                }
            }
        }

        private IEnumerable<Design> Designs(ShapeEntry shape) =>
            from variant in shape.Variants
            from material in shape.Materials
            from colour in materials[material].Colours
            select new Design(shape, material, colour, Title(shape, variant, material, colour));

        private string Title(ShapeEntry shape, string variant, string material, string colour) => (shape.Title ?? category.Title)
            .Replace("{variant}", variant, StringComparison.Ordinal)
            .Replace("{material}", Capitals(material), StringComparison.Ordinal)
            .Replace("{name}", shape.Name, StringComparison.Ordinal)
            .Replace("{colour}", colour, StringComparison.Ordinal);

        private DemoProduct Piece(Design design, int number)
        {
            var id = string.Create(CultureInfo.InvariantCulture, $"lx-{category.Id}-{number:000}");
            var step = design.Shape.Price[1] > 300 ? 10 : 5;
            var euros = chance.Between(design.Shape.Price[0] / step, design.Shape.Price[1] / step) * step;
            var description = Describe(design);
            while (!_written.Add(description))
            {
                description = Describe(design);
            }

            return new DemoProduct(
                id, design.Title, category.Id, description, Collection(design), design.Material.Split(" with "), design.Colour, design.Shape.Silhouette,
                PriceList.For(euros), $"/pictures/{id}.svg", Sizes(design.Shape.Sizes));
        }

        private string Describe(Design design)
        {
            var form = Take("s:" + design.Shape.Silhouette, design.Shape.Lines);
            var stuff = Take("m:" + design.Material, materials[design.Material].Lines);
            var close = Take("c", category.Closings);
            var colour = colours.TryGetValue(design.Colour, out var lines) ? Take("k:" + design.Colour, lines) : null;
            return chance.Below(4) switch
            {
                0 => $"{stuff} {form} {close}",
                1 when colour is not null => $"{form} {stuff} {colour}",
                2 when colour is not null => $"{form} {colour} {stuff} {close}",
                _ => $"{form} {stuff} {close}",
            };
        }

        private string Take(string kind, IReadOnlyList<string> lines)
        {
            if (!_unused.TryGetValue(kind, out var queue) || queue.Count == 0)
            {
                _unused[kind] = queue = new Queue<string>(chance.Shuffle(lines));
            }

            return queue.Dequeue();
        }

        private string? Collection(Design design) => design.Material switch
        {
            "organic cotton twill" or "recycled cashmere" or "handwoven linen" => "Conscious",
            "cashmere-silk" or "merino-silk" => chance.Happens(0.4) ? "Atelier" : null,
            _ => chance.Below(12) switch { 0 => "Atelier", 1 or 2 => "Winter Rooms", 3 => "Permanent", _ => null },
        };

        private static string Capitals(string words) =>
            string.Join(' ', words.Split(' ').Select(word => word is "with" ? word : string.Join('-', word.Split('-').Select(part => char.ToUpperInvariant(part[0]) + part[1..]))));
    }

    private sealed record Design(ShapeEntry Shape, string Material, string Colour, string Title);
}

using System.Collections.Frozen;

namespace Luxe.ClientelingApp.Pictures;

/// <summary>The house palette: quiet colours with a little warmth in each, so that any two of them share a page.</summary>
internal static class Palette
{
    private static readonly FrozenDictionary<string, Tint> Colours = new Dictionary<string, string>
    {
        ["Charcoal"] = "#45444a", ["Navy"] = "#26304a", ["Midnight"] = "#1d2233", ["Ink"] = "#2a2d38", ["Black"] = "#242221",
        ["Camel"] = "#b98b5c", ["Cream"] = "#efe6d3", ["Ivory"] = "#f3ece0", ["Ecru"] = "#e3d8c3", ["Bone"] = "#ddd3c4",
        ["Sand"] = "#cfbb9c", ["Oatmeal"] = "#cdbfa9", ["Stone"] = "#a9a093", ["Taupe"] = "#8b7d70", ["Slate"] = "#5f6a74",
        ["Pearl Grey"] = "#bdbab6", ["Dove"] = "#9c9894", ["Cognac"] = "#9a5630", ["Chestnut"] = "#6f4029", ["Espresso"] = "#3f2c24",
        ["Tobacco"] = "#7d5a3a", ["Olive"] = "#656446", ["Sage"] = "#98a189", ["Moss"] = "#56603f", ["Forest"] = "#2f4438",
        ["Celadon"] = "#b4c2b2", ["Burgundy"] = "#5b1f2b", ["Bordeaux"] = "#451d26", ["Rust"] = "#94482b", ["Terracotta"] = "#b4694a",
        ["Blush"] = "#dcb9aa", ["Rose"] = "#c49a94", ["Plum"] = "#4f3142", ["Saffron"] = "#c68f35", ["Sky"] = "#aebdc8",
        ["Chalk"] = "#eceae4", ["Silver"] = "#c3c5c8", ["Gold"] = "#cfa75b", ["Rose Gold"] = "#cf9a80", ["Amber"] = "#a8692f",
    }.ToFrozenDictionary(pair => pair.Key, pair => Tint.Parse(pair.Value), StringComparer.OrdinalIgnoreCase);

    /// <summary>Every name.</summary>
    public static IReadOnlyCollection<string> Names => Colours.Keys;

    /// <summary>The colour; a name that the palette does not know is a stone grey.</summary>
    public static Tint Find(string? name) =>
        name is not null && Colours.TryGetValue(name, out var tint) ? tint : Colours["Stone"];
}

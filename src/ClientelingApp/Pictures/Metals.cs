namespace Luxe.ClientelingApp.Pictures;

/// <summary>Polished metal: bands of light and dark across the shape, the way a bright room mirrors in it.</summary>
internal static class Metals
{
    private static readonly (int At, double Shade)[] Bands = [(0, -0.30), (14, 0.42), (27, 0.75), (38, 0.10), (52, -0.34), (64, 0.02), (77, 0.62), (88, 0.18), (100, -0.38)];

    public static string Gradient(Brush brush)
    {
        var stops = string.Concat(Bands.Select(band =>
            $"<stop offset=\"{band.At}%\" stop-color=\"{(band.Shade < 0 ? brush.Tint.Darker(-band.Shade) : brush.Tint.Lighter(band.Shade)).Hex}\"/>"));
        return $"<linearGradient id=\"m{brush.Id}\" x1=\"0\" y1=\"0\" x2=\"1\" y2=\".55\">{stops}</linearGradient>";
    }

    /// <summary>The tint of a metal by its name.</summary>
    public static Tint Find(string? material) => Palette.Find(material switch
    {
        null => "Silver",
        _ when material.Contains("rose gold", StringComparison.OrdinalIgnoreCase) => "Rose Gold",
        _ when material.Contains("bronze", StringComparison.OrdinalIgnoreCase) => "Tobacco",
        _ when material.Contains("gold", StringComparison.OrdinalIgnoreCase) => "Gold",
        _ when material.Contains("vermeil", StringComparison.OrdinalIgnoreCase) => "Gold",
        _ when material.Contains("brass", StringComparison.OrdinalIgnoreCase) => "Gold",
        _ => "Silver",
    });
}

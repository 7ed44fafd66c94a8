namespace Luxe.ClientelingApp.Pictures;

/// <summary>
/// One SVG filter per weave: each paints only the texture, inside the alpha of the shape it is applied to.
/// Frequencies are in user units of the 800 x 1000 sheet, so a picture looks the same at every size.
/// </summary>
internal static class Textures
{
    public static string Filter(Brush brush)
    {
        var dark = brush.Tint.Brightness < 0.3;
        var body = brush.Weave switch
        {
            Weave.Wool => Noise("0.7", 3, dark ? 0.07 : 0.10, dark),
            Weave.Cashmere => Noise("0.22", 4, dark ? 0.06 : 0.08, dark),
            Weave.Suede => Noise("0.4", 3, dark ? 0.05 : 0.08, dark),
            Weave.Cotton => Noise("0.9 0.9", 1, 0.045, dark),
            Weave.Linen => Noise("0.03 0.6", 2, 0.075, dark) + Extra("0.6 0.03", 2, 0.065, dark),
            Weave.Silk => Sheen(),
            Weave.Leather => Grain(),
            Weave.Ceramic => Noise("0.5", 2, 0.07, dark),
            Weave.Stone => Veins(),
            Weave.Wood => Noise("0.012 0.2", 4, 0.16, dark),
            Weave.Wax => Noise("0.02", 2, 0.04, dark),
            Weave.Paper => Noise("0.35", 4, 0.035, dark),
            _ => null,
        };
        return body is null ? "" : $"<filter id=\"x{brush.Id}\" x=\"0\" y=\"0\" width=\"1\" height=\"1\" color-interpolation-filters=\"sRGB\">{body}</filter>";
    }

    /// <summary>Patterns that are drawn, not noise: returns the definition, or "" where the weave has none.</summary>
    public static string Pattern(Brush brush)
    {
        var line = brush.Tint.Brightness < 0.3 ? "#fff" : "#1c1512";
        return brush.Weave switch
        {
            Weave.Twill => $"<pattern id=\"p{brush.Id}\" width=\"7\" height=\"7\" patternUnits=\"userSpaceOnUse\"><path d=\"M-2,9 L9,-2 M-2,2 L2,-2 M5,9 L9,5\" stroke=\"{line}\" stroke-opacity=\".09\" stroke-width=\"1.7\"/></pattern>",
            Weave.Knit => $"<pattern id=\"p{brush.Id}\" width=\"13\" height=\"11\" patternUnits=\"userSpaceOnUse\"><path d=\"M1,1 Q3.6,7.2 6.5,9.6 Q9.4,7.2 12,1\" fill=\"none\" stroke=\"{line}\" stroke-opacity=\".14\" stroke-width=\"2\" stroke-linecap=\"round\"/><path d=\"M0,0 V11\" stroke=\"{line}\" stroke-opacity=\".1\" stroke-width=\"1.6\"/></pattern>",
            Weave.Rib => $"<pattern id=\"p{brush.Id}\" width=\"12\" height=\"12\" patternUnits=\"userSpaceOnUse\"><path d=\"M2.5,0 V12\" stroke=\"#120d0b\" stroke-opacity=\".3\" stroke-width=\"3\"/><path d=\"M8,0 V12\" stroke=\"#fff\" stroke-opacity=\".1\" stroke-width=\"3\"/></pattern>",
            Weave.Quilt => $"<pattern id=\"p{brush.Id}\" width=\"62\" height=\"62\" patternUnits=\"userSpaceOnUse\"><path d=\"M0,0 L62,62 M62,0 L0,62\" stroke=\"{line}\" stroke-opacity=\".4\" stroke-width=\"2\"/><path d=\"M4,0 L62,58 M58,0 L0,58\" stroke=\"#120d0b\" stroke-opacity=\".12\" stroke-width=\"7\"/></pattern>",
            _ => "",
        };
    }

    private static string Noise(string frequency, int octaves, double strength, bool light) =>
        $"<feTurbulence type=\"fractalNoise\" baseFrequency=\"{frequency}\" numOctaves=\"{octaves}\" seed=\"4\"/>" + Ink(strength, light) + "<feComposite in2=\"SourceAlpha\" operator=\"in\" result=\"n\"/>";

    private static string Extra(string frequency, int octaves, double strength, bool light) =>
        $"<feTurbulence type=\"fractalNoise\" baseFrequency=\"{frequency}\" numOctaves=\"{octaves}\" seed=\"9\"/>" + Ink(strength, light)
        + "<feComposite in2=\"SourceAlpha\" operator=\"in\" result=\"o\"/><feMerge><feMergeNode in=\"n\"/><feMergeNode in=\"o\"/></feMerge>";

    // Noise becomes an alpha that grows steeply around its mean: specks, not fog.
    private static string Ink(double strength, bool light)
    {
        var tone = light ? "1" : "0.08";
        var gain = Svg.N(strength * 5);
        var shift = Svg.N(strength * -2.1);
        return $"<feColorMatrix values=\"0 0 0 0 {tone} 0 0 0 0 {tone} 0 0 0 0 {tone} {gain} 0 0 0 {shift}\"/>";
    }

    private static string Sheen() =>
        "<feTurbulence type=\"fractalNoise\" baseFrequency=\"0.013 0.0028\" numOctaves=\"2\" seed=\"11\"/>"
        + "<feColorMatrix values=\"0 0 0 0 1 0 0 0 0 .98 0 0 0 0 .94 1.1 0 0 0 -.46\"/><feComposite in2=\"SourceAlpha\" operator=\"in\" result=\"a\"/>"
        + "<feTurbulence type=\"fractalNoise\" baseFrequency=\"0.016 0.0032\" numOctaves=\"2\" seed=\"23\"/>"
        + "<feColorMatrix values=\"0 0 0 0 .05 0 0 0 0 .03 0 0 0 0 .03 1.1 0 0 0 -.46\"/><feComposite in2=\"SourceAlpha\" operator=\"in\" result=\"b\"/>"
        + "<feMerge><feMergeNode in=\"b\"/><feMergeNode in=\"a\"/></feMerge>";

    private static string Grain() =>
        "<feTurbulence type=\"turbulence\" baseFrequency=\"0.16\" numOctaves=\"3\" seed=\"7\" result=\"t\"/>"
        + "<feDiffuseLighting in=\"t\" surfaceScale=\"1.5\" diffuseConstant=\"1\" lighting-color=\"#fff\"><feDistantLight azimuth=\"235\" elevation=\"60\"/></feDiffuseLighting>"
        + "<feColorMatrix values=\"0 0 0 0 .05 0 0 0 0 .03 0 0 0 0 .02 -1.15 0 0 0 1.06\"/><feComposite in2=\"SourceAlpha\" operator=\"in\"/>";

    private static string Veins() =>
        "<feTurbulence type=\"turbulence\" baseFrequency=\"0.006 0.02\" numOctaves=\"4\" seed=\"3\"/>"
        + "<feColorMatrix values=\"0 0 0 0 .3 0 0 0 0 .22 0 0 0 0 .15 -5 0 0 0 .62\"/><feComposite in2=\"SourceAlpha\" operator=\"in\"/>";
}

namespace Luxe.ClientelingApp.Pictures;

/// <summary>The paper under a piece, or the wall and ledge behind it, and the light from the left.</summary>
internal static class Ground
{
    private static readonly (string Light, string Deep)[] Papers =
    [
        ("#f6f1e8", "#e8dfd1"), ("#f3eee7", "#e2d9ce"), ("#f1ede4", "#dfd8c9"), ("#f5efe9", "#e6dbd2"), ("#efece6", "#dcd6cb"),
    ];

    public const string Filters =
        "<filter id=\"blur\" filterUnits=\"userSpaceOnUse\" x=\"0\" y=\"0\" width=\"800\" height=\"1000\"><feGaussianBlur stdDeviation=\"7\"/></filter>"
        + "<filter id=\"haze\" x=\"-.5\" y=\"-1\" width=\"2\" height=\"3\"><feGaussianBlur stdDeviation=\"22\"/></filter>"
        + "<filter id=\"small\" x=\"-.6\" y=\"-.6\" width=\"2.4\" height=\"2.4\"><feDropShadow dx=\"2\" dy=\"3\" stdDeviation=\"2.2\" flood-color=\"#1a120d\" flood-opacity=\".5\"/></filter>"
        + "<filter id=\"cast\" x=\"-.2\" y=\"-.2\" width=\"1.45\" height=\"1.45\"><feDropShadow dx=\"4\" dy=\"5\" stdDeviation=\"4\" flood-color=\"#2b1f16\" flood-opacity=\".28\" result=\"near\"/>"
        + "<feGaussianBlur in=\"SourceAlpha\" stdDeviation=\"20\"/><feOffset dx=\"22\" dy=\"30\"/><feColorMatrix values=\"0 0 0 0 .2 0 0 0 0 .14 0 0 0 0 .09 0 0 0 .3 0\" result=\"far\"/>"
        + "<feMerge><feMergeNode in=\"far\"/><feMergeNode in=\"near\"/></feMerge></filter>";

    public static string Light => "<linearGradient id=\"light\" x1=\"0\" y1=\"0\" x2=\"1\" y2=\"1\"><stop offset=\"0\" stop-color=\"#fff8ec\" stop-opacity=\".2\"/><stop offset=\".45\" stop-color=\"#fff8ec\" stop-opacity=\"0\"/><stop offset=\"1\" stop-color=\"#160e08\" stop-opacity=\".26\"/></linearGradient>";

    /// <summary>Light from the upper left on a rounded edge: a bright rim there, a dark one opposite.</summary>
    public static string Edge(string id, double softness, double dark, double light) =>
        $"<filter id=\"{id}\" x=\"-.05\" y=\"-.05\" width=\"1.1\" height=\"1.1\" color-interpolation-filters=\"sRGB\"><feGaussianBlur in=\"SourceAlpha\" stdDeviation=\"{Svg.N(softness)}\" result=\"b\"/>"
        + $"<feOffset in=\"b\" dx=\"{Svg.N(-softness)}\" dy=\"{Svg.N(-softness)}\"/><feComposite in=\"SourceAlpha\" operator=\"out\"/><feColorMatrix values=\"0 0 0 0 .06 0 0 0 0 .04 0 0 0 0 .03 0 0 0 {Svg.N(dark)} 0\" result=\"d\"/>"
        + $"<feOffset in=\"b\" dx=\"{Svg.N(softness)}\" dy=\"{Svg.N(softness)}\" result=\"c\"/><feComposite in=\"SourceAlpha\" in2=\"c\" operator=\"out\"/><feColorMatrix values=\"0 0 0 0 1 0 0 0 0 .98 0 0 0 0 .94 0 0 0 {Svg.N(light)} 0\" result=\"l\"/>"
        + "<feMerge><feMergeNode in=\"SourceGraphic\"/><feMergeNode in=\"d\"/><feMergeNode in=\"l\"/></feMerge></filter>";

    public static string Paper(ref Dice dice, bool standing)
    {
        var (light, deep) = Papers[dice.Pick(Papers.Length)];
        var paper = $"<radialGradient id=\"paper\" cx=\".34\" cy=\".26\" r=\"1\"><stop offset=\"0\" stop-color=\"{light}\"/><stop offset=\"1\" stop-color=\"{deep}\"/></radialGradient>"
            + $"<linearGradient id=\"ledge\" x1=\"0\" y1=\"0\" x2=\"0\" y2=\"1\"><stop offset=\"0\" stop-color=\"{deep}\"/><stop offset=\"1\" stop-color=\"{light}\"/></linearGradient>";
        var shift = dice.Between(-90, 130);
        var window = $"<linearGradient id=\"window\" gradientUnits=\"userSpaceOnUse\" x1=\"{Svg.N(shift)}\" y1=\"420\" x2=\"{Svg.N(shift + 520)}\" y2=\"250\"><stop offset=\"0\" stop-color=\"#fffdf6\" stop-opacity=\"0\"/><stop offset=\".3\" stop-color=\"#fffdf6\" stop-opacity=\".5\"/>"
            + "<stop offset=\".55\" stop-color=\"#fffdf6\" stop-opacity=\".42\"/><stop offset=\"1\" stop-color=\"#fffdf6\" stop-opacity=\"0\"/></linearGradient>";
        var ledge = standing ? "<path d=\"M0,770 H800 V1000 H0 Z\" fill=\"url(#ledge)\"/><path d=\"M0,770 H800\" stroke=\"#8a7763\" stroke-opacity=\".18\" stroke-width=\"2\"/>" : "";
        return $"<defs>{paper}{window}</defs><path d=\"M0,0 H800 V1000 H0 Z\" fill=\"url(#paper)\"/>{ledge}<path d=\"M0,0 H800 V1000 H0 Z\" fill=\"url(#window)\"/>";
    }
}

using System.Globalization;
using System.Text;

namespace Luxe.ClientelingApp.Pictures;

/// <summary>The sheet a still life is drawn on: collects layers from back to front and the definitions that they use.</summary>
internal sealed class Sheet
{
    private readonly StringBuilder _layers = new();
    private readonly Dictionary<string, string> _definitions = [];
    private bool _folding;

    /// <summary>How soft the edges of a part are: cloth is padded, leather and stone are not.</summary>
    public string Volume { get; set; } = "soft";

    public string Layers => _folding ? _layers + "</g>" : _layers.ToString();

    public string Definitions => string.Concat(_definitions.Values);

    /// <summary>A part of the piece, with its texture and the light on its edges.</summary>
    public Sheet Part(string path, Brush brush)
    {
        Define(brush);
        EndFolds();
        _layers.Append(CultureInfo.InvariantCulture, $"<g filter=\"url(#{Volume})\"><path d=\"{path}\" fill=\"{Fill(brush)}\"/>");
        if (_definitions["x" + brush.Id].Length > 0)
        {
            _layers.Append(CultureInfo.InvariantCulture, $"<path d=\"{path}\" filter=\"url(#x{brush.Id})\"/>");
        }

        if (_definitions["p" + brush.Id].Length > 0)
        {
            _layers.Append(CultureInfo.InvariantCulture, $"<path d=\"{path}\" fill=\"url(#p{brush.Id})\"/>");
        }

        _layers.Append(CultureInfo.InvariantCulture, $"<path d=\"{path}\" fill=\"url(#light)\"/></g>");
        return this;
    }

    /// <summary>A part and its mirror image.</summary>
    public Sheet Pair(string path, Brush brush) => Part(path, brush).Part(Outline.Other(path), brush);

    /// <summary>A part closed from its left half.</summary>
    public Sheet Whole(string half, Brush brush) => Part(Outline.Whole(half), brush);

    /// <summary>A plain area: a lining, the inside of a neck, a dial.</summary>
    public Sheet Flat(string path, string fill, double opacity = 1) =>
        Add($"<path d=\"{path}\" fill=\"{fill}\"{(opacity < 1 ? $" fill-opacity=\"{Svg.N(opacity)}\"" : "")}/>");

    /// <summary>A line as drawn: a seam, an edge.</summary>
    public Sheet Line(string path, Brush brush, double width = 2, double opacity = 0.55) =>
        Add($"<path d=\"{path}\" fill=\"none\" stroke=\"{brush.LineColour}\" stroke-width=\"{Svg.N(width)}\" stroke-opacity=\"{Svg.N(opacity)}\" stroke-linecap=\"round\" stroke-linejoin=\"round\"/>");

    /// <summary>A line and its mirror image.</summary>
    public Sheet Lines(string path, Brush brush, double width = 2, double opacity = 0.55) =>
        Line(path, brush, width, opacity).Line(Outline.Other(path), brush, width, opacity);

    /// <summary>A row of stitches.</summary>
    public Sheet Stitch(string path, Tint tint, double opacity = 0.7) =>
        Add($"<path d=\"{path}\" fill=\"none\" stroke=\"{tint.Hex}\" stroke-width=\"2\" stroke-opacity=\"{Svg.N(opacity)}\" stroke-dasharray=\"7 5\" stroke-linecap=\"round\"/>");

    /// <summary>A soft shadow in a fold.</summary>
    public Sheet Fold(string path, double width = 16, double opacity = 0.3) => Soft(path, "#120d0b", width, opacity);

    /// <summary>A soft light along a fold or a curve.</summary>
    public Sheet Glow(string path, double width = 14, double opacity = 0.28) => Soft(path, "#fffaf2", width, opacity);

    /// <summary>A fold and its mirror image.</summary>
    public Sheet Folds(string path, double width = 16, double opacity = 0.3) => Fold(path, width, opacity).Fold(Outline.Other(path), width, opacity);

    /// <summary>A round button with its holes or, on metal, a stud.</summary>
    public Sheet Button(double x, double y, double radius, Tint tint) =>
        Add($"<g filter=\"url(#small)\"><circle cx=\"{Svg.N(x)}\" cy=\"{Svg.N(y)}\" r=\"{Svg.N(radius)}\" fill=\"{tint.Hex}\"/></g>"
            + $"<circle cx=\"{Svg.N(x)}\" cy=\"{Svg.N(y)}\" r=\"{Svg.N(radius * 0.62)}\" fill=\"none\" stroke=\"{tint.Darker(0.4).Hex}\" stroke-opacity=\".5\" stroke-width=\"1.2\"/>"
            + $"<path d=\"M{Svg.N(x - 2.4)},{Svg.N(y)}h.1M{Svg.N(x + 2.4)},{Svg.N(y)}h.1\" stroke=\"{tint.Darker(0.6).Hex}\" stroke-width=\"2\" stroke-linecap=\"round\"/>");

    public Sheet Add(string layer)
    {
        EndFolds();
        _layers.Append(layer);
        return this;
    }

    public Sheet Define(string key, string definition)
    {
        _definitions.TryAdd(key, definition);
        return this;
    }

    // Neighbouring folds share one blur: the filter is what costs time when a page of pictures is drawn.
    private Sheet Soft(string path, string colour, double width, double opacity)
    {
        if (!_folding)
        {
            _layers.Append("<g fill=\"none\" stroke-linecap=\"round\" filter=\"url(#blur)\">");
            _folding = true;
        }

        _layers.Append(CultureInfo.InvariantCulture, $"<path d=\"{path}\" stroke=\"{colour}\" stroke-width=\"{Svg.N(width)}\" stroke-opacity=\"{Svg.N(opacity)}\"/>");
        return this;
    }

    private void EndFolds()
    {
        if (_folding)
        {
            _layers.Append("</g>");
            _folding = false;
        }
    }

    private void Define(Brush brush)
    {
        Define("x" + brush.Id, Textures.Filter(brush));
        Define("p" + brush.Id, Textures.Pattern(brush));
        if (brush.Weave == Weave.Metal)
        {
            Define("m" + brush.Id, Metals.Gradient(brush));
        }
    }

    private static string Fill(Brush brush) => brush.Weave == Weave.Metal ? $"url(#m{brush.Id})" : brush.Tint.Hex;
}

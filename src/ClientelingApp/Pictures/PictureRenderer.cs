using System.Globalization;
using System.Text;

namespace Luxe.ClientelingApp.Pictures;

/// <summary>Draws a piece as a quiet still life: an SVG of 800 x 1000 units, about 10 KB, without scripts, fonts or links.</summary>
public static class PictureRenderer
{
    /// <summary>Shapes that the renderer knows by name.</summary>
    public static IReadOnlyCollection<string> Silhouettes => StillLifes.Names;

    /// <summary>Colours that the renderer knows by name.</summary>
    public static IReadOnlyCollection<string> Colours => Palette.Names;

    /// <summary>The picture; equal subjects give equal text.</summary>
    public static string Render(PictureSubject subject)
    {
        var life = StillLifes.Find(subject.Silhouette);
        var dice = new Dice(subject.Id);
        var sheet = new Sheet();
        var ground = Ground.Paper(ref dice, life.Standing);
        life.Draw(new Piece(sheet, subject, dice));
        var title = Svg.Text(subject.Title);
        var svg = new StringBuilder(12_000);
        svg.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 800 1000\" role=\"img\" aria-label=\"{title}\"><title>{title}</title>");
        svg.Append("<defs>").Append(Ground.Filters).Append(Ground.Light)
            .Append(Ground.Edge("soft", 15, 0.5, 0.26)).Append(Ground.Edge("firm", 6, 0.5, 0.34)).Append(Ground.Edge("hard", 2.5, 0.55, 0.6)).Append(Ground.Edge("round", 34, 0.62, 0.4))
            .Append(sheet.Definitions).Append("</defs>");
        svg.Append(ground);
        if (life.Standing)
        {
            svg.Append(life.Contact);
        }

        svg.Append("<g>").Append(life.Standing ? sheet.Layers : Cast(sheet.Layers)).Append("</g></svg>");
        return svg.ToString();
    }

    // The layers are drawn once; the filter lays their shadow under them.
    private static string Cast(string layers) => $"<g filter=\"url(#cast)\">{layers}</g>";
}

namespace Luxe.ClientelingApp.Pictures;

/// <summary>Jewellery on paper: thin bright lines with a dark edge.</summary>
internal static class JewelleryShapes
{
    public static void Ring(Piece piece)
    {
        var metal = Setup(piece);
        var sheet = piece.Sheet;
        var band = piece.Dice.Between(26, 46);
        Loop(sheet, metal, 400, 560, 170, 178, band);
        switch (piece.Dice.Pick(3))
        {
            case 0:
                sheet.Part("M 326,412 L 400,340 L 474,412 L 446,436 L 354,436 Z", metal).Line("M 400,340 L 372,434 M 400,340 L 428,434 M 326,412 L 474,412", metal, 2, 0.5);
                break;
            case 1:
                Stone(sheet, piece, 400, 372, 52);
                sheet.Part("M 352,404 C 372,432 428,432 448,404 L 440,426 C 420,444 380,444 360,426 Z", metal);
                break;
            default:
                sheet.Part("M 300,428 C 340,372 460,372 500,428 L 482,452 C 440,416 360,416 318,452 Z", metal);
                break;
        }
    }

    public static void Bracelet(Piece piece)
    {
        var metal = Setup(piece);
        for (var at = 0; at < 26; at++)
        {
            var angle = at * Math.Tau / 26;
            var (x, y) = (400 + (228 * Math.Cos(angle)), 520 + (196 * Math.Sin(angle)));
            var turn = Svg.N(Math.Atan2(196 * Math.Cos(angle), -228 * Math.Sin(angle)) * 180 / Math.PI);
            piece.Sheet.Add($"<ellipse cx=\"{Svg.N(x)}\" cy=\"{Svg.N(y)}\" rx=\"34\" ry=\"{(at % 2 == 0 ? 17 : 6)}\" fill=\"none\" stroke=\"{(at % 3 == 0 ? metal.Tint.Lighter(0.35) : metal.Tint).Hex}\" stroke-width=\"9\" transform=\"rotate({turn} {Svg.N(x)} {Svg.N(y)})\" filter=\"url(#small)\"/>");
        }

        piece.Sheet.Part("M 372,690 L 428,690 L 428,742 L 372,742 Z", metal);
    }

    public static void Cuff(Piece piece)
    {
        var metal = Setup(piece);
        var inside = metal.As("i", 0.38);
        var sheet = piece.Sheet;
        var height = piece.Dice.Between(96, 150);
        var gap = piece.Dice.Between(40, 74);
        var top = 470 - (height / 2);
        string Y(double offset) => Svg.N(top + offset);
        var end = Svg.N(400 - gap);

        // The far side is seen from within; the near side is open at the wrist.
        sheet.Part($"M 168,{Y(14)} C 210,{Y(-92)} 590,{Y(-92)} 632,{Y(14)} L 632,{Y(height)} C 590,{Y(height - 96)} 210,{Y(height - 96)} 168,{Y(height)} Z", inside);
        sheet.Fold($"M 190,{Y(height - 10)} C 240,{Y(height - 80)} 560,{Y(height - 80)} 610,{Y(height - 10)}", 18, 0.35);
        sheet.Pair($"M 166,{Y(6)} C 186,{Y(78)} 270,{Y(110)} {end},{Y(116)} C {Svg.N(400 - gap + 12)},{Y(140)} {Svg.N(400 - gap + 12)},{Y(height + 96)} {end},{Y(height + 116)} C 262,{Y(height + 110)} 180,{Y(height + 74)} 166,{Y(height)} C 160,{Y(height - 30)} 160,{Y(34)} 166,{Y(6)} Z", metal);
        sheet.Glow($"M 184,{Y(50)} C 214,{Y(104)} 280,{Y(124)} {end},{Y(130)}", 7, 0.75).Glow($"M 616,{Y(50)} C 586,{Y(104)} 520,{Y(124)} {Svg.N(400 + gap)},{Y(130)}", 7, 0.5);
        if (piece.Dice.Chance(0.4))
        {
            sheet.Lines($"M 168,{Y(height - 22)} C 190,{Y(height + 50)} 270,{Y(height + 84)} {end},{Y(height + 90)}", metal, 3, 0.45);
        }
    }

    public static void Necklace(Piece piece)
    {
        var metal = Setup(piece);
        var sheet = piece.Sheet;
        const string chain = "M 262,-20 C 190,360 260,640 400,690 C 540,640 610,360 538,-20";
        sheet.Add($"<g fill=\"none\" filter=\"url(#small)\"><path d=\"{chain}\" stroke=\"{metal.Tint.Darker(0.25).Hex}\" stroke-width=\"7\"/><path d=\"{chain}\" stroke=\"{metal.Tint.Lighter(0.5).Hex}\" stroke-width=\"4\" stroke-dasharray=\"9 5\" stroke-linecap=\"round\"/></g>");
        switch (piece.Dice.Pick(4))
        {
            case 0:
                sheet.Part("M 393,690 L 407,690 L 407,838 L 393,838 Z", metal);
                break;
            case 1:
                Loop(sheet, metal, 400, 754, 52, 52, 16);
                break;
            case 2:
                Stone(sheet, piece, 400, 744, 44);
                break;
            default:
                sheet.Part("M 400,690 C 446,730 452,790 400,838 C 348,790 354,730 400,690 Z", metal);
                break;
        }
    }

    public static void Earrings(Piece piece)
    {
        var metal = Setup(piece);
        var kind = piece.Dice.Pick(3);
        foreach (var x in (ReadOnlySpan<int>)[278, 522])
        {
            if (kind == 0)
            {
                Loop(piece.Sheet, metal, x, 540, 92, 110, 26);
                piece.Sheet.Add($"<circle cx=\"{x}\" cy=\"428\" r=\"13\" fill=\"url(#m{metal.Id})\" filter=\"url(#hard)\"/>");
            }
            else if (kind == 1)
            {
                piece.Sheet.Add($"<path d=\"M {x},330 V 470\" stroke=\"{metal.Tint.Hex}\" stroke-width=\"6\" filter=\"url(#small)\"/>").Part($"M {x},456 L {x + 80},570 L {x},740 L {x - 80},570 Z", metal).Line($"M {x},456 L {x},740 M {x - 80},570 L {x + 80},570", metal, 2, 0.35);
            }
            else
            {
                Stone(piece.Sheet, piece, x, 600, 62);
                piece.Sheet.Part($"M {x - 30},400 C {x - 30},366 {x + 30},366 {x + 30},400 L {x + 20},548 C {x + 12},556 {x - 12},556 {x - 20},548 Z", metal);
            }
        }
    }

    public static void Brooch(Piece piece)
    {
        var metal = Setup(piece);
        var sheet = piece.Sheet;
        for (var at = 0; at < 9; at++)
        {
            sheet.Add($"<g transform=\"rotate({at * 40} 400 500)\">").Part("M 400,470 C 440,420 446,350 400,290 C 354,350 360,420 400,470 Z", metal).Line("M 400,450 L 400,320", metal, 2, 0.4).Add("</g>");
        }

        Stone(sheet, piece, 400, 500, 46);
    }

    private static Brush Setup(Piece piece)
    {
        piece.Sheet.Volume = "hard";
        var metal = piece.Metal();
        piece.Sheet.Define("m" + metal.Id, Metals.Gradient(metal)).Define("x" + metal.Id, "").Define("p" + metal.Id, "");
        return metal;
    }

    private static void Loop(Sheet sheet, Brush metal, double x, double y, double rx, double ry, double band) =>
        sheet.Add($"<g filter=\"url(#hard)\"><ellipse cx=\"{Svg.N(x)}\" cy=\"{Svg.N(y)}\" rx=\"{Svg.N(rx)}\" ry=\"{Svg.N(ry)}\" fill=\"none\" stroke=\"url(#m{metal.Id})\" stroke-width=\"{Svg.N(band)}\"/></g>"
            + $"<ellipse cx=\"{Svg.N(x)}\" cy=\"{Svg.N(y)}\" rx=\"{Svg.N(rx - (band / 2))}\" ry=\"{Svg.N(ry - (band / 2))}\" fill=\"none\" stroke=\"{metal.Tint.Darker(0.5).Hex}\" stroke-opacity=\".55\" stroke-width=\"3\"/>");

    // A cabochon of the piece's colour; a metal-coloured piece carries a pearl.
    private static void Stone(Sheet sheet, Piece piece, double x, double y, double radius)
    {
        var tint = piece.Subject.Colour is "Silver" or "Gold" or "Rose Gold" ? Palette.Find("Chalk") : piece.Tint;
        sheet.Define("gem", $"<radialGradient id=\"gem\" cx=\".35\" cy=\".3\" r=\".8\"><stop offset=\"0\" stop-color=\"{tint.Lighter(0.75).Hex}\"/><stop offset=\".35\" stop-color=\"{tint.Lighter(0.1).Hex}\"/><stop offset=\".8\" stop-color=\"{tint.Darker(0.25).Hex}\"/><stop offset=\"1\" stop-color=\"{tint.Darker(0.1).Hex}\"/></radialGradient>");
        sheet.Add($"<circle cx=\"{Svg.N(x)}\" cy=\"{Svg.N(y)}\" r=\"{Svg.N(radius)}\" fill=\"url(#gem)\" stroke=\"{piece.Metal().Tint.Darker(0.15).Hex}\" stroke-width=\"6\" filter=\"url(#small)\"/>");
    }
}

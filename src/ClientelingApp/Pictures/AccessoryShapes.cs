namespace Luxe.ClientelingApp.Pictures;

/// <summary>Accessories.</summary>
internal static class AccessoryShapes
{
    public static void Watch(Piece piece)
    {
        var sheet = piece.Sheet;
        sheet.Volume = "firm";
        var metal = piece.Metal();
        var onBracelet = piece.Material(0) is { } first && Weaves.Of(first) == Weave.Metal && piece.Subject.Materials.Count == 1;
        var strap = onBracelet ? metal with { Id = "s" } : new Brush("s", piece.Has("cognac") ? Palette.Find("Cognac") : piece.Subject.Colour is "Silver" or "Gold" or "Rose Gold" ? Palette.Find("Espresso") : piece.Tint, Weave.Leather);
        sheet.Part("M 346,120 H 454 L 470,380 H 330 Z", strap).Part("M 330,620 H 470 L 448,872 C 446,886 436,892 400,892 C 364,892 354,886 352,872 Z", strap);
        if (onBracelet)
        {
            for (var y = 150; y < 380; y += 30)
            {
                sheet.Line($"M {344 - ((y - 120) / 18)},{y} H {456 + ((y - 120) / 18)} M {330 + ((y - 150) / 12)},{y + 490} H {470 - ((y - 150) / 12)}", strap, 3, 0.5);
            }
        }
        else
        {
            sheet.Stitch("M 358,136 L 346,360 M 442,136 L 454,360 M 346,640 L 364,860 M 454,640 L 436,860", strap.Tint.Lighter(0.4), 0.6);
        }

        sheet.Volume = "hard";
        var square = piece.Dice.Chance(0.35);
        sheet.Part(square ? "M 296,366 H 504 C 520,366 530,376 530,392 V 608 C 530,624 520,634 504,634 H 296 C 280,634 270,624 270,608 V 392 C 270,376 280,366 296,366 Z" : "M 400,356 C 480,356 544,420 544,500 C 544,580 480,644 400,644 C 320,644 256,580 256,500 C 256,420 320,356 400,356 Z", metal);
        var dial = piece.Dice.Chance(0.5) ? Palette.Find("Ivory") : Palette.Find("Ink");
        sheet.Add(square ? $"<rect x=\"292\" y=\"388\" width=\"216\" height=\"224\" rx=\"8\" fill=\"{dial.Hex}\"/>" : $"<circle cx=\"400\" cy=\"500\" r=\"122\" fill=\"{dial.Hex}\"/>");
        var ink = dial.Brightness > 0.5 ? Palette.Find("Charcoal") : Palette.Find("Ecru");
        for (var hour = 0; hour < 12; hour++)
        {
            sheet.Add($"<path d=\"M 400,{(hour % 3 == 0 ? 398 : 406)} V 418\" stroke=\"{ink.Hex}\" stroke-width=\"{(hour % 3 == 0 ? 5 : 2.5)}\" transform=\"rotate({hour * 30} 400 500)\"/>");
        }

        sheet.Add($"<g stroke=\"{ink.Hex}\" stroke-linecap=\"round\" filter=\"url(#small)\"><path d=\"M 400,500 L 352,448\" stroke-width=\"7\"/><path d=\"M 400,500 L 452,420\" stroke-width=\"4.5\"/></g><circle cx=\"400\" cy=\"500\" r=\"7\" fill=\"{metal.Tint.Hex}\"/>").Glow("M 320,430 C 344,400 372,390 396,388", 8, 0.5);
        sheet.Part($"M {(square ? 530 : 544)},486 H {(square ? 548 : 562)} V 514 H {(square ? 530 : 544)} Z", metal);
    }

    public static void Scarf(Piece piece)
    {
        var cloth = piece.Has("cashmere") || piece.Has("wool") || piece.Has("alpaca") ? piece.In(Weave.Twill) : piece.Main(Weave.Silk);
        var sheet = piece.Sheet;
        sheet.Part("M 430,520 C 500,560 540,640 548,812 L 440,828 C 436,700 420,620 380,560 Z", cloth.As("b", 0.14));
        sheet.Part("M 400,170 C 260,170 190,250 196,350 C 204,460 290,560 400,572 C 510,560 596,460 604,350 C 610,250 540,170 400,170 Z M 400,270 C 470,270 508,310 500,362 C 490,420 446,456 400,460 C 354,456 310,420 300,362 C 292,310 330,270 400,270 Z", cloth);
        sheet.Flat("M 400,270 C 470,270 508,310 500,362 C 490,420 446,456 400,460 C 354,456 310,420 300,362 C 292,310 330,270 400,270 Z", "#e6ddd0");
        sheet.Part("M 330,470 C 350,440 440,440 462,474 C 470,520 450,570 420,584 C 380,590 336,560 330,470 Z", cloth.As("c", 0.06)).Part("M 352,560 C 318,640 300,720 296,840 L 410,850 C 408,740 418,660 432,580 Z", cloth);
        sheet.Fold("M 236,300 C 250,400 300,470 340,500", 14, 0.28).Fold("M 560,300 C 548,400 500,470 452,500", 14, 0.28).Fold("M 384,596 C 362,680 350,760 350,840", 16, 0.26).Glow("M 270,250 C 320,206 400,200 460,212", 14, 0.28).Fold("M 352,482 C 370,520 380,550 380,580", 9, 0.26);
        if (cloth.Weave == Weave.Twill)
        {
            KnitShapes.Fringe(piece, cloth, 296, 412, 846);
            KnitShapes.Fringe(piece, cloth.As("b", 0.14), 440, 550, 820);
        }
    }

    public static void Belt(Piece piece)
    {
        var sheet = piece.Sheet;
        sheet.Volume = "firm";
        var hide = piece.Main(Weave.Leather);
        var metal = piece.Metal();
        foreach (var (r, brush) in (ReadOnlySpan<(int, Brush)>)[(262, hide.As("b", 0.22)), (206, hide.As("c", 0.1))])
        {
            sheet.Add($"<g filter=\"url(#firm)\"><ellipse cx=\"400\" cy=\"500\" rx=\"{r}\" ry=\"{r - 16}\" fill=\"none\" stroke=\"{brush.Tint.Hex}\" stroke-width=\"50\"/></g><ellipse cx=\"400\" cy=\"500\" rx=\"{r + 18}\" ry=\"{r + 2}\" fill=\"none\" stroke=\"{hide.Tint.Lighter(0.35).Hex}\" stroke-opacity=\".55\" stroke-width=\"2\" stroke-dasharray=\"7 5\"/>");
        }

        sheet.Part("M 250,690 C 330,716 470,716 640,660 L 652,712 C 480,770 330,770 236,742 Z", hide).Stitch("M 262,702 C 340,724 470,722 636,670", hide.Tint.Lighter(0.35), 0.55);
        sheet.Add($"<path d=\"M 268,664 H 378 V 786 H 268 Z M 286,682 V 768 H 360 V 682 Z\" fill-rule=\"evenodd\" fill=\"{metal.Tint.Hex}\" filter=\"url(#hard)\"/><path d=\"M 286,726 L 372,722\" stroke=\"{metal.Tint.Lighter(0.4).Hex}\" stroke-width=\"10\" stroke-linecap=\"round\" filter=\"url(#small)\"/>");
        for (var x = 460; x < 600; x += 44)
        {
            sheet.Add($"<circle cx=\"{x}\" cy=\"{Svg.N(735 - ((x - 460) * 0.24))}\" r=\"6\" fill=\"{hide.Tint.Darker(0.6).Hex}\"/>");
        }
    }

    public static void Gloves(Piece piece)
    {
        var hide = piece.Main(Weave.Leather);
        piece.Sheet.Volume = "soft";
        One(piece, hide.As("b", 0.14), "translate(120 -10) rotate(9 400 500)");
        One(piece, hide, "translate(-70 20) rotate(-7 400 500)");
    }

    public static void Hat(Piece piece)
    {
        var felt = piece.In(piece.Has("straw") || piece.Has("raffia") ? Weave.Linen : Weave.Suede);
        var sheet = piece.Sheet;
        sheet.Part("M 96,700 C 150,640 260,650 400,650 C 540,650 650,640 704,700 C 690,770 540,802 400,802 C 260,802 110,770 96,700 Z", felt);
        sheet.Volume = "round";
        sheet.Part("M 222,700 C 226,580 240,450 282,400 C 320,372 360,400 400,398 C 440,400 480,372 518,400 C 560,450 574,580 578,700 C 520,736 280,736 222,700 Z", felt.As("b", -0.03));
        sheet.Volume = "soft";
        sheet.Part("M 224,640 C 290,676 510,676 576,640 L 578,704 C 520,738 280,738 222,704 Z", new Brush("rib", felt.Tint.Darker(0.45), Weave.Silk)).Fold("M 300,404 C 350,470 450,470 500,404", 18, 0.22).Glow("M 270,470 C 256,540 250,590 248,630", 18, 0.2);
    }

    public static void Sunglasses(Piece piece)
    {
        var acetate = piece.In(Weave.Glass);
        var sheet = piece.Sheet;
        sheet.Volume = "hard";
        var lens = piece.Tint.Brightness > 0.5 ? Palette.Find("Tobacco") : Palette.Find("Forest").Darker(0.3);
        sheet.Add($"<path d=\"M 150,470 L 96,380 C 160,352 240,350 300,366 M 650,470 L 704,380 C 640,352 560,350 500,366\" fill=\"none\" stroke=\"{acetate.Tint.Darker(0.25).Hex}\" stroke-width=\"15\" stroke-linecap=\"round\"/>");
        var round = piece.Dice.Chance(0.5);
        foreach (var x in (ReadOnlySpan<int>)[258, 542])
        {
            var shape = round ? $"<ellipse cx=\"{x}\" cy=\"510\" rx=\"110\" ry=\"104\"" : $"<rect x=\"{x - 116}\" y=\"430\" width=\"232\" height=\"164\" rx=\"58\"";
            sheet.Add($"{shape} fill=\"{lens.Hex}\" fill-opacity=\".86\"/><g filter=\"url(#hard)\">{shape} fill=\"none\" stroke=\"{acetate.Tint.Hex}\" stroke-width=\"22\"/></g>");
            sheet.Glow($"M {x - 66},470 L {x - 20},450", 12, 0.5).Glow($"M {x - 58},510 L {x + 20},474", 6, 0.3);
        }

        sheet.Add($"<path d=\"M 366,492 C 384,462 416,462 434,492\" fill=\"none\" stroke=\"{acetate.Tint.Hex}\" stroke-width=\"17\" stroke-linecap=\"round\" filter=\"url(#hard)\"/>");
    }

    private static void One(Piece piece, Brush hide, string place)
    {
        piece.Sheet.Add($"<g transform=\"{place}\">").Part(
            "M 330,830 C 326,720 318,640 306,560 C 296,500 270,450 262,410 C 258,386 286,376 298,398 C 314,430 330,470 342,490 C 340,410 336,320 338,230 C 340,204 374,204 376,230 C 380,320 382,380 386,440 C 388,360 390,280 396,196 C 400,170 432,172 434,198 C 434,290 434,370 434,442 C 440,370 446,300 456,224 C 462,200 492,204 492,230 C 490,320 486,390 482,456 C 490,410 500,350 510,300 C 518,278 544,284 542,308 C 538,400 520,520 506,600 C 496,680 492,760 492,830 C 440,846 380,846 330,830 Z",
            hide).Fold("M 386,440 C 384,470 386,490 392,510 M 434,442 C 434,470 434,490 432,506 M 482,456 C 478,480 474,494 468,508", 6, 0.26).Line("M 328,770 C 380,786 440,786 494,770", hide, 2.4, 0.5).Glow("M 350,560 C 356,640 358,700 360,756", 16, 0.16).Add("</g>");
    }
}

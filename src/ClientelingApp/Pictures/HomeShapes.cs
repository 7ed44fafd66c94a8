namespace Luxe.ClientelingApp.Pictures;

/// <summary>Things for the house, standing on a ledge or lying on paper.</summary>
internal static class HomeShapes
{
    public static string Shadow(int x, int y, int width, int depth = 26) =>
        $"<ellipse cx=\"{x + 60}\" cy=\"{y}\" rx=\"{width}\" ry=\"{depth}\" fill=\"#2b1f16\" fill-opacity=\".34\" filter=\"url(#haze)\"/><ellipse cx=\"{x + 8}\" cy=\"{y}\" rx=\"{(int)(width * 0.8)}\" ry=\"{depth / 2}\" fill=\"#1f150e\" fill-opacity=\".4\" filter=\"url(#blur)\"/>";

    public static void Vase(Piece piece)
    {
        var clay = piece.Main(Weave.Ceramic);
        var sheet = piece.Sheet;
        sheet.Volume = "round";
        var half = piece.Dice.Pick(4) switch
        {
            0 => "M 400,300 C 376,300 356,304 352,312 C 350,360 344,390 320,440 C 270,520 256,610 280,700 C 300,772 330,812 344,822 C 362,830 382,832 400,832",
            1 => "M 400,250 C 384,250 370,253 368,260 C 366,330 372,420 366,480 C 320,520 262,580 266,680 C 270,760 316,812 338,822 C 360,830 382,832 400,832",
            2 => "M 400,330 C 350,330 306,338 300,350 C 310,420 274,500 268,600 C 264,700 292,790 312,820 C 340,830 370,832 400,832",
            _ => "M 400,276 C 372,276 350,281 346,290 C 342,320 330,336 312,352 C 252,410 244,520 262,640 C 276,730 306,800 324,820 C 350,830 376,832 400,832",
        };
        var neck = int.Parse(half.AsSpan(6, 3), System.Globalization.CultureInfo.InvariantCulture);
        var lip = half.Contains("M 400,330", StringComparison.Ordinal) ? 100 : half.Contains("M 400,250", StringComparison.Ordinal) ? 32 : 50;
        if (piece.Dice.Chance(0.55))
        {
            Branch(piece, neck + 8);
        }

        sheet.Whole(half, clay);
        sheet.Add($"<ellipse cx=\"400\" cy=\"{neck + 9}\" rx=\"{lip - 4}\" ry=\"{lip / 5 + 3}\" fill=\"{clay.Tint.Darker(0.62).Hex}\"/><ellipse cx=\"400\" cy=\"{neck + 9}\" rx=\"{lip - 2}\" ry=\"{lip / 5 + 4}\" fill=\"none\" stroke=\"{clay.Tint.Lighter(0.3).Hex}\" stroke-width=\"4\"/>");
        sheet.Glow("M 318,520 C 298,600 304,680 322,740", 24, 0.34);
        if (piece.Dice.Chance(0.4))
        {
            sheet.Line("M 276,690 C 340,712 460,712 524,690 M 284,716 C 346,738 454,738 516,716", clay, 2.4, 0.3);
        }
    }

    public static void Bowl(Piece piece)
    {
        var clay = piece.Main(Weave.Ceramic);
        var sheet = piece.Sheet;
        sheet.Volume = "round";
        sheet.Whole("M 400,560 C 260,560 160,574 150,590 C 160,700 250,800 330,816 L 334,832 C 356,840 380,842 400,842", clay);
        sheet.Volume = "firm";
        sheet.Add($"<ellipse cx=\"400\" cy=\"590\" rx=\"249\" ry=\"52\" fill=\"{clay.Tint.Darker(0.16).Hex}\"/><ellipse cx=\"412\" cy=\"600\" rx=\"222\" ry=\"38\" fill=\"{clay.Tint.Darker(0.4).Hex}\" fill-opacity=\".55\" filter=\"url(#blur)\"/><ellipse cx=\"400\" cy=\"590\" rx=\"249\" ry=\"52\" fill=\"none\" stroke=\"{clay.Tint.Lighter(0.4).Hex}\" stroke-width=\"5\"/>");
        sheet.Glow("M 196,650 C 216,710 250,760 296,788", 22, 0.3);
    }

    public static void Candle(Piece piece)
    {
        var sheet = piece.Sheet;
        var wax = new Brush("w", Palette.Find("Ivory").Mix(piece.Tint, 0.12), Weave.Wax);
        var set = piece.Has("set") || piece.Dice.Chance(0.3);
        if (set)
        {
            Jar(piece, wax, 196, 640, 74, 190, "k");
            Jar(piece, wax, 598, 690, 70, 140, "l");
        }

        Jar(piece, wax, 398, 540, 118, 290, "a");
    }

    public static void Carafe(Piece piece)
    {
        var sheet = piece.Sheet;
        var glass = piece.In(Weave.Glass);
        var outline = Outline.Whole("M 400,260 C 378,260 356,264 350,272 C 356,330 364,380 352,430 C 300,500 270,580 272,680 C 276,770 306,816 324,824 C 350,832 376,834 400,834");
        var water = Outline.Whole("M 400,600 C 350,600 300,606 284,612 C 278,700 290,790 330,812 C 352,820 378,822 400,822");
        sheet.Add($"<path d=\"{outline}\" fill=\"{glass.Tint.Lighter(0.4).Hex}\" fill-opacity=\".34\" filter=\"url(#round)\"/>").Flat(water, glass.Tint.Hex, 0.34)
            .Add($"<ellipse cx=\"400\" cy=\"612\" rx=\"117\" ry=\"17\" fill=\"{glass.Tint.Lighter(0.5).Hex}\" fill-opacity=\".6\"/>")
            .Add($"<path d=\"{outline}\" fill=\"none\" stroke=\"{glass.Tint.Darker(0.3).Hex}\" stroke-opacity=\".55\" stroke-width=\"3\"/><ellipse cx=\"400\" cy=\"272\" rx=\"50\" ry=\"11\" fill=\"none\" stroke=\"{glass.Tint.Darker(0.25).Hex}\" stroke-width=\"4\" stroke-opacity=\".6\"/>");
        sheet.Glow("M 312,560 C 296,640 300,720 316,780", 18, 0.8).Glow("M 366,300 C 372,350 374,390 364,430", 10, 0.8).Glow("M 500,700 C 500,740 494,770 484,796", 8, 0.5);
    }

    public static void Sculpture(Piece piece)
    {
        var clay = piece.Main(Weave.Ceramic);
        var sheet = piece.Sheet;
        sheet.Volume = "round";
        if (piece.Dice.Chance(0.5))
        {
            sheet.Add($"<g filter=\"url(#round)\"><path fill-rule=\"evenodd\" fill=\"{clay.Tint.Hex}\" d=\"M 330,250 C 460,236 560,330 548,460 C 536,560 470,610 458,700 C 454,750 470,800 480,832 L 300,832 C 316,760 300,690 268,610 C 216,480 226,270 330,250 Z M 376,350 C 322,360 318,450 352,520 C 380,580 440,560 458,480 C 470,400 440,342 376,350 Z\"/></g>");
            sheet.Glow("M 262,420 C 256,500 286,590 308,650", 26, 0.34).Fold("M 470,420 C 476,480 456,540 420,556", 12, 0.3);
        }
        else
        {
            sheet.Part("M 236,832 C 236,600 300,520 400,520 C 500,520 564,600 564,832 L 486,832 C 486,680 460,610 400,610 C 340,610 314,680 314,832 Z", clay).Part("M 330,424 C 330,356 372,318 424,318 C 478,318 516,358 516,416 C 516,478 474,520 424,520 C 370,520 330,486 330,424 Z", clay.As("b", -0.08));
            sheet.Glow("M 266,760 C 270,660 300,580 360,552", 18, 0.32);
        }

        sheet.Volume = "firm";
    }

    public static void Tray(Piece piece)
    {
        var wood = piece.Main(Weave.Wood);
        var sheet = piece.Sheet;
        sheet.Volume = "firm";
        sheet.Part("M 190,250 H 610 C 650,250 670,270 670,310 V 690 C 670,730 650,750 610,750 H 190 C 150,750 130,730 130,690 V 310 C 130,270 150,250 190,250 Z", wood);
        sheet.Part("M 200,286 H 600 C 624,286 636,298 636,322 V 678 C 636,702 624,714 600,714 H 200 C 176,714 164,702 164,678 V 322 C 164,298 176,286 200,286 Z", wood.As("b", 0.14)).Fold("M 176,310 H 620 M 178,320 V 690", 14, 0.3);
        var brass = piece.Metal();
        sheet.Pair("M 148,430 L 112,430 C 100,430 96,438 96,450 L 96,550 C 96,562 100,570 112,570 L 148,570 L 148,552 L 120,552 C 114,552 112,548 112,542 L 112,458 C 112,452 114,448 120,448 L 148,448 Z", brass);
    }

    public static void Book(Piece piece)
    {
        var cloth = piece.In(Weave.Linen);
        var sheet = piece.Sheet;
        sheet.Volume = "hard";
        sheet.Part("M 236,226 L 596,214 L 616,764 L 258,780 Z", new Brush("q", Palette.Find("Ivory").Darker(0.08), Weave.Paper)).Line("M 606,236 L 622,760 M 612,240 L 628,758", cloth, 1.2, 0.3);
        sheet.Part("M 212,220 L 582,208 C 590,208 594,212 594,220 L 612,752 C 612,760 608,764 600,764 L 232,780 C 224,780 220,776 220,768 L 204,230 C 204,224 206,220 212,220 Z", cloth);
        sheet.Fold("M 240,222 L 258,776", 9, 0.34).Glow("M 250,222 L 268,776", 6, 0.25);
        var ink = cloth.Tint.Brightness > 0.6 ? cloth.Tint.Darker(0.6) : Palette.Find("Ecru");
        sheet.Flat("M 330,330 L 510,324 L 511,332 L 330,338 Z M 356,362 L 486,358 L 486,364 L 356,368 Z M 396,690 L 454,688 L 454,693 L 396,695 Z", ink.Hex, 0.85)
            .Add($"<circle cx=\"424\" cy=\"532\" r=\"74\" fill=\"none\" stroke=\"{ink.Hex}\" stroke-opacity=\".8\" stroke-width=\"7\" stroke-dasharray=\"408 60\" stroke-linecap=\"round\" transform=\"rotate(-50 424 532)\"/>");
    }

    public static void Bedding(Piece piece)
    {
        var linen = piece.Main(Weave.Linen);
        var sheet = piece.Sheet;
        Pillow(sheet, linen.As("b", -0.04), 0);
        var y = 560;
        for (var layer = 0; layer < 3; layer++, y += 92)
        {
            var inset = (2 - layer) * 14;
            sheet.Part($"M {176 + inset},{y + 14} C {300},{y - 4} {500},{y - 4} {624 - inset},{y + 14} C {640 - inset},{y + 40} {640 - inset},{y + 66} {622 - inset},{y + 92} C {500},{y + 104} {300},{y + 104} {178 + inset},{y + 92} C {160 + inset},{y + 66} {160 + inset},{y + 40} {176 + inset},{y + 14} Z", layer == 1 ? linen.As("c", 0.12) : linen);
            sheet.Fold($"M {190 + inset},{y + 54} C 300,{y + 66} 500,{y + 66} {606 - inset},{y + 52}", 9, 0.24);
        }
    }

    public static void Throw(Piece piece)
    {
        var wool = piece.Main();
        var sheet = piece.Sheet;
        sheet.Part("M 200,250 C 320,232 480,234 606,252 L 622,560 C 480,580 320,580 184,562 Z", wool.As("b", 0.16)).Part("M 190,330 C 320,310 480,312 616,332 L 636,720 C 480,744 320,744 168,722 Z", wool);
        var stripe = wool.Tint.Brightness > 0.5 ? wool.Tint.Darker(0.3) : wool.Tint.Lighter(0.4);
        if (piece.Dice.Chance(0.6))
        {
            sheet.Add($"<path d=\"M 172,640 C 320,660 480,660 632,638 M 170,668 C 320,688 480,688 634,666\" fill=\"none\" stroke=\"{stripe.Hex}\" stroke-opacity=\".6\" stroke-width=\"9\"/>");
        }

        sheet.Fold("M 184,440 C 320,420 480,424 626,444", 18, 0.2).Glow("M 178,540 C 320,522 480,524 630,542", 22, 0.14);
        KnitShapes.Fringe(piece, wool, 168, 636, 724);
    }

    public static void Cushion(Piece piece)
    {
        Pillow(piece.Sheet, piece.Main(Weave.Linen), 240);
        piece.Sheet.Line("M 236,520 C 300,540 500,540 564,520 M 236,790 C 300,776 500,776 564,790", piece.Main(Weave.Linen), 2, piece.Dice.Chance(0.5) ? 0.35 : 0);
    }

    private static void Pillow(Sheet sheet, Brush linen, int down)
    {
        sheet.Volume = "round";
        sheet.Part($"M 190,{300 + down} C 300,{330 + down} 500,{330 + down} 610,{300 + down} C 586,{400 + down} 590,{490 + down} 618,{596 + down} C 500,{574 + down} 300,{574 + down} 182,{596 + down} C 210,{490 + down} 214,{400 + down} 190,{300 + down} Z", linen);
        sheet.Volume = "soft";
        sheet.Fold($"M 206,{320 + down} C 240,{360 + down} 262,{384 + down} 290,{396 + down}", 10, 0.2).Fold($"M 596,{318 + down} C 566,{358 + down} 546,{380 + down} 520,{394 + down}", 10, 0.2).Fold($"M 200,{580 + down} C 236,{544 + down} 262,{526 + down} 292,{516 + down}", 9, 0.18).Fold($"M 600,{580 + down} C 566,{546 + down} 540,{528 + down} 512,{518 + down}", 9, 0.18);
    }

    private static void Jar(Piece piece, Brush wax, int x, int top, int half, int height, string id)
    {
        var clay = piece.Main(Weave.Ceramic) with { Id = id };
        var sheet = piece.Sheet;
        sheet.Volume = "round";
        sheet.Part($"M {x - half},{top} L {x - half},{top + height - 18} C {x - half},{top + height + 12} {x + half},{top + height + 12} {x + half},{top + height - 18} L {x + half},{top} C {x + half},{top + 26} {x - half},{top + 26} {x - half},{top} Z", clay);
        sheet.Volume = "firm";
        sheet.Add($"<ellipse cx=\"{x}\" cy=\"{top}\" rx=\"{half}\" ry=\"{half / 5}\" fill=\"{clay.Tint.Lighter(0.2).Hex}\"/><ellipse cx=\"{x}\" cy=\"{top + 2}\" rx=\"{half - 8}\" ry=\"{(half / 5) - 4}\" fill=\"{wax.Tint.Hex}\"/>")
            .Line($"M {x},{top + 2} C {x + 1},{top - 12} {x - 2},{top - 18} {x},{top - 28}", new Brush("wick", Tint.Black, Weave.Paper), 4, 0.8)
            .Add($"<path d=\"M {x},{top - 92} C {x + 20},{top - 62} {x + 15},{top - 32} {x},{top - 28} C {x - 15},{top - 32} {x - 20},{top - 62} {x},{top - 92} Z\" fill=\"#ffd58a\"/><path d=\"M {x},{top - 66} C {x + 9},{top - 50} {x + 8},{top - 34} {x},{top - 30} C {x - 8},{top - 34} {x - 9},{top - 50} {x},{top - 66} Z\" fill=\"#fff4d6\"/><circle cx=\"{x}\" cy=\"{top - 56}\" r=\"{half * 3 / 4}\" fill=\"#ffdf9e\" fill-opacity=\".3\" filter=\"url(#haze)\"/>");
        sheet.Glow($"M {x - half + 26},{top + 50} L {x - half + 26},{top + height - 50}", half / 6.0, 0.3);
        if (half > 100)
        {
            sheet.Flat($"M {x - 46},{top + 120} H {x + 46} V {top + 184} H {x - 46} Z", "#f4eee2", 0.9).Flat($"M {x - 26},{top + 142} H {x + 26} V {top + 145} H {x - 26} Z M {x - 16},{top + 158} H {x + 16} V {top + 160} H {x - 16} Z", "#4b4038", 0.8);
        }
    }

    private static void Branch(Piece piece, int y)
    {
        var twig = new Brush("twig", Palette.Find("Espresso"), Weave.Wood);
        piece.Sheet.Line($"M 400,{y} C 404,{y - 60} 430,{y - 120} 480,{y - 170} M 398,{y} C 392,{y - 80} 360,{y - 130} 320,{y - 160} M 416,{y - 76} C 440,{y - 84} 470,{y - 80} 500,{y - 96}", twig, 4, 0.85);
        foreach (var (x, up, turn) in (ReadOnlySpan<(int, int, int)>)[(480, 172, 40), (500, 98, 70), (452, 140, -30), (320, 162, -40), (352, 128, 30), (376, 92, -60), (430, 112, 60)])
        {
            piece.Sheet.Add($"<ellipse cx=\"{x}\" cy=\"{y - up}\" rx=\"11\" ry=\"24\" fill=\"#7f8a6c\" fill-opacity=\".9\" transform=\"rotate({turn} {x} {y - up})\"/>");
        }
    }
}

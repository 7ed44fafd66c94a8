namespace Luxe.ClientelingApp.Pictures;

/// <summary>Knitwear, laid flat.</summary>
internal static class KnitShapes
{
    private const string Sleeve = "M 258,244 C 216,276 196,340 184,430 C 172,540 158,640 146,742 C 164,756 204,764 220,760 C 236,650 250,560 266,470 C 276,390 278,310 258,244 Z";
    private const string Cuff = "M 148,724 C 166,738 206,746 223,742 L 216,796 C 200,802 158,794 142,782 Z";

    public static void Cardigan(Piece piece)
    {
        var (knit, rib) = Yarns(piece);
        var sheet = piece.Sheet;
        sheet.Flat(Outline.Whole("M 400,206 C 372,204 350,208 334,216 L 352,360 L 400,470"), knit.Tint.Darker(0.45).Hex);
        Sleeves(piece, knit, rib);
        sheet.Pair("M 330,214 C 306,226 280,236 256,246 C 272,310 274,380 268,450 C 262,560 258,650 256,756 C 300,766 360,768 398,764 L 398,520 C 368,420 346,310 330,214 Z", knit);
        sheet.Pair("M 256,744 C 300,754 360,756 398,752 L 398,806 C 350,812 300,808 258,800 Z", rib);
        sheet.Folds("M 300,460 C 310,560 300,650 304,740", 22, 0.2);
        sheet.Pair("M 400,204 C 372,202 350,206 334,208 C 344,310 366,420 388,510 L 388,806 L 412,806 L 412,500 C 384,410 362,310 352,226 C 368,222 384,222 400,222 Z", rib.As("d", 0.06));
        Buttons(piece, knit, 404, 540, 6, 50);
        if (piece.Dice.Chance(0.5))
        {
            sheet.Lines("M 284,640 L 362,640 L 362,724 L 284,722 Z", knit, 2.4, 0.5);
        }
    }

    public static void Turtleneck(Piece piece)
    {
        var (knit, rib) = Yarns(piece);
        Sweater(piece, knit, rib);
        piece.Sheet.Whole("M 400,150 C 374,148 352,150 338,156 C 334,186 332,212 322,240 C 346,254 374,258 400,258", rib);
        piece.Sheet.Fold("M 342,200 C 372,212 430,212 458,200", 8, 0.3).Glow("M 346,172 C 372,180 428,180 454,172", 8, 0.18);
    }

    public static void Crewneck(Piece piece)
    {
        var (knit, rib) = Yarns(piece);
        piece.Sheet.Flat(Outline.Whole("M 400,198 C 372,196 348,200 330,210 C 344,250 372,262 400,264"), knit.Tint.Darker(0.42).Hex);
        Sweater(piece, knit, rib, neck: "M 400,262 C 364,260 340,240 328,212");
        piece.Sheet.Whole("M 400,252 C 368,250 346,232 336,208 L 318,214 C 330,252 360,278 400,280", rib);
        piece.Sheet.Whole("M 400,192 C 372,190 348,196 332,206 C 344,216 372,214 400,212", rib.As("d", 0.2));
    }

    public static void Vest(Piece piece)
    {
        var (knit, rib) = Yarns(piece);
        var sheet = piece.Sheet;
        sheet.Flat(Outline.Whole("M 400,206 C 372,204 348,208 334,214 L 360,330 L 400,400"), knit.Tint.Darker(0.45).Hex);
        sheet.Whole("M 400,410 C 372,350 346,280 330,212 C 308,220 290,228 276,236 C 292,300 290,360 252,400 C 254,520 252,640 252,742 C 300,754 350,756 400,756", knit);
        sheet.Whole("M 400,744 C 350,744 300,742 252,730 L 256,790 C 300,800 350,802 400,802", rib);
        sheet.Pair("M 334,208 C 350,280 374,344 404,398 L 404,428 C 366,368 336,290 316,216 Z", rib).Pair("M 288,230 C 306,300 300,370 256,416 L 250,394 C 282,356 286,300 270,238 Z", rib);
        sheet.Folds("M 306,430 C 316,540 306,640 308,730", 22, 0.2);
        Cables(piece, knit);
    }

    public static void Dress(Piece piece)
    {
        var (knit, rib) = Yarns(piece);
        var sheet = piece.Sheet;
        sheet.Pair("M 276,196 C 244,226 224,290 214,360 C 204,440 194,520 186,604 C 200,614 234,620 248,616 C 262,530 272,450 284,380 C 290,320 292,260 276,196 Z", knit.As("e", 0.1)).Pair("M 188,588 C 204,598 238,604 250,600 L 246,640 C 232,646 198,640 184,630 Z", rib);
        sheet.Whole("M 400,176 C 366,178 340,176 330,170 C 310,180 292,188 276,196 C 292,270 290,330 284,390 C 288,440 282,480 274,530 C 260,640 256,760 254,874 C 300,886 350,888 400,888", knit);
        sheet.Whole("M 400,858 C 350,858 300,856 256,846 L 256,892 C 300,902 350,904 400,904", rib).Whole("M 400,146 C 376,144 356,146 344,150 C 340,166 338,176 330,186 C 350,198 374,202 400,202", rib);
        sheet.Folds("M 318,420 C 300,560 306,720 304,850", 24, 0.2).Glow("M 392,430 C 380,600 388,720 386,850", 26, 0.12).Folds("M 290,420 C 304,436 314,442 330,446", 9, 0.2);
    }

    public static void Shawl(Piece piece)
    {
        var (knit, _) = Yarns(piece);
        var sheet = piece.Sheet;
        sheet.Part("M 190,230 C 300,200 470,204 620,226 L 640,640 C 500,664 320,664 170,640 Z", knit.As("e", 0.14));
        sheet.Part("M 176,300 C 300,276 480,280 632,300 L 650,700 C 500,724 300,722 156,696 Z", knit);
        sheet.Fold("M 170,420 C 320,400 480,404 640,424", 16, 0.18).Glow("M 166,520 C 320,500 480,504 644,520", 18, 0.14).Fold("M 160,640 C 320,660 500,662 648,642", 14, 0.2);
        Fringe(piece, knit, 156, 650, 706);
    }

    /// <summary>A fringe along a nearly straight lower edge.</summary>
    public static void Fringe(Piece piece, Brush brush, int from, int to, int y)
    {
        for (var x = from + 8; x < to - 4; x += 15)
        {
            var bend = piece.Dice.Between(-6, 6);
            var rise = -14 * Math.Sin(Math.PI * (x - from) / (to - from)) * -1;
            piece.Sheet.Add($"<path d=\"M{x},{Svg.N(y + rise - 8)} q{Svg.N(bend)},26 {Svg.N(bend * 1.4)},56\" fill=\"none\" stroke=\"{brush.Tint.Darker(x % 2 * 0.1).Hex}\" stroke-width=\"6\" stroke-linecap=\"round\"/>");
        }
    }

    private static void Sweater(Piece piece, Brush knit, Brush rib, string neck = "M 400,250 C 366,252 340,246 326,222")
    {
        Sleeves(piece, knit, rib);
        piece.Sheet.Whole($"{neck} C 304,228 280,238 256,248 C 272,310 274,380 268,450 C 262,560 260,650 258,752 C 300,764 350,766 400,766", knit);
        piece.Sheet.Whole("M 400,752 C 350,752 300,750 256,740 L 262,798 C 300,808 350,810 400,810", rib);
        piece.Sheet.Folds("M 304,450 C 314,560 304,650 308,740", 24, 0.18).Glow("M 380,430 C 372,540 384,640 376,740", 24, 0.1).Folds("M 268,420 C 288,408 302,392 312,372", 9, 0.18);
        Cables(piece, knit);
    }

    private static void Sleeves(Piece piece, Brush knit, Brush rib)
    {
        piece.Sheet.Pair(Sleeve, knit.As("e", 0.1)).Pair(Cuff, rib);
        piece.Sheet.Folds("M 216,440 C 208,540 196,630 186,724", 18, 0.24);
    }

    private static void Cables(Piece piece, Brush knit)
    {
        if (!piece.Has("cable") && !piece.Has("aran"))
        {
            return;
        }

        foreach (var x in (ReadOnlySpan<int>)[330, 400, 470])
        {
            for (var y = x == 400 ? 300 : 330; y < 720; y += 56)
            {
                piece.Sheet.Line($"M {x - 13},{y} C {x - 13},{y + 26} {x + 13},{y + 30} {x + 13},{y + 56}", knit, 7, 0.3)
                    .Line($"M {x + 13},{y} C {x + 13},{y + 20} {x + 4},{y + 26} {x + 3},{y + 28}", knit, 7, 0.3).Line($"M {x - 13},{y + 56} C {x - 13},{y + 40} {x - 6},{y + 34} {x - 3},{y + 32}", knit, 7, 0.3);
            }
        }
    }

    private static void Buttons(Piece piece, Brush knit, int x, int y, int count, int step)
    {
        var button = piece.Has("mother-of-pearl") ? Palette.Find("Chalk") : knit.Tint.Brightness < 0.35 ? knit.Tint.Lighter(0.2) : knit.Tint.Darker(0.45);
        for (var at = 0; at < count; at++)
        {
            piece.Sheet.Button(x, y + (at * step), 9, button);
        }
    }

    // Whatever the yarn, a knit shows its loops; its bands are ribbed.
    private static (Brush Knit, Brush Rib) Yarns(Piece piece) => (piece.In(Weave.Knit), piece.In(Weave.Rib, "r", 0.05));
}

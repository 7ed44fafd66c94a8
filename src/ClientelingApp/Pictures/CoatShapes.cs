namespace Luxe.ClientelingApp.Pictures;

/// <summary>Outerwear, laid flat.</summary>
internal static class CoatShapes
{
    private const string Sleeve = "M 256,196 C 216,224 196,290 186,376 C 174,480 160,580 146,676 C 164,692 206,700 226,696 C 242,590 254,500 270,410 C 280,330 280,262 256,196 Z";
    private const string Front = "M 336,162 C 306,178 280,188 254,198 C 272,260 276,330 270,400 C 264,520 250,720 240,892 C 290,908 350,910 396,904 C 408,760 408,600 406,500 C 374,400 348,280 336,162 Z";

    public static void Coat(Piece piece)
    {
        var (cloth, over) = Open(piece, piece.Main());
        Collar(piece, cloth, over);
        piece.Sheet.Lines("M 268,596 L 352,584 L 354,616 L 268,628 Z", cloth, 2.4, 0.55);
        Row(piece, cloth, over - 22, 548, 3, 92);
    }

    public static void Trench(Piece piece)
    {
        var (cloth, over) = Open(piece, piece.Main(Weave.Twill), 448);
        Collar(piece, cloth, over);
        piece.Sheet.Pair("M 334,176 C 310,196 284,206 262,212 C 272,262 276,300 274,336 C 300,350 326,352 346,346 Z", cloth.As("f", 0.03)).Lines("M 286,196 L 272,232 L 296,240 L 312,204", cloth, 2, 0.5);
        Belt(piece, cloth.As("h", 0.1), 520, knot: false);
        Row(piece, cloth, over - 24, 440, 4, 104);
        Row(piece, cloth, over - 104, 440, 4, 104);
        piece.Sheet.Lines("M 168,620 L 234,632 M 166,640 L 232,652", cloth, 2.2, 0.6);
    }

    public static void WrapCoat(Piece piece)
    {
        var (cloth, over) = Open(piece, piece.Main(Weave.Cashmere), 456);
        var lapel = cloth.As("c", -0.05);
        piece.Sheet.Part(Outline.Other("M 400,150 C 368,148 346,152 334,160 C 306,220 288,300 296,360 C 320,420 350,470 384,520 C 392,400 366,280 356,180 C 372,172 386,170 400,170 Z"), lapel);
        piece.Sheet.Part("M 400,150 C 368,148 346,152 334,160 C 306,220 288,300 296,360 C 330,430 390,490 452,540 C 420,400 372,280 358,182 C 372,172 386,170 400,170 Z", lapel);
        Belt(piece, cloth.As("h", 0.08), 536, knot: true);
    }

    public static void Cape(Piece piece)
    {
        var cloth = piece.Main();
        var sheet = piece.Sheet;
        sheet.Flat(Outline.Whole("M 400,196 C 372,194 352,198 340,204 L 366,280 L 400,310"), cloth.Tint.Darker(0.5).Hex);
        sheet.Pair("M 336,202 C 290,222 236,262 206,340 C 170,470 150,620 144,752 C 210,800 310,822 402,824 L 402,330 C 372,292 350,250 336,202 Z", cloth);
        sheet.Folds("M 300,300 C 262,460 246,620 236,776", 28, 0.22).Folds("M 350,340 C 330,500 322,660 316,806", 24, 0.18).Glow("M 262,330 C 228,470 206,620 196,750", 24, 0.16).Line("M 402,330 L 402,822", cloth, 2.4, 0.6).Lines("M 252,520 L 232,640", cloth, 3, 0.6);
        sheet.Pair("M 400,184 C 370,180 348,188 336,200 C 316,236 306,262 304,292 C 340,300 376,310 402,332 C 380,290 362,250 356,214 C 370,206 386,204 400,204 Z", cloth.As("c", -0.04));
        sheet.Button(402, 372, 14, piece.Metal().Tint).Button(402, 452, 14, piece.Metal().Tint);
    }

    public static void Quilted(Piece piece)
    {
        var cloth = piece.In(Weave.Quilt);
        var trim = new Brush("t", piece.Tint.Darker(0.3), Weave.Suede);
        var sheet = piece.Sheet;
        sheet.Flat(Outline.Whole("M 400,210 C 372,208 352,212 340,218 L 370,276 L 400,290"), trim.Tint.Hex);
        sheet.Pair("M 256,240 C 214,268 196,334 186,410 C 176,510 164,600 150,700 C 168,716 210,724 230,720 C 244,620 256,540 270,456 C 280,376 280,306 256,240 Z", cloth.As("e", 0.1));
        sheet.Pair("M 336,214 C 306,226 280,234 254,242 C 270,304 274,374 268,444 C 262,560 258,660 256,776 C 300,784 360,786 402,784 L 402,300 C 372,280 350,250 336,214 Z", cloth);
        sheet.Pair("M 400,196 C 368,192 346,200 334,210 C 330,240 332,262 338,284 C 362,286 386,292 402,302 C 380,272 364,248 358,228 C 372,220 386,218 400,218 Z", trim).Pair("M 150,688 C 168,704 210,712 232,708 L 230,728 C 208,732 168,724 148,712 Z", trim);
        sheet.Pair("M 278,610 L 360,604 L 362,716 L 280,720 Z", cloth.As("f", 0.06)).Line("M 402,302 L 402,784", trim, 3, 0.8);
        Row(piece, cloth, 402, 350, 5, 92);
    }

    private static (Brush Cloth, int Over) Open(Piece piece, Brush cloth, int over = 416)
    {
        var sheet = piece.Sheet;
        sheet.Flat(Outline.Whole("M 400,158 C 372,156 352,160 338,166 L 356,300 L 400,400"), cloth.Tint.Mix(Palette.Find("Bone"), 0.3).Darker(0.4).Hex);
        sheet.Pair(Sleeve, cloth.As("b", 0.1)).Folds("M 216,390 C 208,500 196,590 186,676", 17, 0.26);
        sheet.Pair(Front, cloth);
        sheet.Part($"M 336,162 C 306,178 280,188 254,198 C 272,260 276,330 270,400 C 264,520 250,720 240,892 C 290,908 360,912 {over},904 L {over},520 C 380,400 348,280 336,162 Z", cloth);
        sheet.Folds("M 306,430 C 304,600 292,750 288,890", 26, 0.2).Glow("M 352,520 C 356,660 350,780 350,896", 24, 0.13).Folds("M 340,560 C 342,700 330,800 328,896", 14, 0.14).Line($"M {over},520 L {over},904", cloth, 2.6, 0.6);
        return (cloth, over);
    }

    private static void Collar(Piece piece, Brush cloth, int over)
    {
        var lapel = cloth.As("c", -0.05);
        piece.Sheet.Part(Outline.Other("M 338,164 C 316,210 296,244 284,274 L 318,292 L 288,312 C 318,390 352,460 392,520 C 384,400 362,270 338,164 Z"), lapel)
            .Part($"M 338,164 C 316,210 296,244 284,274 L 318,292 L 288,312 C 318,390 362,460 {over},526 C 388,400 362,270 338,164 Z", lapel)
            .Pair("M 400,144 C 370,140 348,148 336,158 C 318,190 304,214 292,238 L 324,254 C 342,222 366,192 400,186 Z", lapel);
    }

    private static void Belt(Piece piece, Brush belt, int y, bool knot)
    {
        piece.Sheet.Part($"M 264,{y} C 330,{y + 12} 470,{y + 12} 536,{y} L 538,{y + 40} C 470,{y + 52} 330,{y + 52} 262,{y + 40} Z", belt);
        if (knot)
        {
            piece.Sheet.Part($"M 376,{y + 30} C 352,{y + 120} 346,{y + 190} 350,{y + 260} L 390,{y + 262} C 386,{y + 190} 396,{y + 110} 408,{y + 40} Z", belt).Part($"M 400,{y + 30} C 424,{y + 100} 436,{y + 150} 436,{y + 214} L 474,{y + 206} C 470,{y + 140} 450,{y + 80} 424,{y + 26} Z", belt)
                .Part($"M 370,{y - 4} C 390,{y - 12} 414,{y - 12} 432,{y - 2} C 440,{y + 18} 436,{y + 42} 426,{y + 54} C 408,{y + 60} 388,{y + 58} 372,{y + 52} C 364,{y + 36} 364,{y + 14} 370,{y - 4} Z", belt);
            return;
        }

        piece.Sheet.Add($"<path d=\"M 376,{y - 4} H 436 V {y + 56} H 376 Z M 388,{y + 8} V {y + 44} H 424 V {y + 8} Z\" fill-rule=\"evenodd\" fill=\"{belt.Tint.Darker(0.45).Hex}\" filter=\"url(#small)\"/>");
        piece.Sheet.Part($"M 436,{y + 14} C 470,{y + 20} 496,{y + 60} 500,{y + 110} L 470,{y + 122} C 464,{y + 84} 450,{y + 60} 432,{y + 50} Z", belt);
    }

    private static void Row(Piece piece, Brush cloth, int x, int y, int count, int step)
    {
        var horn = cloth.Tint.Brightness < 0.35 ? cloth.Tint.Lighter(0.18) : cloth.Tint.Darker(0.5);
        for (var at = 0; at < count; at++)
        {
            piece.Sheet.Button(x, y + (at * step), 12, horn);
        }
    }
}

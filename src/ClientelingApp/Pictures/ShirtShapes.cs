namespace Luxe.ClientelingApp.Pictures;

/// <summary>Shirts, blouses and dresses, laid flat.</summary>
internal static class ShirtShapes
{
    private const string Sleeve = "M 262,236 C 222,262 202,330 190,420 C 178,530 164,630 150,728 C 168,744 206,752 226,748 C 240,640 252,550 268,460 C 278,380 280,300 262,236 Z";

    public static void Shirt(Piece piece)
    {
        var cloth = piece.Main(Weave.Cotton);
        var sheet = piece.Sheet;
        sheet.Flat(Outline.Whole("M 400,196 C 374,194 352,198 340,204 C 352,240 380,262 400,268"), cloth.Tint.Darker(0.28).Hex);
        sheet.Pair(Sleeve, cloth.As("b", 0.07)).Pair("M 152,712 C 170,728 208,736 229,732 L 222,790 C 206,796 162,788 144,776 Z", cloth);
        sheet.Folds("M 218,430 C 210,540 200,620 188,716", 15, 0.18).Folds("M 226,560 C 222,590 216,606 206,620", 7, 0.16);
        sheet.Whole("M 400,270 C 374,254 352,228 338,206 C 310,222 284,232 260,240 C 274,310 276,380 270,460 C 266,570 262,680 254,780 C 262,812 290,836 320,842 C 356,848 380,820 400,812", cloth);
        sheet.Folds("M 306,440 C 318,560 304,690 300,810", 22, 0.15).Folds("M 272,430 C 290,420 304,404 314,384", 8, 0.16).Glow("M 350,460 C 358,580 346,700 350,800", 20, 0.16);
        sheet.Line("M 386,270 L 386,814 M 414,270 L 414,814", cloth, 1.8, 0.4);
        sheet.Pair("M 400,190 C 372,186 350,192 340,198 C 328,226 326,254 334,286 C 356,282 384,280 402,270 C 376,252 358,226 352,208 C 368,204 384,204 400,204 Z", cloth.As("c", -0.04));
        if (piece.Dice.Chance(0.5))
        {
            sheet.Line("M 446,372 L 520,372 L 520,446 L 483,462 L 446,446 Z", cloth, 2, 0.45);
        }

        ShirtButtons(piece, cloth, 400, 316, 6, 78);
    }

    public static void Blouse(Piece piece)
    {
        var cloth = piece.Main(Weave.Silk);
        var sheet = piece.Sheet;
        sheet.Pair("M 268,240 C 214,270 184,350 164,450 C 146,540 140,620 150,690 C 172,716 214,720 236,704 C 254,620 262,540 272,462 C 284,380 286,300 268,240 Z", cloth.As("b", 0.08));
        sheet.Pair("M 152,680 C 174,704 214,708 238,694 L 236,736 C 212,750 176,746 156,726 Z", cloth);
        sheet.Folds("M 206,420 C 186,520 186,610 190,690", 16, 0.16).Folds("M 236,440 C 220,540 218,610 216,690", 10, 0.14);
        sheet.Whole("M 400,236 C 368,236 346,228 334,214 C 310,226 288,234 264,244 C 280,310 282,380 276,460 C 262,560 250,670 246,788 C 300,806 350,808 400,808", cloth);
        sheet.Folds("M 318,300 C 306,440 316,640 296,796", 24, 0.11).Glow("M 352,320 C 360,460 342,640 348,796", 24, 0.2).Fold("M 430,330 C 448,480 430,650 444,800", 20, 0.1);
        if (piece.Has("bow") || piece.Dice.Chance(0.4))
        {
            Bow(piece, cloth);
        }
        else
        {
            sheet.Pair("M 400,196 C 374,194 352,198 340,204 C 330,216 328,228 332,240 C 356,250 384,250 402,240 Z", cloth.As("c", 0.05));
            sheet.Line("M 388,244 L 388,806 M 412,244 L 412,806", cloth, 1.6, 0.35);
            ShirtButtons(piece, cloth, 400, 290, 7, 72);
        }
    }

    public static void Shirtdress(Piece piece)
    {
        var cloth = piece.Main(Weave.Linen);
        var sheet = piece.Sheet;
        sheet.Flat(Outline.Whole("M 400,150 C 376,148 356,152 344,158 C 356,190 384,208 400,212"), cloth.Tint.Darker(0.28).Hex);
        sheet.Pair("M 284,184 C 250,206 230,262 220,330 C 212,390 206,440 198,500 C 214,510 246,516 260,512 C 270,450 278,400 288,350 C 296,290 298,236 284,184 Z", cloth.As("b", 0.08));
        sheet.Whole("M 400,214 C 376,200 356,180 342,160 C 320,172 300,180 282,188 C 296,250 298,310 292,370 C 292,400 300,430 304,458 C 278,590 250,730 232,860 C 290,884 350,888 400,888", cloth);
        sheet.Folds("M 330,480 C 306,620 292,740 282,868", 24, 0.2).Glow("M 368,480 C 356,620 350,740 346,876", 22, 0.16).Folds("M 384,490 C 382,620 378,740 376,880", 14, 0.16).Folds("M 316,400 C 324,424 330,436 344,448", 8, 0.22);
        sheet.Line("M 388,214 L 388,886 M 412,214 L 412,886", cloth, 1.8, 0.4);
        sheet.Pair("M 400,144 C 374,142 354,146 344,152 C 334,178 332,204 338,232 C 358,228 386,224 402,214 C 378,198 362,178 356,160 C 370,158 386,158 400,158 Z", cloth.As("c", -0.04));
        ShirtButtons(piece, cloth, 400, 256, 8, 78);
        sheet.Whole("M 400,448 C 360,448 330,446 302,442 L 302,476 C 330,480 360,482 400,482", cloth.As("d", 0.12)).Part("M 400,470 C 390,520 380,560 384,610 L 404,606 C 402,560 412,520 418,474 Z", cloth.As("d", 0.12));
    }

    public static void Dress(Piece piece)
    {
        var cloth = piece.Main(Weave.Linen);
        var sheet = piece.Sheet;
        var flare = piece.Dice.Between(0, 44);
        sheet.Flat(Outline.Whole("M 400,176 C 374,172 356,164 346,154 C 352,196 372,216 400,220"), cloth.Tint.Darker(0.32).Hex);
        sheet.Whole($"M 400,222 C 366,216 346,190 340,152 C 326,154 314,158 304,162 C 312,230 306,280 282,316 C 294,370 300,420 300,452 C 280,600 250,740 {Svg.N(236 - flare)},880 C 290,900 350,904 400,904", cloth);
        sheet.Folds($"M 322,470 C 304,620 {Svg.N(286 - flare)},740 {Svg.N(280 - flare)},884", 26, 0.2).Glow("M 360,470 C 350,620 344,740 336,890", 24, 0.16).Fold("M 420,470 C 428,620 424,740 436,894", 24, 0.2).Folds("M 306,340 C 316,372 322,396 326,420", 9, 0.18);
        sheet.Lines("M 300,452 C 334,460 366,462 400,462", cloth, 2.4, 0.5);
        if (cloth.Weave == Weave.Linen)
        {
            sheet.Stitch($"M {Svg.N(244 - flare)},858 C 290,876 350,882 400,882 C 450,882 510,876 {Svg.N(556 + flare)},858", cloth.Tint.Lighter(0.5)).Stitch("M 346,186 C 356,216 376,234 400,236 C 424,234 444,216 454,186", cloth.Tint.Lighter(0.5));
        }
    }

    private static void Bow(Piece piece, Brush cloth)
    {
        var tie = cloth.As("c", 0.04);
        piece.Sheet.Whole("M 400,196 C 374,194 352,198 338,206 C 328,220 330,236 340,244 C 360,254 384,254 400,252", tie)
            .Part("M 394,252 C 372,330 352,410 344,500 L 392,512 C 396,420 404,340 410,258 Z", tie).Part("M 404,254 C 420,330 436,390 440,464 L 484,450 C 474,370 446,300 420,250 Z", tie)
            .Part("M 402,246 C 360,214 306,232 300,266 C 312,304 368,296 402,262 Z", tie).Part("M 402,246 C 442,212 496,230 504,262 C 494,302 440,296 402,262 Z", tie).Part("M 388,236 C 400,230 414,232 420,240 C 424,254 420,270 412,276 C 400,278 390,274 386,266 C 384,254 384,244 388,236 Z", tie)
            .Fold("M 386,254 C 356,252 330,258 316,266", 9, 0.28).Fold("M 420,254 C 446,250 470,256 488,262", 9, 0.28);
    }

    private static void ShirtButtons(Piece piece, Brush cloth, int x, int y, int count, int step)
    {
        var button = piece.Has("mother-of-pearl") || cloth.Tint.Brightness < 0.5 ? Palette.Find("Chalk") : cloth.Tint.Darker(0.22);
        for (var at = 0; at < count; at++)
        {
            piece.Sheet.Button(x, y + (at * step), 6.5, button);
        }
    }
}

namespace Luxe.ClientelingApp.Pictures;

/// <summary>Tailoring and its close relations, laid flat.</summary>
internal static class TailoringShapes
{
    public static void Blazer(Piece piece) => Jacket(piece, doubleBreasted: false);

    public static void DoubleBreasted(Piece piece) => Jacket(piece, doubleBreasted: true);

    public static void Waistcoat(Piece piece)
    {
        var cloth = piece.Main();
        var sheet = piece.Sheet;
        sheet.Flat(Outline.Whole("M 400,190 C 370,186 340,186 318,196 L 330,420 L 400,470"), cloth.Tint.Darker(0.5).Hex);
        sheet.Pair("M 300,180 C 286,190 270,200 250,208 C 262,270 252,330 218,380 C 222,520 216,660 214,770 C 250,800 300,830 330,846 L 404,770 L 404,520 C 372,420 332,300 300,180 Z", cloth);
        sheet.Lines("M 300,182 C 332,300 372,420 403,520", cloth, 3, 0.6).Lines("M 240,640 L 330,622 L 332,646 L 242,664 Z", cloth, 2, 0.6);
        sheet.Line("M 404,520 L 404,770", cloth, 2.5, 0.7).Folds("M 300,400 C 312,520 306,640 312,780", 22, 0.22);
        for (var at = 0; at < 4; at++)
        {
            sheet.Button(416, 545 + (at * 62), 9, cloth.Tint.Darker(0.35));
        }
    }

    public static void WideTrousers(Piece piece) => Trousers(piece, knee: 232, hem: 190, inner: 386);

    public static void TaperedTrousers(Piece piece) => Trousers(piece, knee: 272, hem: 292, inner: 372);

    public static void Skirt(Piece piece)
    {
        var cloth = piece.Main();
        var long_ = piece.Dice.Chance(0.5) ? 60 : 0;
        piece.Sheet.Whole($"M 400,196 C 360,200 320,200 286,196 C 262,300 238,420 244,560 C 246,640 252,{730 + long_} 258,{800 + long_} C 310,{812 + long_} 360,{814 + long_} 400,{814 + long_}", cloth);
        piece.Sheet.Whole("M 400,188 C 360,192 320,192 288,188 L 284,232 C 320,238 360,238 400,238", cloth.As("b", 0.08));
        piece.Sheet.Folds("M 320,250 C 318,300 312,340 300,380", 12, 0.3).Fold($"M 330,420 C 322,540 330,660 326,{790 + long_}", 26, 0.2).Glow($"M 360,300 C 350,460 362,640 352,{790 + long_}", 26, 0.16)
            .Fold($"M 470,380 C 488,520 470,680 482,{790 + long_}", 26, 0.24).Line($"M 400,240 L 400,{812 + long_}", cloth, 2, 0.25).Lines("M 330,240 L 326,330", cloth, 2, 0.5);
    }

    private static void Jacket(Piece piece, bool doubleBreasted)
    {
        var cloth = piece.Main();
        var sheet = piece.Sheet;
        var length = piece.Dice.Between(-14, 26);
        sheet.Flat(Outline.Whole("M 400,196 C 372,194 350,198 334,206 L 352,330 L 400,420"), piece.Has("silk") ? "#d9cdbb" : cloth.Tint.Mix(Palette.Find("Bone"), 0.35).Darker(0.35).Hex);
        sheet.Flat(Outline.Whole("M 400,178 C 372,178 350,186 336,204 C 356,214 380,218 400,218"), cloth.Tint.Darker(0.3).Hex);

        // Sleeves lie behind the body and bend a little, as a sleeve does that somebody smoothed by hand.
        sheet.Pair($"M 252,236 C 214,262 196,318 186,400 C 174,500 156,610 138,{724 + length} C 152,{742 + length} 196,{752 + length} 214,{748 + length} C 232,640 246,540 262,450 C 272,380 274,300 252,236 Z", cloth.As("b", 0.1));
        sheet.Folds($"M 214,420 C 206,520 192,620 182,{718 + length}", 16, 0.28).Folds("M 240,330 C 230,350 222,362 212,370", 6, 0.18);
        sheet.Pair($"M 334,202 C 304,218 278,228 250,238 C 268,300 270,362 262,420 C 258,500 262,560 250,{660 + length} C 246,{710 + length} 244,{740 + length} 244,{772 + length} C 300,{794 + length} 360,{796 + length} 396,{770 + length} C 408,{740 + length} 408,{690 + length} 408,640 L 408,540 C 372,430 346,310 334,202 Z", cloth);

        // The left front lies over the right one.
        var over = doubleBreasted ? 446 : 414;
        sheet.Part($"M 334,202 C 304,218 278,228 250,238 C 268,300 270,362 262,420 C 258,500 262,560 250,{660 + length} C 246,{710 + length} 244,{740 + length} 244,{772 + length} C 300,{794 + length} 350,{798 + length} {over - 34},{784 + length} C {over - 6},{770 + length} {over},{740 + length} {over},660 L {over},552 C 380,430 346,310 334,202 Z", cloth);
        sheet.Folds($"M 300,440 C 318,520 306,600 300,{720 + length}", 22, 0.22).Glow($"M 346,480 C 356,560 350,660 352,{760 + length}", 20, 0.14);
        Lapels(piece, cloth, over, doubleBreasted);
        sheet.Line($"M {over},556 L {over},660 C {over},740 {over - 6},{770 + length} {over - 34},{784 + length}", cloth, 2.4, 0.6);
        sheet.Lines($"M 262,{636 + length} L 348,{626 + length} L 350,{656 + length} L 262,{666 + length} Z", cloth, 2.2, 0.6).Line("M 448,404 L 508,392", cloth, 2.4, 0.55);
        Fasten(piece, cloth, over, doubleBreasted);
    }

    private static void Lapels(Piece piece, Brush cloth, int over, bool doubleBreasted)
    {
        var notch = piece.Dice.Between(-10, 14);
        var peak = doubleBreasted ? 26 : 0;
        var lapel = cloth.As("c", -0.06);
        piece.Sheet.Part(Outline.Other($"M 336,204 C 318,238 300,262 286,{288 + notch} L 316,{300 + notch - peak} L 290,{322 + notch - peak} C 322,410 360,490 {(doubleBreasted ? 372 : 404)},556 C 392,430 364,300 336,204 Z"), lapel);
        piece.Sheet.Part($"M 336,204 C 318,238 300,262 286,{288 + notch} L 316,{300 + notch - peak} L 290,{322 + notch - peak} C 322,410 366,490 {over},556 C 396,430 364,300 336,204 Z", lapel);
        piece.Sheet.Pair("M 400,184 C 372,180 350,186 334,198 C 318,224 306,242 294,258 L 322,268 C 340,244 364,226 400,222 Z", lapel);
        piece.Sheet.Lines($"M 316,{300 + notch - peak} L 340,{288 + notch}", cloth, 2, 0.7);
    }

    private static void Fasten(Piece piece, Brush cloth, int over, bool doubleBreasted)
    {
        var horn = cloth.Tint.Brightness < 0.35 ? cloth.Tint.Lighter(0.16) : cloth.Tint.Darker(0.5);
        var button = piece.Has("silver") ? Palette.Find("Silver") : horn;
        for (var at = 0; at < 2; at++)
        {
            piece.Sheet.Button(over - 20, 584 + (at * 74), 11, button);
            if (doubleBreasted)
            {
                piece.Sheet.Button(over - 96, 584 + (at * 74), 11, button);
            }
        }

        for (var at = 0; at < 3; at++)
        {
            piece.Sheet.Button(182 + (at * 3), 690 - (at * 22), 6, button).Button(618 - (at * 3), 690 - (at * 22), 6, button);
        }
    }

    private static void Trousers(Piece piece, int knee, int hem, int inner)
    {
        var cloth = piece.Main();
        var leg = $"M 404,180 C 360,186 320,186 296,180 C 280,270 262,380 {knee + 18},520 C {knee},640 {hem + 8},780 {hem},878 C {hem + 50},892 {inner - 50},892 {inner},880 C {inner + 6},740 {inner + 4},560 404,420 Z";
        piece.Sheet.Pair(leg, cloth);
        piece.Sheet.Whole("M 400,170 C 360,176 324,176 298,170 L 292,216 C 324,224 362,224 400,224", cloth.As("b", 0.07));
        var crease = (hem + inner) / 2;
        piece.Sheet.Lines($"M 346,232 C 336,400 {crease + 10},640 {crease},884", cloth, 2.2, 0.45).Folds($"M 362,240 C 352,420 {crease + 34},640 {crease + 26},876", 18, 0.22)
            .Folds("M 394,350 C 384,384 372,404 356,418", 7, 0.16).Line("M 400,224 C 402,300 402,360 402,420", cloth, 2.2, 0.6)
            .Lines("M 290,262 C 304,290 308,320 306,346", cloth, 2.2, 0.5).Lines("M 330,172 L 326,222", cloth, 2, 0.4);
        piece.Sheet.Button(400, 198, 8, cloth.Tint.Darker(0.4));
    }
}

namespace Luxe.ClientelingApp.Pictures;

/// <summary>Leather goods: bags stand, small things lie.</summary>
internal static class LeatherShapes
{
    public static void Tote(Piece piece)
    {
        var (hide, edge, stitch) = Hide(piece);
        var sheet = piece.Sheet;
        sheet.Add(Handle("M 300,420 C 292,240 330,170 400,170 C 470,170 508,240 500,420", edge.Tint.Darker(0.2), 20));
        sheet.Part("M 214,400 L 586,400 C 604,560 616,700 622,810 C 622,826 612,834 596,834 L 204,834 C 188,834 178,826 178,810 C 184,700 196,560 214,400 Z", hide);
        sheet.Flat("M 214,400 L 586,400 L 588,414 L 212,414 Z", edge.Tint.Darker(0.35).Hex, 0.6);
        sheet.Add(Handle("M 292,520 C 280,300 322,200 396,200 C 470,200 514,300 506,520", edge.Tint, 22));
        foreach (var x in (ReadOnlySpan<int>)[290, 508])
        {
            sheet.Part($"M {x - 20},470 L {x + 20},470 L {x + 20},548 C {x + 20},570 {x - 20},570 {x - 20},548 Z", edge).Stitch($"M {x - 13},478 L {x - 13},548 C {x - 8},560 {x + 8},560 {x + 13},548 L {x + 13},478", stitch);
        }

        sheet.Stitch("M 196,812 L 604,812 M 226,414 C 212,560 200,700 194,800 M 574,414 C 588,560 600,700 606,800", stitch, 0.55).Glow("M 244,470 C 234,580 224,700 220,790", 20, 0.2);
        sheet.Flat("M 372,640 H 428 V 654 H 372 Z", edge.Tint.Darker(0.2).Hex, 0.5);
    }

    public static void TopHandle(Piece piece)
    {
        var (hide, edge, stitch) = Hide(piece);
        var metal = piece.Metal();
        var sheet = piece.Sheet;
        sheet.Add(Handle("M 310,470 C 312,330 350,290 400,290 C 450,290 488,330 490,470", edge.Tint, 24));
        sheet.Part("M 216,470 L 584,470 C 606,580 622,720 626,806 C 626,826 616,834 600,834 L 200,834 C 184,834 174,826 174,806 C 178,720 194,580 216,470 Z", hide);
        sheet.Part("M 208,462 C 330,452 470,452 592,462 C 602,500 606,560 600,600 C 540,640 470,660 400,662 C 330,660 260,640 200,600 C 194,560 198,500 208,462 Z", hide.As("b", -0.05)).Stitch("M 214,590 C 268,624 334,644 400,646 C 466,644 532,624 586,590", stitch, 0.6);
        sheet.Part("M 366,622 C 366,606 434,606 434,622 L 434,684 C 434,700 366,700 366,684 Z", metal).Add($"<circle cx=\"400\" cy=\"654\" r=\"9\" fill=\"{metal.Tint.Darker(0.6).Hex}\"/>");
        foreach (var x in (ReadOnlySpan<int>)[310, 490])
        {
            sheet.Add($"<circle cx=\"{x}\" cy=\"474\" r=\"19\" fill=\"none\" stroke=\"{metal.Tint.Hex}\" stroke-width=\"8\" filter=\"url(#small)\"/>");
        }

        sheet.Glow("M 226,500 C 220,540 222,570 226,586", 14, 0.25).Glow("M 214,680 C 208,730 206,770 206,800", 18, 0.16);
    }

    public static void Clutch(Piece piece)
    {
        var (hide, _, stitch) = Hide(piece);
        var sheet = piece.Sheet;
        sheet.Part("M 150,350 L 650,350 C 664,350 672,358 672,372 L 672,668 C 672,682 664,690 650,690 L 150,690 C 136,690 128,682 128,668 L 128,372 C 128,358 136,350 150,350 Z", hide);
        sheet.Part("M 140,342 L 660,342 C 674,342 682,352 680,366 L 420,574 C 408,584 392,584 380,574 L 120,366 C 118,352 126,342 140,342 Z", hide.As("b", -0.05)).Stitch("M 142,372 L 386,562 C 396,568 404,568 414,562 L 658,372", stitch, 0.6).Stitch("M 146,676 L 654,676", stitch, 0.45);
        sheet.Part("M 378,548 C 378,534 422,534 422,548 L 422,588 C 422,602 378,602 378,588 Z", piece.Metal());
    }

    public static void Wallet(Piece piece)
    {
        var (hide, edge, stitch) = Hide(piece);
        var sheet = piece.Sheet;
        sheet.Part("M 176,330 H 624 C 642,330 652,340 652,358 V 658 C 652,676 642,686 624,686 H 176 C 158,686 148,676 148,658 V 358 C 148,340 158,330 176,330 Z", edge).Part("M 176,322 H 624 C 642,322 652,332 652,350 V 646 C 652,664 642,674 624,674 H 176 C 158,674 148,664 148,646 V 350 C 148,332 158,322 176,322 Z", hide);
        sheet.Stitch("M 180,340 H 620 C 630,340 634,346 634,354 V 642 C 634,650 630,656 620,656 H 180 C 170,656 166,650 166,642 V 354 C 166,346 170,340 180,340 Z", stitch, 0.6).Part("M 520,452 H 672 C 686,452 692,462 692,476 V 520 C 692,534 686,544 672,544 H 520 C 506,544 500,534 500,520 V 476 C 500,462 506,452 520,452 Z", hide.As("b", 0.08));
        sheet.Add($"<circle cx=\"540\" cy=\"498\" r=\"17\" fill=\"{piece.Metal().Tint.Hex}\" filter=\"url(#small)\"/>").Flat("M 200,610 H 262 V 614 H 200 Z", edge.Tint.Darker(0.3).Hex, 0.6);
    }

    public static void CardHolder(Piece piece)
    {
        var (hide, edge, stitch) = Hide(piece);
        var sheet = piece.Sheet;
        sheet.Part("M 250,276 L 556,276 L 556,420 L 250,420 Z", new Brush("n", Palette.Find("Ecru"), Weave.Paper)).Part("M 236,318 H 564 C 580,318 588,326 588,342 V 700 C 588,716 580,724 564,724 H 236 C 220,724 212,716 212,700 V 342 C 212,326 220,318 236,318 Z", hide.As("b", 0.1));
        sheet.Part("M 212,420 L 588,400 L 588,700 C 588,716 580,724 564,724 L 236,724 C 220,724 212,716 212,700 Z", hide).Part("M 212,560 L 588,500 L 588,700 C 588,716 580,724 564,724 L 236,724 C 220,724 212,716 212,700 Z", hide.As("c", -0.05));
        sheet.Stitch("M 226,352 L 226,696 C 226,706 232,710 240,710 L 560,710 C 568,710 574,706 574,696 L 574,352", stitch, 0.6).Flat("M 370,640 H 430 V 645 H 370 Z", edge.Tint.Darker(0.3).Hex, 0.7);
    }

    public static void Journal(Piece piece)
    {
        var (hide, edge, stitch) = Hide(piece);
        var sheet = piece.Sheet;
        sheet.Part("M 246,210 H 570 C 584,210 590,216 590,230 V 800 C 590,814 584,820 570,820 H 246 Z", new Brush("q", Palette.Find("Ivory").Darker(0.1), Weave.Paper));
        sheet.Part("M 236,196 H 552 C 568,196 576,204 576,220 V 790 C 576,806 568,814 552,814 H 236 C 220,814 212,806 212,790 V 220 C 212,204 220,196 236,196 Z", hide).Fold("M 262,200 V 812", 10, 0.36).Glow("M 274,200 V 812", 6, 0.24);
        sheet.Stitch("M 288,214 H 550 C 556,214 560,218 560,224 V 786 C 560,792 556,796 550,796 H 288", stitch, 0.5).Part("M 496,194 H 520 V 816 H 496 Z", edge.As("d", 0.25)).Part("M 330,814 L 352,814 L 356,880 L 342,866 L 328,880 Z", new Brush("rib", Palette.Find("Burgundy"), Weave.Silk));
    }

    public static void Weekender(Piece piece)
    {
        var (hide, edge, stitch) = Hide(piece);
        var metal = piece.Metal();
        var sheet = piece.Sheet;
        sheet.Add(Handle("M 286,560 C 280,380 340,330 400,330 C 460,330 520,380 514,560", edge.Tint.Darker(0.2), 20));
        sheet.Part("M 172,520 C 180,480 240,466 400,466 C 560,466 620,480 628,520 C 664,600 676,720 668,806 C 666,826 656,834 640,834 H 160 C 144,834 134,826 132,806 C 124,720 136,600 172,520 Z", hide);
        sheet.Line("M 186,500 C 300,484 500,484 614,500", edge, 5, 0.7).Part("M 132,770 C 300,786 500,786 668,770 L 668,806 C 666,826 656,834 640,834 H 160 C 144,834 134,826 132,806 Z", edge);
        sheet.Add(Handle("M 274,640 C 262,420 320,360 398,360 C 476,360 534,420 524,640", edge.Tint, 22));
        foreach (var x in (ReadOnlySpan<int>)[272, 526])
        {
            sheet.Part($"M {x - 18},600 H {x + 18} V 772 H {x - 18} Z", edge).Add($"<circle cx=\"{x}\" cy=\"616\" r=\"14\" fill=\"none\" stroke=\"{metal.Tint.Hex}\" stroke-width=\"6\" filter=\"url(#small)\"/>");
        }

        sheet.Stitch("M 140,760 C 300,776 500,776 660,760", stitch, 0.6).Glow("M 178,560 C 158,630 152,700 154,750", 20, 0.18).Fold("M 330,560 C 380,600 440,600 480,566", 18, 0.12);
    }

    public static void Parcel(Piece piece)
    {
        var paper = new Brush("n", Palette.Find("Ecru"), Weave.Paper);
        var ribbon = new Brush("r", piece.Tint, Weave.Silk);
        piece.Sheet.Volume = "firm";
        piece.Sheet.Part("M 190,330 L 610,330 L 610,700 L 190,700 Z", paper).Part("M 380,326 L 420,326 L 420,704 L 380,704 Z", ribbon).Part("M 186,494 L 614,494 L 614,534 L 186,534 Z", ribbon)
            .Part("M 400,514 C 350,440 290,440 292,484 C 294,520 360,522 400,514 Z", ribbon).Part("M 400,514 C 450,440 510,440 508,484 C 506,520 440,522 400,514 Z", ribbon);
    }

    private static (Brush Hide, Brush Edge, Tint Stitch) Hide(Piece piece)
    {
        piece.Sheet.Volume = "firm";
        var hide = piece.Main(Weave.Leather);
        var stitch = piece.Tint.Brightness < 0.42 ? piece.Tint.Lighter(0.42) : piece.Tint.Darker(0.3);
        return (hide, hide.As("e", piece.Tint.Brightness > 0.7 ? 0.1 : 0.22), stitch);
    }

    private static string Handle(string path, Tint tint, int width) =>
        $"<g fill=\"none\" stroke-linecap=\"round\"><path d=\"{path}\" stroke=\"{tint.Darker(0.35).Hex}\" stroke-width=\"{width}\"/><path d=\"{path}\" stroke=\"{tint.Hex}\" stroke-width=\"{width - 5}\"/><path d=\"{path}\" stroke=\"{tint.Lighter(0.3).Hex}\" stroke-opacity=\".5\" stroke-width=\"{width / 4}\" transform=\"translate(-3 -2)\"/></g>";
}

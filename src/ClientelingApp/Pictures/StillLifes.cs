using System.Collections.Frozen;

namespace Luxe.ClientelingApp.Pictures;

/// <summary>Every shape by its name.</summary>
internal static class StillLifes
{
    private static readonly FrozenDictionary<string, StillLife> Shapes = new Dictionary<string, StillLife>
    {
        ["blazer"] = new(TailoringShapes.Blazer),
        ["double-breasted-blazer"] = new(TailoringShapes.DoubleBreasted),
        ["waistcoat"] = new(TailoringShapes.Waistcoat),
        ["wide-leg-trousers"] = new(TailoringShapes.WideTrousers),
        ["tapered-trousers"] = new(TailoringShapes.TaperedTrousers),
        ["pencil-skirt"] = new(TailoringShapes.Skirt),
        ["shirt"] = new(ShirtShapes.Shirt),
        ["blouse"] = new(ShirtShapes.Blouse),
        ["shirtdress"] = new(ShirtShapes.Shirtdress),
        ["dress"] = new(ShirtShapes.Dress),
        ["cardigan"] = new(KnitShapes.Cardigan),
        ["turtleneck"] = new(KnitShapes.Turtleneck),
        ["crewneck"] = new(KnitShapes.Crewneck),
        ["knit-vest"] = new(KnitShapes.Vest),
        ["knit-dress"] = new(KnitShapes.Dress),
        ["shawl"] = new(KnitShapes.Shawl),
        ["coat"] = new(CoatShapes.Coat),
        ["trench"] = new(CoatShapes.Trench),
        ["wrap-coat"] = new(CoatShapes.WrapCoat),
        ["cape"] = new(CoatShapes.Cape),
        ["quilted-jacket"] = new(CoatShapes.Quilted),
        ["vase"] = Stands(HomeShapes.Vase, 150),
        ["bowl"] = Stands(HomeShapes.Bowl, 190),
        ["candle"] = Stands(HomeShapes.Candle, 200),
        ["carafe"] = Stands(HomeShapes.Carafe, 130),
        ["sculpture"] = Stands(HomeShapes.Sculpture, 170),
        ["bedding"] = Stands(HomeShapes.Bedding, 240),
        ["cushion"] = Stands(HomeShapes.Cushion, 220),
        ["tray"] = new(HomeShapes.Tray),
        ["book"] = new(HomeShapes.Book),
        ["throw"] = new(HomeShapes.Throw),
        ["watch"] = new(AccessoryShapes.Watch),
        ["scarf"] = new(AccessoryShapes.Scarf),
        ["belt"] = new(AccessoryShapes.Belt),
        ["gloves"] = new(AccessoryShapes.Gloves),
        ["hat"] = Stands(AccessoryShapes.Hat, 280),
        ["sunglasses"] = new(AccessoryShapes.Sunglasses),
        ["tote"] = Stands(LeatherShapes.Tote, 220),
        ["top-handle-bag"] = Stands(LeatherShapes.TopHandle, 230),
        ["weekender"] = Stands(LeatherShapes.Weekender, 270),
        ["clutch"] = new(LeatherShapes.Clutch),
        ["wallet"] = new(LeatherShapes.Wallet),
        ["card-holder"] = new(LeatherShapes.CardHolder),
        ["journal"] = new(LeatherShapes.Journal),
        ["ring"] = new(JewelleryShapes.Ring),
        ["necklace"] = new(JewelleryShapes.Necklace),
        ["cuff"] = new(JewelleryShapes.Cuff),
        ["earrings"] = new(JewelleryShapes.Earrings),
        ["bracelet"] = new(JewelleryShapes.Bracelet),
        ["brooch"] = new(JewelleryShapes.Brooch),
        ["loafer"] = Stands(ShoeShapes.Loafer, 280),
        ["derby"] = Stands(ShoeShapes.Derby, 280),
        ["pump"] = Stands(ShoeShapes.Pump, 280),
        ["ballet-flat"] = Stands(ShoeShapes.BalletFlat, 280),
        ["boot"] = Stands(ShoeShapes.Boot, 250),
    }.ToFrozenDictionary();

    // Wrapped in paper and tied: what is drawn for a shape that nobody has drawn yet.
    private static readonly StillLife Parcel = new(LeatherShapes.Parcel);

    public static IReadOnlyCollection<string> Names => Shapes.Keys;

    private static StillLife Stands(Action<Piece> draw, int width) => new(draw, Standing: true, HomeShapes.Shadow(400, 834, width));

    public static StillLife Find(string? silhouette) =>
        silhouette is not null && Shapes.TryGetValue(silhouette, out var shape) ? shape : Parcel;
}

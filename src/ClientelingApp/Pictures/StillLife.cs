namespace Luxe.ClientelingApp.Pictures;

/// <summary>A shape that can be drawn.</summary>
/// <param name="Draw">Draws it on the piece's sheet.</param>
/// <param name="Standing">True when it stands on a ledge; false when it lies on paper.</param>
/// <param name="Contact">Its shadow on the ledge.</param>
internal sealed record StillLife(Action<Piece> Draw, bool Standing = false, string Contact = "");

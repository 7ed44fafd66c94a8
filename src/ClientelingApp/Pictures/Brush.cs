namespace Luxe.ClientelingApp.Pictures;

/// <summary>A material in a colour, ready to draw with.</summary>
/// <param name="Id">Short id, unique in the picture: names its filter.</param>
/// <param name="Tint">Body colour.</param>
/// <param name="Weave">How it takes the light.</param>
internal sealed record Brush(string Id, Tint Tint, Weave Weave)
{
    /// <summary>Dark things need lighter lines to be read at all.</summary>
    public string LineColour => Tint.Brightness < 0.24 ? Tint.Lighter(0.22).Hex : Tint.Darker(0.55).Hex;

    public Brush As(string id, double darker) => new(id, Tint.Darker(darker), Weave);
}

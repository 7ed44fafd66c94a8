using System.Globalization;

namespace Luxe.ClientelingApp.Pictures;

/// <summary>A colour of the house palette, 8 bits per channel.</summary>
internal readonly record struct Tint(byte R, byte G, byte B)
{
    public static Tint Black { get; } = new(0x16, 0x14, 0x13);

    public static Tint White { get; } = new(0xFF, 0xFD, 0xF9);

    public string Hex => string.Create(CultureInfo.InvariantCulture, $"#{R:x2}{G:x2}{B:x2}");

    /// <summary>Relative brightness, 0 to 1 (Rec. 709 weights on gamma values: good enough to choose a line colour).</summary>
    public double Brightness => ((0.2126 * R) + (0.7152 * G) + (0.0722 * B)) / 255;

    public Tint Mix(Tint other, double share) => new(
        (byte)Math.Round(R + ((other.R - R) * share)),
        (byte)Math.Round(G + ((other.G - G) * share)),
        (byte)Math.Round(B + ((other.B - B) * share)));

    public Tint Darker(double share) => Mix(Black, share);

    public Tint Lighter(double share) => Mix(White, share);

    public static Tint Parse(string hex)
    {
        var value = int.Parse(hex.AsSpan(1), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        return new((byte)(value >> 16), (byte)(value >> 8), (byte)value);
    }
}

using System.Globalization;
using System.Text;
using QRCoder;

namespace Luxe.ClientelingApp.Preferences;

/// <summary>A QR code as one path of unit squares, in the page's own drawing: nothing to load, and sharp at every size.</summary>
/// <param name="ViewBox">Of the drawing, the quiet zone included.</param>
/// <param name="Path">The dark squares.</param>
internal sealed record QrCode(string ViewBox, string Path)
{
    /// <summary>The code of a text. Medium error correction: it is read from a tablet's screen, not from a crumpled label.</summary>
    public static QrCode Of(string text)
    {
        using var generator = new QRCodeGenerator();
        using var data = generator.CreateQrCode(text, QRCodeGenerator.ECCLevel.M);
        var rows = data.ModuleMatrix; // With a quiet zone of four modules on each side.
        var path = new StringBuilder();
        for (var y = 0; y < rows.Count; y++)
        {
            for (var x = 0; x < rows[y].Length; x++)
            {
                var start = x;
                while (x < rows[y].Length && rows[y][x])
                {
                    x++;
                }

                if (x > start)
                {
                    path.Append(CultureInfo.InvariantCulture, $"M{start} {y}h{x - start}v1h-{x - start}z");
                }
            }
        }

        return new QrCode($"0 0 {rows.Count} {rows.Count}", path.ToString());
    }
}

using System.Globalization;
using System.Text;

namespace Luxe.ClientelingApp.Pictures;

/// <summary>Text helpers of the renderer.</summary>
internal static class Svg
{
    /// <summary>A number as SVG wants it: a point, at most two decimals.</summary>
    public static string N(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);

    /// <summary>Escapes text for element content and attributes; characters that XML cannot hold are left out.</summary>
    public static string Text(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            _ = rune.Value switch
            {
                '<' => escaped.Append("&lt;"),
                '>' => escaped.Append("&gt;"),
                '&' => escaped.Append("&amp;"),
                '"' => escaped.Append("&quot;"),
                '\'' => escaped.Append("&#39;"),
                < 0x20 and not ('\t' or '\n' or '\r') => escaped,
                0xFFFE or 0xFFFF => escaped,
                _ => escaped.Append(rune.ToString()),
            };
        }

        return escaped.ToString();
    }
}

using System.Globalization;
using System.Text;

namespace Luxe.Grains.Identity;

/// <summary>Text as people and systems write it, in one form.</summary>
internal static class TokenText
{
    /// <summary>
    /// Compatibility composition: full-width letters and digits, ligatures and accents written apart become the plain ones; what cannot be
    /// seen (zero-width characters, direction marks, controls) goes, and so does white space around it.
    /// </summary>
    public static string Unified(string value)
    {
        if (System.Text.Ascii.IsValid(value))
        {
            return value.AsSpan().ContainsAnyInRange('\0', '\u001F') || value.Contains('\u007F', StringComparison.Ordinal) ? Seen(value).Trim() : value.Trim();
        }

        // A lone surrogate has no normal form and no UTF-8: it stands for itself as the replacement character. Dropping what cannot be seen may
        // bring together what composes, so that goes first, and once more for what the composition has brought.
        var sound = Seen(Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(value)));
        return Seen(sound.Normalize(NormalizationForm.FormKC)).Normalize(NormalizationForm.FormKC).Trim();
    }

    /// <summary>In lower case, for comparing. Composed again: the small form of a letter may be two characters.</summary>
    public static string Lower(string unified) =>
        System.Text.Ascii.IsValid(unified) ? unified.ToLowerInvariant() : unified.ToLowerInvariant().Normalize(NormalizationForm.FormKC);

    private static string Seen(string value) => value.AsSpan().IndexOfAnyExceptInRange('\u0020', '\u007E') < 0
        ? value
        : string.Concat(value.Where(static c => !char.IsControl(c) && char.GetUnicodeCategory(c) != UnicodeCategory.Format));
}

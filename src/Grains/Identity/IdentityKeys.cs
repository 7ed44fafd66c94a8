using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Luxe.Contracts.Identity;

namespace Luxe.Grains.Identity;

/// <summary>
/// From a token as a source sent it to the key of its identity grain: normalised, so that one address written in two ways is one
/// person, then HMAC-SHA256 under a secret salt, so that the store of identities tells nobody's address.
/// </summary>
internal static class IdentityKeys
{
    /// <summary>The grain key (64 lower-case hex digits), or null when nothing is left of the token.</summary>
    public static string? KeyFor(IdentityToken token, string salt)
    {
        if (Normalise(token) is not { } value)
        {
            return null;
        }

        var text = string.Create(CultureInfo.InvariantCulture, $"{(int)token.Kind}:{value}");
        return Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(salt), Encoding.UTF8.GetBytes(text)));
    }

    /// <summary>The token in its one form, or null when it is empty.</summary>
    public static string? Normalise(IdentityToken token)
    {
        var value = token.Kind switch
        {
            IdentityKind.Email => Compact(token.Value).ToLowerInvariant(),
            IdentityKind.Phone => Phone(token.Value),
            IdentityKind.Card => Compact(token.Value).Replace("-", "", StringComparison.Ordinal).ToUpperInvariant(),
            IdentityKind.UserId or IdentityKind.AnonymousId => Unified(token.Value).Trim(),
            _ => throw new ArgumentOutOfRangeException(nameof(token), token.Kind, "No normal form is stated for this kind of token."),
        };
        return value.Length == 0 ? null : value;
    }

    /// <summary>E.164-like: a plus and digits where a country is said (+ or 00), digits alone where it is not.</summary>
    private static string Phone(string value)
    {
        var compact = Compact(value);

        // "+44 (0)20" writes the trunk zero for callers at home; it is no part of the number.
        compact = compact.StartsWith('+') ? compact.Replace("(0)", "", StringComparison.Ordinal) : compact;
        var digits = string.Concat(compact.Where(char.IsAsciiDigit));
        return compact.StartsWith('+') && digits.Length > 0 ? "+" + digits
            : digits.StartsWith("00", StringComparison.Ordinal) && digits.Length > 2 ? "+" + digits[2..]
            : digits;
    }

    private static string Compact(string value) => string.Concat(Unified(value).Where(static c => !char.IsWhiteSpace(c) && !char.IsControl(c) && c is not ('\u200B' or '\u200E' or '\u200F' or '\uFEFF')));

    /// <summary>Compatibility composition: full-width letters and digits, and accents written apart, become the plain ones.</summary>
    private static string Unified(string value)
    {
        // A lone surrogate has no normal form and no UTF-8: it stands for itself as the replacement character.
        var sound = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(value));
        return sound.Normalize(NormalizationForm.FormKC);
    }
}

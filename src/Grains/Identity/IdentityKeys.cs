using System.Collections.Frozen;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Luxe.Contracts.Identity;

namespace Luxe.Grains.Identity;

/// <summary>
/// From a token as a source sent it to the key of its identity grain: normalised, so that one address written in two ways is one
/// person, then HMAC-SHA256 under a secret salt, so that the store of identities tells nobody's address.
/// </summary>
internal sealed class IdentityKeys(string salt, IdentityOptions options)
{
    private const int Longest = 512;

    // What senders write when they know nobody. As a token it would make one client of all those strangers.
    private static readonly FrozenSet<string> Nobody = new[]
    {
        "null", "(null)", "undefined", "nil", "none", "nan", "n/a", "na", "0", "-", "true", "false", "[object object]", "anonymous", "anon", "guest", "unknown", "not_authenticated",
        "00000000-0000-0000-0000-000000000000", "00000000000000000000000000000000",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    // A keyed instance is worth keeping, its key schedule is a third of the work; it is not safe for two threads.
    [ThreadStatic]
    private static (IdentityKeys Owner, IncrementalHash Hash) _hash;

    private readonly byte[] _salt = Encoding.UTF8.GetBytes(salt);

    /// <summary>The grain key (64 lower-case hex digits), or null when nothing is left of the token.</summary>
    public string? KeyFor(IdentityToken token) => Normalise(token) is { } value ? Hash((int)token.Kind, value) : null;

    /// <summary>The hash of a text within a domain, which keeps equal texts of different meaning apart.</summary>
    public string Hash(int domain, string value)
    {
        Span<byte> bytes = stackalloc byte[16 + (Longest * 3)];
        domain.TryFormat(bytes, out var length, provider: CultureInfo.InvariantCulture);
        bytes[length++] = (byte)':';
        length += Encoding.UTF8.GetBytes(value, bytes[length..]);
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        var hmac = Keyed();
        hmac.AppendData(bytes[..length]);
        hmac.GetHashAndReset(hash);
        return Convert.ToHexStringLower(hash);
    }

    /// <summary>The token in its one form, or null when it is none: empty, a stand-in for nobody, or not what its kind can be.</summary>
    public string? Normalise(IdentityToken token)
    {
        if (token.Value.Length > Longest)
        {
            return null;
        }

        var value = token.Kind switch
        {
            IdentityKind.Email => EmailForm.Of(token.Value, options),
            IdentityKind.Phone => Phone(token),
            IdentityKind.Card => Card(token.Value),
            IdentityKind.UserId or IdentityKind.AnonymousId => TokenText.Unified(token.Value),
            IdentityKind.Device => TokenText.Lower(TokenText.Unified(token.Value)),
            _ => throw new ArgumentOutOfRangeException(nameof(token), token.Kind, "No normal form is stated for this kind of token."),
        };
        return value is { Length: > 0 and <= Longest } && !Nobody.Contains(value) ? value : null;
    }

    private string? Phone(IdentityToken token)
    {
        Span<char> number = stackalloc char[PhoneForm.Longest];
        var length = PhoneForm.Write(token.Value, token.Country ?? options.DefaultCountry, number);
        return length == 0 ? null : new string(number[..length]);
    }

    /// <summary>Capitals without the spaces and dashes that group it. The check digit is the issuer's affair.</summary>
    private static string Card(string value)
    {
        var text = TokenText.Unified(value).ToUpperInvariant();
        return text.AsSpan().ContainsAnyExceptInRange('0', 'Z')
            ? string.Concat(text.Where(static c => !char.IsWhiteSpace(c) && char.GetUnicodeCategory(c) != UnicodeCategory.DashPunctuation)).Normalize(NormalizationForm.FormKC)
            : text;
    }

    private IncrementalHash Keyed()
    {
        if (_hash.Owner != this)
        {
            _hash.Hash?.Dispose();
            _hash = (this, IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, _salt));
        }

        return _hash.Hash;
    }
}

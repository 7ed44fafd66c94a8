using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Luxe.Grains.Doors;

/// <summary>The secret of a link: 256 random bits. Guessing one is hopeless, so its plain SHA-256 tells a thief of the table nothing.</summary>
internal static class LinkToken
{
    private const int Bytes = 32;

    /// <summary>Characters of a token in base64url.</summary>
    public const int Length = 43;

    public static string New() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes));

    /// <summary>The hash by which the table knows it, or null for what cannot be a token.</summary>
    public static string? HashOf(string? token) =>
        token is { Length: Length } && token.All(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_')
            ? Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(token)))
            : null;
}

using System.Security.Cryptography;
using System.Text;
using Luxe.Contracts.Access;

namespace Luxe.Silo.Access;

/// <summary>The text of an API key, of which only a hash is ever kept.</summary>
public static class ApiKeyText
{
    /// <summary>Longest text taken, in UTF-16 units.</summary>
    public const int MaxLength = 200;

    /// <summary>The key of <see cref="IApiKeyGrain"/>: SHA-256 in lower-case hex. Keys are random and long, so no salt or stretching is needed.</summary>
    public static string Hash(string text) => Hash(Encoding.UTF8.GetBytes(text));

    /// <summary>The same, of UTF-8 bytes.</summary>
    public static string Hash(ReadOnlySpan<byte> text)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(text, hash);
        return Convert.ToHexStringLower(hash);
    }

    /// <summary>A new key of 256 random bits.</summary>
    public static string New() => "lx_" + Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)).TrimEnd('=').Replace('+', '-').Replace('/', '_');
}

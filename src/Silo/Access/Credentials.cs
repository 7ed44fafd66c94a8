using System.Text;

namespace Luxe.Silo.Access;

/// <summary>Reads the key out of an Authorization header.</summary>
internal static class Credentials
{
    /// <summary>The user name of Basic credentials, or the token of Bearer ones; null when the header is neither.</summary>
    /// <remarks>A write key is sent as Basic user name with an empty password; some old SDKs leave the colon out.</remarks>
    public static string? ReadKey(string header)
    {
        if (header.StartsWith("Basic ", StringComparison.OrdinalIgnoreCase))
        {
            return FromBasic(header.AsSpan(6).Trim());
        }

        return ReadBearer(header);
    }

    /// <summary>The token of Bearer credentials, or null.</summary>
    public static string? ReadBearer(string header) =>
        header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) && header.Length - 7 <= ApiKeyText.MaxLength && header.AsSpan(7).Trim() is { Length: > 0 } token
            ? token.ToString()
            : null;

    private static string? FromBasic(ReadOnlySpan<char> encoded)
    {
        if (encoded.Length is 0 or > ApiKeyText.MaxLength * 2)
        {
            return null;
        }

        Span<byte> bytes = stackalloc byte[ApiKeyText.MaxLength * 2];
        if (!Convert.TryFromBase64Chars(encoded, bytes, out var length))
        {
            return null;
        }

        var pair = bytes[..length];
        var colon = pair.IndexOf((byte)':');
        var user = colon < 0 ? pair : pair[..colon];
        return user.IsEmpty ? null : Encoding.UTF8.GetString(user);
    }
}

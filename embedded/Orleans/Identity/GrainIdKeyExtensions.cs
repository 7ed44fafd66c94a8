using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace Orleans.Runtime;

/// <summary>Integer and GUID keys, with or without a text extension: upper-case hexadecimal, then <c>+extension</c>.</summary>
public static class GrainIdKeyExtensions
{
    /// <summary>The key of an integer.</summary>
    public static IdSpan CreateIntegerKey(long key) => IdSpan.Create(key.ToString("X", CultureInfo.InvariantCulture));

    /// <summary>The key of an integer and a UTF-8 extension.</summary>
    public static IdSpan CreateIntegerKey(long key, ReadOnlySpan<byte> keyExtension) => CreateIntegerKey(key, Encoding.UTF8.GetString(keyExtension));

    /// <summary>The key of an integer and an extension.</summary>
    public static IdSpan CreateIntegerKey(long key, string? keyExtension) =>
        string.IsNullOrWhiteSpace(keyExtension) ? CreateIntegerKey(key) : IdSpan.Create(string.Create(CultureInfo.InvariantCulture, $"{key:X}+{keyExtension}"));

    /// <summary>The key of a GUID.</summary>
    public static IdSpan CreateGuidKey(Guid key) => IdSpan.Create(key.ToString("N"));

    /// <summary>The key of a GUID and a UTF-8 extension.</summary>
    public static IdSpan CreateGuidKey(Guid key, ReadOnlySpan<byte> keyExtension) => CreateGuidKey(key, Encoding.UTF8.GetString(keyExtension));

    /// <summary>The key of a GUID and an extension.</summary>
    public static IdSpan CreateGuidKey(Guid key, string? keyExtension) =>
        string.IsNullOrWhiteSpace(keyExtension) ? CreateGuidKey(key) : IdSpan.Create($"{key:N}+{keyExtension}");

    /// <summary>Reads an integer key.</summary>
    public static bool TryGetIntegerKey(this GrainId grainId, out long key, out string? keyExt)
    {
        var number = Split(grainId, '+', out keyExt);
        return long.TryParse(number, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out key);
    }

    /// <summary>Reads an integer key or throws.</summary>
    public static long GetIntegerKey(this GrainId grainId, out string? keyExt) =>
        TryGetIntegerKey(grainId, out var key, out keyExt) ? key : throw Malformed(grainId, "an integer");

    /// <summary>Reads an integer key or throws.</summary>
    public static long GetIntegerKey(this GrainId grainId) => GetIntegerKey(grainId, out _);

    /// <summary>Reads a GUID key.</summary>
    public static bool TryGetGuidKey(this GrainId grainId, out Guid key, out string? keyExt)
    {
        var number = Split(grainId, '+', out keyExt);
        return Guid.TryParseExact(number, "N", out key);
    }

    /// <summary>Reads a GUID key or throws.</summary>
    public static Guid GetGuidKey(this GrainId grainId, out string? keyExt) =>
        TryGetGuidKey(grainId, out var key, out keyExt) ? key : throw Malformed(grainId, "a GUID");

    /// <summary>Reads a GUID key or throws.</summary>
    public static Guid GetGuidKey(this GrainId grainId) => GetGuidKey(grainId, out _);

    private static string Split(GrainId grainId, char separator, out string? extension)
    {
        var text = grainId.Key.ToString();
        var at = text.IndexOf(separator, StringComparison.Ordinal);
        extension = at < 0 ? null : text[(at + 1)..];
        return at < 0 ? text : text[..at];
    }

    [SuppressMessage("Usage", "CA2208", Justification = "Names the parameter of the calling method.")]
    private static ArgumentException Malformed(GrainId grainId, string kind) => new($"The key of grain \"{grainId}\" is not {kind}.", nameof(grainId));
}

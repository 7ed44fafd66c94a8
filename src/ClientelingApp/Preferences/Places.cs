using System.Collections.Immutable;
using System.Globalization;

namespace Luxe.ClientelingApp.Preferences;

/// <summary>Countries and languages to choose from. A language stands in its own words: who looks for hers finds it, whatever the page speaks.</summary>
public static class Places
{
    private static readonly ImmutableArray<string> Spoken = ["en", "fr", "it", "ja", "de", "es", "pt", "nl", "zh", "ko", "ar", "ru"];
    private static readonly Lazy<ImmutableArray<(string Code, string Name)>> AllCountries = new(ReadCountries);

    /// <summary>Languages, the house's first; what she is held to speak is among them.</summary>
    public static IEnumerable<(string Code, string Name)> Languages(string held) => With(held, [.. Spoken.Select(tag => (tag, LanguageName(tag)))]);

    /// <summary>Countries by their English names, which the page's script says in her language; where she is held to live is among them.</summary>
    public static IEnumerable<(string Code, string Name)> Countries(string held) => With(held, AllCountries.Value);

    /// <summary>Whether a text can be a language (BCP 47).</summary>
    public static bool IsLanguage(string text) => text is { Length: >= 2 and <= 35 } && text.All(static c => char.IsAsciiLetterOrDigit(c) || c == '-');

    /// <summary>Whether a text can be a country (ISO 3166-1 alpha-2).</summary>
    public static bool IsCountry(string text) => text is [>= 'A' and <= 'Z', >= 'A' and <= 'Z'];

    private static IEnumerable<(string Code, string Name)> With(string held, ImmutableArray<(string Code, string Name)> all) =>
        held.Length == 0 || all.Any(one => one.Code == held) ? all : all.Prepend((held, held));

    private static string LanguageName(string tag)
    {
        var culture = CultureInfo.GetCultureInfo(tag);
        return culture.TextInfo.ToTitleCase(culture.NativeName);
    }

    private static ImmutableArray<(string Code, string Name)> ReadCountries() =>
    [
        .. CultureInfo.GetCultures(CultureTypes.SpecificCultures)
            .Select(static culture => new RegionInfo(culture.Name))
            .DistinctBy(static region => region.TwoLetterISORegionName)
            .Where(static region => IsCountry(region.TwoLetterISORegionName))
            .Select(static region => (region.TwoLetterISORegionName, region.EnglishName))
            .OrderBy(static one => one.EnglishName, StringComparer.Ordinal),
    ];
}

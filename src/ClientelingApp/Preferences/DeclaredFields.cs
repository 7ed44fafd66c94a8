using System.Collections.Immutable;
using System.Globalization;
using Luxe.Contracts.Consent;
using Luxe.Contracts.Customers;

namespace Luxe.ClientelingApp.Preferences;

/// <summary>What she declared of herself and may put right on her page, field by field, in the names that rectifications use.</summary>
public static class DeclaredFields
{
    /// <summary>The longest word of a field.</summary>
    public const int Longest = 100;

    private static readonly ImmutableArray<string> Facts = ["birthday", "city", "country"];

    /// <summary>The fields in the order of the page.</summary>
    public static ImmutableArray<string> Names { get; } = ["title", "givenName", "familyName", "language", .. Facts];

    /// <summary>What she declared in several words, and forgets whole.</summary>
    public static ImmutableArray<string> Lists { get; } = ["categories", "sizes", "dates"];

    /// <summary>Whether a field may be held now: what she withholds would not be taken, and is not asked.</summary>
    public static bool IsHeld(ConsentView consent, string field) =>
        consent.Reaches(ConsentTier.Category)
        && (!Facts.Contains(field) && field != "dates" || consent.Uses(DataUses.Demographics))
        && (field is not ("categories" or "sizes") || consent.Uses(DataUses.DeclaredPreferences));

    /// <summary>A field as it is held; empty where nothing is.</summary>
    public static string Of(Traits held, string field) => field switch
    {
        "title" => held.Title,
        "givenName" => held.GivenName,
        "familyName" => held.FamilyName,
        "language" => held.Language,
        "birthday" => held.Birthday?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        "city" => held.City,
        "country" => held.Country,
        _ => throw new ArgumentOutOfRangeException(nameof(field), field, "No such field is declared."),
    } ?? "";

    /// <summary>A list as it is held, a word each.</summary>
    public static ImmutableArray<string> Of(Traits held, string list, PreferenceWords words) => list switch
    {
        "categories" => held.Categories.IsDefault ? [] : held.Categories,
        "sizes" => held.Sizes.IsDefault ? [] : [.. held.Sizes.Select(static size => $"{size.Garment} {size.Size}")],
        "dates" => held.Dates.IsDefault ? [] : [.. held.Dates.Select(date => $"{date.Occasion}, {words.Day(date.Date)}")],
        _ => throw new ArgumentOutOfRangeException(nameof(list), list, "No such list is declared."),
    };

    /// <summary>What was changed and what was emptied; what cannot be taken (a birthday that is no day, a country that is no code) is left as it was.</summary>
    public static (Traits Changed, ImmutableArray<string> Cleared) Changed(Traits held, IReadOnlyDictionary<string, string> said, IEnumerable<string> forget)
    {
        var changed = new Traits();
        var cleared = ImmutableArray.CreateBuilder<string>();
        foreach (var field in Names)
        {
            if (!said.TryGetValue(field, out var text) || text.Trim() is not { Length: <= Longest } now || now == Of(held, field))
            {
                continue;
            }

            if (now.Length == 0)
            {
                cleared.Add(field);
            }
            else
            {
                changed = With(changed, field, now);
            }
        }

        cleared.AddRange(Lists.Intersect(forget, StringComparer.Ordinal));
        return (changed, cleared.ToImmutable());
    }

    private static Traits With(Traits traits, string field, string text) => field switch
    {
        "title" => traits with { Title = text },
        "givenName" => traits with { GivenName = text },
        "familyName" => traits with { FamilyName = text },
        "language" => Places.IsLanguage(text) ? traits with { Language = text } : traits,
        "birthday" => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? traits with { Birthday = day } : traits,
        "city" => traits with { City = text },
        "country" => Places.IsCountry(text) ? traits with { Country = text } : traits,
        _ => traits,
    };
}

using System.Collections.Immutable;
using Luxe.Contracts.Customers;

namespace Luxe.Grains.Customers;

/// <summary>
/// What she declared, newer words over older ones; silence changes nothing. What she had taken out is remembered by its name until she says something new
/// there: an older word that comes late must not put it back.
/// </summary>
internal static class DeclaredTraits
{
    /// <summary>How many entries of a list are kept, the last ones: a source that makes up a key for each call must not fill her state.</summary>
    public const int Capacity = 50;

    /// <summary>The fields that may be taken out, by the names that <see cref="Traits.Cleared"/> gives them.</summary>
    public static ImmutableArray<string> Fields { get; } =
        ["title", "givenName", "familyName", "language", "birthday", "city", "country", "membership", "categories", "sizes", "dates"];

    public static Traits Merge(Traits? former, Traits? said)
    {
        var (older, over) = (former ?? new Traits(), said ?? new Traits());
        var gone = over.Cleared ?? [];
        older = gone.IsEmpty ? older : Without(older, gone);
        var merged = new Traits
        {
            Title = over.Title ?? older.Title,
            GivenName = over.GivenName ?? older.GivenName,
            FamilyName = over.FamilyName ?? older.FamilyName,
            Language = over.Language ?? older.Language,
            Birthday = over.Birthday ?? older.Birthday,
            City = over.City ?? older.City,
            Country = over.Country ?? older.Country,
            Membership = over.Membership ?? older.Membership,
            Categories = Last(over.Categories.IsDefaultOrEmpty ? older.Categories : over.Categories),
            Sizes = Join(older.Sizes, over.Sizes, static size => size.Garment),
            Dates = Join(older.Dates, over.Dates, static date => date.Occasion),
        };
        return gone.IsEmpty && older.Cleared is null ? merged : merged with { Cleared = Still(merged, [.. older.Cleared ?? [], .. gone]) };
    }

    private static Traits Without(Traits traits, ImmutableArray<string> gone) => new()
    {
        Title = gone.Contains("title") ? null : traits.Title,
        GivenName = gone.Contains("givenName") ? null : traits.GivenName,
        FamilyName = gone.Contains("familyName") ? null : traits.FamilyName,
        Language = gone.Contains("language") ? null : traits.Language,
        Birthday = gone.Contains("birthday") ? null : traits.Birthday,
        City = gone.Contains("city") ? null : traits.City,
        Country = gone.Contains("country") ? null : traits.Country,
        Membership = gone.Contains("membership") ? null : traits.Membership,
        Categories = gone.Contains("categories") ? [] : traits.Categories,
        Sizes = gone.Contains("sizes") ? [] : traits.Sizes,
        Dates = gone.Contains("dates") ? [] : traits.Dates,
        Cleared = traits.Cleared,
    };

    /// <summary>Which of the names taken out are still without a word, in a fixed order; null for none.</summary>
    private static ImmutableArray<string>? Still(Traits traits, ImmutableArray<string> gone)
    {
        ImmutableArray<string> still = [.. Fields.Where(field => gone.Contains(field) && !Says(traits, field))];
        return still.IsEmpty ? null : still;
    }

    private static bool Says(Traits traits, string field) => field switch
    {
        "title" => traits.Title is not null,
        "givenName" => traits.GivenName is not null,
        "familyName" => traits.FamilyName is not null,
        "language" => traits.Language is not null,
        "birthday" => traits.Birthday is not null,
        "city" => traits.City is not null,
        "country" => traits.Country is not null,
        "membership" => traits.Membership is not null,
        "categories" => !traits.Categories.IsDefaultOrEmpty,
        "sizes" => !traits.Sizes.IsDefaultOrEmpty,
        "dates" => !traits.Dates.IsDefaultOrEmpty,
        _ => throw new NotSupportedException("A field that may be taken out is not known here."),
    };

    private static ImmutableArray<T> Join<T>(ImmutableArray<T> older, ImmutableArray<T> over, Func<T, string> key)
    {
        ImmutableArray<T> newer = over.IsDefault ? [] : over;
        newer = Last(newer);
        return older.IsDefaultOrEmpty ? newer : Last([.. older.Where(former => newer.All(item => key(item) != key(former))), .. newer]);
    }

    private static ImmutableArray<T> Last<T>(ImmutableArray<T> all) => all.IsDefaultOrEmpty || all.Length <= Capacity ? all : all[^Capacity..];
}

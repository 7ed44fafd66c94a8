using System.Collections.Immutable;
using Luxe.Contracts.Customers;

namespace Luxe.Grains.Customers;

/// <summary>What she declared, newer words over older ones; silence changes nothing.</summary>
internal static class DeclaredTraits
{
    /// <summary>How many entries of a list are kept, the last ones: a source that makes up a key for each call must not fill her state.</summary>
    public const int Capacity = 50;

    public static Traits Merge(Traits? former, Traits? said)
    {
        var (older, over) = (former ?? new Traits(), said ?? new Traits());
        return new Traits
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
    }

    private static ImmutableArray<T> Join<T>(ImmutableArray<T> older, ImmutableArray<T> over, Func<T, string> key)
    {
        ImmutableArray<T> newer = over.IsDefault ? [] : over;
        newer = Last(newer);
        return older.IsDefaultOrEmpty ? newer : Last([.. older.Where(former => newer.All(item => key(item) != key(former))), .. newer]);
    }

    private static ImmutableArray<T> Last<T>(ImmutableArray<T> all) => all.IsDefaultOrEmpty || all.Length <= Capacity ? all : all[^Capacity..];
}

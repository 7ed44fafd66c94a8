using Luxe.Contracts.Consent;
using Luxe.Contracts.Customers;

namespace Luxe.Grains.Consent;

/// <summary>Takes out of traits what rests on a use she withholds. Form of address, names and language stay: without them nobody can be spoken to.</summary>
internal static class TraitsCut
{
    /// <summary>The same object when nothing is to be taken out.</summary>
    public static Traits Of(Traits traits, DataUses withheld)
    {
        if ((withheld & DataUses.DeclaredPreferences) != DataUses.None && HasPreferences(traits))
        {
            traits = traits with { Categories = [], Sizes = [] };
        }

        return (withheld & DataUses.Demographics) == DataUses.None || !HasDemographics(traits)
            ? traits
            : traits with { Birthday = null, City = null, Country = null, Membership = null, Dates = [] };
    }

    /// <summary>The uses that what is in them rests on, beside the tier.</summary>
    public static DataUses UsesOf(Traits traits) =>
        (HasPreferences(traits) ? DataUses.DeclaredPreferences : DataUses.None) | (HasDemographics(traits) ? DataUses.Demographics : DataUses.None);

    /// <summary>Whether they say nothing at all.</summary>
    public static bool IsEmpty(Traits traits) =>
        traits is { Title: null, GivenName: null, FamilyName: null, Language: null } && UsesOf(traits) == DataUses.None;

    private static bool HasPreferences(Traits traits) => !traits.Categories.IsDefaultOrEmpty || !traits.Sizes.IsDefaultOrEmpty;

    private static bool HasDemographics(Traits traits) =>
        traits.Birthday is not null || traits.City is not null || traits.Country is not null || traits.Membership is not null || !traits.Dates.IsDefaultOrEmpty;
}

using System.Collections.Immutable;
using System.Globalization;
using Luxe.Contracts.Access;
using Luxe.Contracts.Consent;
using Luxe.Contracts.Customers;
using Luxe.Grains.Customers;

namespace Luxe.Grains.Merges;

/// <summary>A merge as it would be, in figures and names of fields; amounts and values only for who may see them in a profile.</summary>
internal static class MergePreviews
{
    private static readonly (string Field, Func<Traits, string?> Read, bool Joins)[] Fields =
    [
        ("title", static traits => traits.Title, false),
        ("givenName", static traits => traits.GivenName, false),
        ("familyName", static traits => traits.FamilyName, false),
        ("language", static traits => traits.Language, false),
        ("birthday", static traits => traits.Birthday?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), false),
        ("city", static traits => traits.City, false),
        ("country", static traits => traits.Country, false),
        ("membership", static traits => traits.Membership, false),
        ("categories", static traits => Words(traits.Categories, static category => category), false),
        ("sizes", static traits => Words(traits.Sizes, static size => $"{size.Garment} {size.Size}"), true),
        ("dates", static traits => Words(traits.Dates, static date => $"{date.Occasion} {date.Date:yyyy-MM-dd}"), true),
    ];

    public static MergePreview Of(CustomerState survivor, CustomerState absorbed, MergePlan plan, ViewerRole role)
    {
        var seesData = role != ViewerRole.PrivacyOfficer;
        var hidden = survivor.Observed.Count + survivor.Declared.Count;
        hidden -= plan.Consent.Reaches(ConsentTier.Category) ? survivor.Declared.Count : 0;
        hidden -= plan.Consent.Reaches(ConsentTier.Behaviour) ? survivor.Observed.Count : 0;
        return new MergePreview
        {
            Survivor = survivor.Consent,
            Absorbed = absorbed.Consent,
            Merged = plan.Consent,
            Taken = plan.Taken,
            Withheld = plan.Withheld,
            Known = plan.Known,
            Hidden = (int)hidden,
            SurvivorSide = seesData ? Side(survivor) : null,
            AbsorbedSide = seesData ? Side(absorbed) : null,
            MergedSide = seesData ? Side(plan.After) : null,
            Traits = [.. Choices(survivor, absorbed, plan.After, seesData)],
            AssociateId = plan.Merged.AssociateId,
            PromptsEnded = survivor.Prompts.Count(open => !plan.After.Prompts.Any(kept => kept.Prompt.PromptId == open.Prompt.PromptId)) + absorbed.Prompts.Length,
        };
    }

    private static MergeSide Side(CustomerState state) => new(state.Purchases.Count, state.Purchases.Spend, state.Purchases.LastAt);

    private static IEnumerable<TraitChoice> Choices(CustomerState survivor, CustomerState absorbed, CustomerState merged, bool seesValues)
    {
        foreach (var (field, read, joins) in Fields)
        {
            var hers = survivor.Traits is null ? null : read(survivor.Traits);
            var others = absorbed.Traits is null ? null : read(absorbed.Traits);
            if (others is null || hers == others)
            {
                continue;
            }

            var stands = merged.Traits is null ? null : read(merged.Traits);
            var winner = stands is null ? TraitWinner.Neither
                : stands == others ? TraitWinner.Absorbed
                : joins && hers is not null && stands != hers ? TraitWinner.Both
                : TraitWinner.Survivor;
            yield return new TraitChoice(field, seesValues ? hers : null, seesValues ? others : null, winner);
        }
    }

    private static string? Words<T>(ImmutableArray<T> all, Func<T, string> word) => all.IsDefaultOrEmpty ? null : string.Join(", ", all.Select(word));
}

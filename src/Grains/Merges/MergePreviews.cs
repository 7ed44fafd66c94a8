using System.Collections.Immutable;
using System.Globalization;
using Luxe.Contracts.Access;
using Luxe.Contracts.Customers;
using Luxe.Grains.Consent;
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

    /// <summary>The preview; of two who are one person and want to be left alone, staff see figures of rows and no data.</summary>
    public static MergePreview Of(CustomerState survivor, CustomerState absorbed, MergePlan plan, ViewerRole role, DateTimeOffset now)
    {
        var seesData = role != ViewerRole.PrivacyOfficer && CustomerCut.SeesJourney(plan.Consent, role);
        var (hers, others, merged) = (ClientCut.Of(survivor, now), ClientCut.Of(absorbed, now), ClientCut.Of(plan.After, now));
        return new MergePreview
        {
            Survivor = survivor.Consent,
            Absorbed = absorbed.Consent,
            Merged = plan.Consent,
            Taken = plan.Taken,
            Withheld = plan.Withheld,
            Known = plan.Known,
            Hidden = (int)(hers.Held - ClientCut.Of(StateCut.Hidden(survivor with { Consent = plan.Consent }, survivor.Consent), now).Held),
            SurvivorSide = seesData ? Side(hers) : null,
            AbsorbedSide = seesData ? Side(others) : null,
            MergedSide = seesData ? Side(merged) : null,
            Traits = [.. Choices(hers.Category?.Traits, others.Category?.Traits, merged.Category?.Traits, seesData)],
            AssociateId = plan.Merged.AssociateId,
            PromptsEnded = hers.Prompts.Count(open => !merged.Prompts.Any(kept => kept.Prompt.PromptId == open.Prompt.PromptId)) + others.Prompts.Length,
        };
    }

    private static MergeSide Side(ClientCut cut)
    {
        var bought = cut.Category?.Purchases ?? Purchases.None;
        return new(bought.Count, bought.Spend, bought.LastAt);
    }

    private static IEnumerable<TraitChoice> Choices(Traits? survivor, Traits? absorbed, Traits? merged, bool seesValues)
    {
        foreach (var (field, read, joins) in Fields)
        {
            var hers = survivor is null ? null : read(survivor);
            var others = absorbed is null ? null : read(absorbed);
            if (others is null || hers == others)
            {
                continue;
            }

            var stands = merged is null ? null : read(merged);
            var winner = stands is null ? TraitWinner.Neither
                : stands == others ? TraitWinner.Absorbed
                : joins && hers is not null && stands != hers ? TraitWinner.Both
                : TraitWinner.Survivor;
            yield return new TraitChoice(field, seesValues ? hers : null, seesValues ? others : null, winner);
        }
    }

    private static string? Words<T>(ImmutableArray<T> all, Func<T, string> word) => all.IsDefaultOrEmpty ? null : string.Join(", ", all.Select(word));
}

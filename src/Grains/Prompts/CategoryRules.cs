using Luxe.Contracts.Customers;
using Luxe.Contracts.Prompts;
using Luxe.Grains.Consent;
using Luxe.Grains.Time;
using Luxe.Grains.Traces;

namespace Luxe.Grains.Prompts;

/// <summary>Rules that rest on what she declared, bought or left with the maison.</summary>
internal static class CategoryRules
{
    public static IEnumerable<PromptDraft> All(CategoryView view) => [.. Arrival(view), .. RepairReady(view), .. Milestones(view)];

    private static IEnumerable<PromptDraft> Arrival(CategoryView view)
    {
        // Imports tell of visits long past; nobody waits at those counters.
        if (view.Visit is { } visit && visit.At + PromptPolicy.For(PromptKind.Arrival).Expiry > view.Now)
        {
            yield return new PromptDraft(PromptKind.Arrival, visit.EventId, "", []);
        }
    }

    private static IEnumerable<PromptDraft> RepairReady(CategoryView view)
    {
        var since = view.Now - PromptPolicy.For(PromptKind.RepairReady).Expiry;
        List<PromptDraft> drafts = [];
        var declared = view.Declared;
        for (var i = declared.Length - 1; i >= 0 && declared[i].At > since; i--)
        {
            if (declared[i] is { Kind: InteractionKind.RepairReady, Subject: Bundle { Reference: { } reference } repair })
            {
                drafts.Insert(0, new PromptDraft(PromptKind.RepairReady, reference, "", [.. repair.Pieces.Select(static piece => new NamedPiece(piece.ProductId, piece.Name))]));
            }
        }

        return drafts.DistinctBy(static draft => draft.Subject);
    }

    private static IEnumerable<PromptDraft> Milestones(CategoryView view) =>
        ImportantDates.Of(view.Traits).Select(date => (date.Occasion, On: PromptRules.NextOccurrence(date.Date, view.Now.Day())))
            .Where(date => date.On <= view.Now.Day().AddDays(PromptRules.MilestoneNotice))
            .Select(static date => new PromptDraft(
                PromptKind.Milestone,
                date.Occasion,
                date.On.Year.ToString(System.Globalization.CultureInfo.InvariantCulture),
                [],
                On: date.On,
                ExpiresAt: new DateTimeOffset(date.On.AddDays(1).ToDateTime(TimeOnly.MinValue), TimeSpan.Zero)));
}

/// <summary>The dates of a client that return every year.</summary>
internal static class ImportantDates
{
    public const string Birthday = "birthday";

    public static IEnumerable<ImportantDate> Of(Traits? traits)
    {
        if (traits?.Birthday is { } birthday)
        {
            yield return new ImportantDate(Birthday, birthday);
        }

        foreach (var date in traits is null || traits.Dates.IsDefault ? [] : traits.Dates)
        {
            if (!string.Equals(date.Occasion, Birthday, StringComparison.OrdinalIgnoreCase) || traits?.Birthday is null)
            {
                yield return date;
            }
        }
    }
}

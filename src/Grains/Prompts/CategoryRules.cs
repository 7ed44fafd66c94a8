using System.Globalization;
using Luxe.Contracts.Customers;
using Luxe.Contracts.Prompts;
using Luxe.Grains.Consent;
using Luxe.Grains.Time;
using Luxe.Grains.Traces;

namespace Luxe.Grains.Prompts;

/// <summary>Rules that rest on what she declared, bought or left with the maison, and on that she is here.</summary>
internal static class CategoryRules
{
    public static void Find(CategoryView view, RecognitionView? recognition, List<PromptDraft> drafts)
    {
        // Imports tell of visits long past; nobody waits at those counters.
        if (recognition?.Visit is { } visit && visit.At + PromptPolicy.For(PromptKind.Arrival).Expiry > view.Now)
        {
            drafts.Add(new PromptDraft(PromptKind.Arrival, visit.EventId, "", []));
        }

        RepairsReady(view, drafts);
        Milestones(view, drafts);
    }

    private static void RepairsReady(CategoryView view, List<PromptDraft> drafts)
    {
        var since = Trace.SecondOf(view.Now - PromptPolicy.For(PromptKind.RepairReady).Expiry);
        foreach (var trace in view.Declared)
        {
            if (trace.Second > since && trace is { Kind: InteractionKind.RepairReady, Subject: Bundle repair })
            {
                RepairReady(repair, drafts);
            }
        }
    }

    private static void RepairReady(Bundle repair, List<PromptDraft> drafts)
    {
        if (repair.Reference is { } reference && !drafts.Exists(draft => draft.Kind == PromptKind.RepairReady && draft.Subject == reference))
        {
            drafts.Add(new PromptDraft(PromptKind.RepairReady, reference, "", [.. repair.Pieces.Select(static piece => new NamedPiece(piece.ProductId, piece.Name))]));
        }
    }

    private static void Milestones(CategoryView view, List<PromptDraft> drafts)
    {
        var today = view.Now.Day();
        foreach (var date in ImportantDates.Of(view.Traits))
        {
            var on = PromptRules.NextOccurrence(date.Date, today);
            if (on <= today.AddDays(PromptRules.MilestoneNotice))
            {
                drafts.Add(new PromptDraft(
                    PromptKind.Milestone,
                    date.Occasion,
                    on.Year.ToString(CultureInfo.InvariantCulture),
                    [],
                    On: on,
                    ExpiresAt: new DateTimeOffset(on.AddDays(1).ToDateTime(TimeOnly.MinValue), TimeSpan.Zero)));
            }
        }
    }
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

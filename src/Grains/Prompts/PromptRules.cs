using System.Collections.Immutable;
using Luxe.Contracts.Prompts;
using Luxe.Grains.Consent;
using Luxe.Grains.Customers;
using Luxe.Grains.Time;

namespace Luxe.Grains.Prompts;

/// <summary>When to speak, and when a reason is gone. Pure; each rule receives the view that she allows and nothing else.</summary>
internal static class PromptRules
{
    /// <summary>A cart is left behind after this long without a touch.</summary>
    public static readonly TimeSpan CartPatience = TimeSpan.FromHours(4);

    /// <summary>How many days before a date it is worth a word.</summary>
    public const int MilestoneNotice = 3;

    /// <summary>What is worth saying now and was not said lately.</summary>
    public static List<PromptDraft> Raise(ClientCut cut, ImmutableArray<OpenPrompt> open, ImmutableArray<PromptMark> said, StockSignal? stock, DateTimeOffset now)
    {
        var drafts = new List<PromptDraft>();
        if (cut.Category is { } category)
        {
            CategoryRules.Find(category, cut.Recognition, drafts);
        }

        if (cut.Behaviour is { } behaviour)
        {
            BehaviourRules.Find(behaviour, stock, drafts);
        }

        if (drafts.Count > 0)
        {
            drafts.RemoveAll(draft =>
                !PromptPolicy.For(draft.Kind).IsCarriedBy(cut.Consent)
                || open.Any(prompt => prompt.Prompt.Kind == draft.Kind && prompt.Subject == draft.Subject)
                || IsCoolingDown(draft, said, now));
        }

        return drafts;
    }

    /// <summary>How an open prompt ends now, or null while its reason stands.</summary>
    public static PromptOutcome? Ending(ClientCut cut, OpenPrompt open, DateTimeOffset now)
    {
        var prompt = open.Prompt;
        if (!PromptPolicy.For(prompt.Kind).IsCarriedBy(cut.Consent))
        {
            return PromptOutcome.Recalled;
        }

        return prompt.ExpiresAt > now && HasReason(cut, open) ? null : PromptOutcome.Expired;
    }

    private static bool HasReason(ClientCut cut, OpenPrompt open) => open.Prompt.Kind switch
    {
        PromptKind.Arrival => cut.Recognition?.Visit?.EventId == open.Subject,
        PromptKind.RepairReady or PromptKind.Milestone => true,
        PromptKind.WishBackInStock => cut.Behaviour is { } view && view.WishesFor(open.Subject),
        PromptKind.AbandonedCart => cut.Behaviour is { HasCart: true },
        PromptKind.ConsideredItem => cut.Category is { } view && !view.BoughtSince(open.Subject, open.Prompt.RaisedAt - Considered.Within),
        _ => throw new NotSupportedException($"No reason is stated for prompts of kind {open.Prompt.Kind}."),
    };

    private static bool IsCoolingDown(PromptDraft draft, ImmutableArray<PromptMark> said, DateTimeOffset now) => said.Any(mark =>
        mark.Kind == draft.Kind && mark.Subject == draft.Subject && mark.At + PromptPolicy.For(draft.Kind).Cooldown > now);

    /// <summary>The next day from <paramref name="today"/> on which a yearly date falls; 29 February falls on the 28th in common years.</summary>
    public static DateOnly NextOccurrence(DateOnly date, DateOnly today)
    {
        var thisYear = InYear(date, today.Year);
        return thisYear >= today ? thisYear : InYear(date, today.Year + 1);
    }

    private static DateOnly InYear(DateOnly date, int year) =>
        new(year, date.Month, Math.Min(date.Day, DateTime.DaysInMonth(year, date.Month)));
}

/// <summary>A piece came back to a store.</summary>
internal sealed record StockSignal(string ProductId, string StoreId);

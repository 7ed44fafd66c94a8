using System.Collections.Immutable;
using System.Globalization;
using Luxe.ClientelingApp.Clients;
using Luxe.ClientelingApp.Shell;
using Luxe.ClientelingApp.Today;
using Luxe.Contracts.Consent;
using Luxe.Contracts.Customers;
using Luxe.Contracts.Identity;

namespace Luxe.ClientelingApp.Duplicates;

/// <summary>What the page of duplicates says: few words, and exact.</summary>
public static class DuplicateWords
{
    /// <summary>Why two records may be one person.</summary>
    public static string Why(ImmutableArray<MatchReason> reasons) => ClientWords.Capital(string.Join(", ", reasons.Select(Of)));

    /// <summary>The reason as the journals keep it.</summary>
    public static string Code(ImmutableArray<MatchReason> reasons) => reasons.IsDefaultOrEmpty ? "ordered" : reasons[0] switch
    {
        MatchReason.SameEmail => "same-email",
        MatchReason.SamePhone => "same-phone",
        MatchReason.SameCard => "same-card",
        MatchReason.Aliased => "aliased",
        MatchReason.NameAndBirthday => "name-and-birthday",
        _ => throw new NotSupportedException($"No word is stated for the reason {reasons[0]}."),
    };

    /// <summary>What of the other's record comes along.</summary>
    public static string Taken(MergePreview preview) => (preview.Taken, preview.Withheld) switch
    {
        (0, 0) => "The other record adds nothing.",
        (var taken, 0) => $"{Steps(taken)} {(taken == 1 ? "comes" : "come")} along.",
        (0, var held) => $"Nothing comes along: the stricter decision keeps {Steps(held, capital: false)} back.",
        var (taken, held) => $"{Steps(taken)} {(taken == 1 ? "comes" : "come")} along; the stricter decision keeps {Numbers.Word(held)} back.",
    };

    /// <summary>What of the survivor's own record goes out of use; null where nothing does.</summary>
    public static string? Hidden(MergePreview preview) => preview.Hidden == 0 ? null
        : $"{Steps(preview.Hidden)} of the record that stays {(preview.Hidden == 1 ? "goes" : "go")} out of use until the merge is taken back.";

    /// <summary>What would be allowed.</summary>
    public static string Allowed(ConsentView consent) => consent.DecidedAt is null
        ? "No decision yet: nothing may be kept."
        : $"{TodayWords.Tier(consent.Tier)}, with {ClientWords.Granted(consent.Purposes)}.";

    /// <summary>What either of the two allowed and the merged client would not; null where nothing is lost.</summary>
    public static string? Lost(MergePreview preview)
    {
        var tier = preview.Survivor.Tier > preview.Absorbed.Tier ? preview.Survivor.Tier : preview.Absorbed.Tier;
        var purposes = (preview.Survivor.Purposes | preview.Absorbed.Purposes) & ~preview.Merged.Purposes;
        var lost = new List<string>();
        if (tier > preview.Merged.Tier)
        {
            lost.Add($"the tier {TodayWords.Tier(tier)}");
        }

        if (purposes != Purposes.None)
        {
            lost.Add(ClientWords.Granted(purposes));
        }

        return lost.Count == 0 ? null : $"Only one of the two allowed {string.Join(" and ", lost)}: that rests.";
    }

    /// <summary>Purchases and what they came to; null for a viewer who may not know.</summary>
    public static string? Bought(MergeSide? side) => side switch
    {
        null => null,
        { Purchases: 0 } => "No purchase",
        { Purchases: 1 } => "One purchase" + Spend(side),
        _ => $"{Numbers.First(side.Purchases)} purchases{Spend(side)}",
    };

    /// <summary>Prompts that would end; null where none would.</summary>
    public static string? Prompts(int ended) => ended switch
    {
        0 => null,
        1 => "One open prompt ends.",
        _ => $"{Numbers.First(ended)} open prompts end.",
    };

    /// <summary>A trait's name in words.</summary>
    public static string Field(string field) => field switch
    {
        "givenName" => "given name",
        "familyName" => "family name",
        "dates" => "important dates",
        _ => field,
    };

    /// <summary>Why it cannot be; null when it can.</summary>
    public static string? Refusal(MergeRefusal refusal) => refusal switch
    {
        MergeRefusal.None => null,
        MergeRefusal.UnknownSurvivor or MergeRefusal.UnknownAbsorbed => "One of the two is not on record any more.",
        MergeRefusal.SurvivorIsAbsorbed or MergeRefusal.AlreadyAbsorbed => "One of the two was merged with somebody else in the meantime.",
        MergeRefusal.Erased => "One of the two was erased.",
        MergeRefusal.Contended => "Too much is happening to the two just now. Nothing was changed.",
        _ => "These two cannot be merged.",
    };

    /// <summary>How taking a merge back ended.</summary>
    public static string Undone(UndoOutcome outcome) => outcome.Result switch
    {
        UndoResult.Done => "Taken back. Both are as they were, each with what happened since.",
        UndoResult.AlreadyDone => "This was taken back before.",
        UndoResult.NotTheLatest or UndoResult.SurvivorIsAbsorbed => "A later merge stands on this one. Take that one back first.",
        UndoResult.Erased => "The client was erased: there is nothing to go back to.",
        UndoResult.Contended => "Too much is happening to the two just now. Nothing was changed.",
        _ => "This merge is not on record.",
    };

    /// <summary>A day and hour (UTC), such as "20 November, 14:05".</summary>
    public static string Day(DateTimeOffset at) => at.UtcDateTime.ToString("d MMMM, HH:mm", CultureInfo.InvariantCulture);

    /// <summary>An id short enough to be compared by eye.</summary>
    public static string Short(string id) => id.Length <= 10 ? id : $"{id[..6]}…{id[^4..]}";

    private static string Of(MatchReason reason) => reason switch
    {
        MatchReason.SameEmail => "one e-mail address",
        MatchReason.SamePhone => "one phone number",
        MatchReason.SameCard => "one loyalty card",
        MatchReason.Aliased => "named as one by a source",
        MatchReason.NameAndBirthday => "names that sound alike and one birthday",
        _ => throw new NotSupportedException($"No word is stated for the reason {reason}."),
    };

    private static string Steps(int count, bool capital = true) => $"{(capital ? Numbers.First(count) : Numbers.Word(count))} {(count == 1 ? "interaction" : "interactions")}";

    private static string Spend(MergeSide side) => side.Spend.IsDefaultOrEmpty ? "" : $", {string.Join(" and ", side.Spend.Select(ClientWords.Amount))}";
}

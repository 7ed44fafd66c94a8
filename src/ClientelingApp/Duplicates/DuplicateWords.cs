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

    /// <summary>The reason that a journal keeps, in words; what an integration wrote itself stays as it is.</summary>
    public static string Why(string code) =>
        Enum.GetValues<MatchReason>().Where(reason => Code([reason]) == code).Select(Of).FirstOrDefault() ?? (code == "ordered" ? "ordered by hand" : code.Replace('-', ' '));

    /// <summary>Her name in full, so that two can be told apart; "A client" where nothing was declared or may be shown.</summary>
    public static string Name(Traits? traits) =>
        string.Join(' ', new[] { traits?.Title, traits?.GivenName, traits?.FamilyName }.Where(static word => !string.IsNullOrEmpty(word))) is { Length: > 0 } name ? name : "A client";

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
    public static string Allowed(ConsentView consent) => consent is { DecidedAt: null, NoticeVersion: null }
        ? "No decision yet: nothing may be kept."
        : $"{TodayWords.Tier(consent.Tier)}, with {Granted(consent.Purposes)}.";

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
            lost.AddRange(ClientWords.Granted(purposes).Split(", "));
        }

        return lost.Count == 0 ? null : $"Only one of the two allowed {And(lost)}: that rests.";
    }

    /// <summary>Purchases and what they came to; null for a viewer who may not know.</summary>
    public static string? Bought(MergeSide? side) => side switch
    {
        null => null,
        { Purchases: 0 } => "No purchase",
        { Purchases: 1 } => "One purchase" + Spend(side),
        _ => $"{Numbers.First(side.Purchases)} purchases{Spend(side)}",
    };

    /// <summary>When she bought last; null where she did not, or the viewer may not know.</summary>
    public static string? Last(MergeSide? side) => side?.LastPurchaseAt is { } at ? $"{(side.Purchases == 1 ? "on" : "the last on")} {ClientWords.Date(at)}" : null;

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

    /// <summary>A trait's value as people write it.</summary>
    public static string Value(string field, string value) => field switch
    {
        "birthday" when DateOnly.TryParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) => day.ToString("d MMMM yyyy", CultureInfo.InvariantCulture),
        "categories" => value.Replace('-', ' '),
        _ => value,
    };

    /// <summary>Which word stands, and which gives way; of values that the viewer may not see only whose.</summary>
    public static (string Stands, string? Instead) Choice(TraitChoice trait) => trait.Winner switch
    {
        TraitWinner.Neither => ("Not kept", null),
        TraitWinner.Both => ("Both are kept", null),
        TraitWinner.Absorbed when trait.Absorbed is { } word => (Value(trait.Field, word), trait.Survivor is { } other ? Value(trait.Field, other) : null),
        TraitWinner.Survivor when trait.Survivor is { } word => (Value(trait.Field, word), trait.Absorbed is { } other ? Value(trait.Field, other) : null),
        TraitWinner.Absorbed => ("As the record that joins has it", null),
        _ => ("As the record that stays has it", null),
    };

    /// <summary>Why it cannot be; null when it can. Whatever is refused was left as it is.</summary>
    /// <param name="refusal">Why.</param>
    /// <param name="named">The client that the refusal names.</param>
    /// <param name="pair">The two who were to be merged.</param>
    public static string? Refusal(MergeRefusal refusal, string? named = null, params ReadOnlySpan<string> pair) => refusal switch
    {
        MergeRefusal.None => null,
        MergeRefusal.AlreadyAbsorbed or MergeRefusal.SurvivorIsAbsorbed when named is not null && pair.Contains(named) => "Somebody merged these two in the meantime. Nothing was changed now.",
        MergeRefusal.AlreadyAbsorbed or MergeRefusal.SurvivorIsAbsorbed =>
            $"One of the two was merged with somebody else in the meantime{(named is null ? null : $": she is part of {Short(named)} now")}. Nothing was changed.",
        MergeRefusal.UnknownSurvivor or MergeRefusal.UnknownAbsorbed => "One of the two is not on record any more. Nothing was changed.",
        MergeRefusal.Erased => "One of the two was erased in the meantime. Nothing was changed.",
        MergeRefusal.TakenBack => "This merge was made and taken back in the meantime. Look again to order it anew.",
        MergeRefusal.Contended => "Too much is happening to the two just now. Nothing was changed.",
        _ => "These two cannot be merged. Nothing was changed.",
    };

    /// <summary>How taking a merge back ended.</summary>
    /// <param name="outcome">The answer.</param>
    /// <param name="listed">Merges that the page shows, to name one that stands in the way.</param>
    public static string Undone(UndoOutcome outcome, ImmutableArray<MergeRecord> listed = default) => outcome.Result switch
    {
        UndoResult.Done => "Taken back. Both are as they were, each with what happened since.",
        UndoResult.AlreadyDone => "This was taken back before.",
        UndoResult.NotTheLatest or UndoResult.SurvivorIsAbsorbed => $"Another merge stands on this one. First take back {Named(outcome, listed)}.",
        UndoResult.Erased => "The client was erased: there is nothing to go back to.",
        UndoResult.Contended => "Too much is happening to the two just now. Nothing was changed.",
        _ => "This merge is not on record.",
    };

    private static string Named(UndoOutcome outcome, ImmutableArray<MergeRecord> listed) =>
        !listed.IsDefault && listed.FirstOrDefault(merge => merge.MergeId == outcome.MergeId) is { } merge
            ? $"that of {Day(merge.At)}: {Short(merge.AbsorbedId)} joined {Short(merge.SurvivorId)}"
            : outcome.CustomerId is { } survivor ? $"the latest merge of {Short(survivor)}" : "the latest one";

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

    private static string Granted(Purposes purposes) => And(ClientWords.Granted(purposes).Split(", "));

    private static string And(IReadOnlyList<string> words) => words.Count < 2 ? words[0] : $"{string.Join(", ", words.SkipLast(1))} and {words[^1]}";

    private static string Steps(int count, bool capital = true) => $"{(capital ? Numbers.First(count) : Numbers.Word(count))} {(count == 1 ? "interaction" : "interactions")}";

    private static string Spend(MergeSide side) => side.Spend.IsDefaultOrEmpty ? "" : $", {string.Join(" and ", side.Spend.Select(ClientWords.Amount))}";
}

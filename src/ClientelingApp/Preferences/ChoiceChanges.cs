using System.Collections.Immutable;
using Luxe.Contracts.Consent;

namespace Luxe.ClientelingApp.Preferences;

/// <summary>What a decision changed, in her words: a ledger holds each decision whole.</summary>
public static class ChoiceChanges
{
    /// <summary>The changes from one decision to the next; empty for a decision that changed nothing.</summary>
    public static ImmutableArray<string> Between(ConsentDecision? before, ConsentDecision after, NoticeBook notice, PreferenceWords words)
    {
        var changes = ImmutableArray.CreateBuilder<string>();
        if (before?.Tier != after.Tier)
        {
            changes.Add(words.NowAt(notice.Of(after.Tier).Name));
        }

        if ((before?.LeaveMeAlone ?? false) != after.LeaveMeAlone)
        {
            changes.Add(words.Switched(words.AloneName, after.LeaveMeAlone));
        }

        var withheld = before?.Withheld ?? DataUses.None;
        changes.AddRange(DataUsesOf.All.Where(use => ((withheld ^ after.Withheld) & use) != 0)
            .Select(use => words.Switched(notice.Of(use).Name, (after.Withheld & use) == 0)));

        var granted = before?.Purposes ?? Purposes.None;
        changes.AddRange(Enum.GetValues<Purposes>().Where(purpose => ((granted ^ after.Purposes) & purpose) != 0)
            .Select(purpose => words.Switched(notice.Of(purpose).Name, (after.Purposes & purpose) != 0)));

        return changes.ToImmutable();
    }
}

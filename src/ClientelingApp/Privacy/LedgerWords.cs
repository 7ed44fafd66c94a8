using Luxe.ClientelingApp.Clients;
using Luxe.ClientelingApp.Shell;
using Luxe.ClientelingApp.Today;
using Luxe.Contracts.Consent;

namespace Luxe.ClientelingApp.Privacy;

/// <summary>What to say of a ledger.</summary>
public static class LedgerWords
{
    private const string Erasure = "erasure";

    /// <summary>Whether it is what was written.</summary>
    public static string Chain(LedgerView ledger) => ledger switch
    {
        { FirstBreak: { } broken } => $"Decision {broken} is not as it was written.",
        { Entries.Length: 1 } => "One decision, as it was written.",
        _ => $"{Numbers.First(ledger.Entries.Length)} decisions, each as it was written.",
    };

    /// <summary>What a decision allows, as a sentence or two.</summary>
    public static string Of(ConsentDecision decision) => decision.Channel == Erasure
        ? "Erased."
        : $"{TodayWords.Tier(decision.Tier)}, with {ClientWords.Granted(decision.Purposes)}.{Withheld(decision.Withheld, decision.LeaveMeAlone)}";

    /// <summary>When, by whom, by what way and under which notice.</summary>
    public static string Under(ConsentDecision decision) => ClientWords.Line(
        ClientWords.Date(decision.DecidedAt),
        $"by {By(decision.Actor)}",
        decision.Channel == Erasure ? null : PrivacyWords.Channel(decision.Channel),
        decision.NoticeVersion.Length == 0 ? null : $"notice {decision.NoticeVersion}{(decision.Locale is { } locale ? $" ({locale})" : null)}",
        decision.Evidence);

    /// <summary>Who recorded a decision.</summary>
    public static string By(string actor) => actor == "client" ? "the client" : actor;

    /// <summary>What she withholds, as a sentence of its own; empty when she withholds nothing.</summary>
    public static string Withheld(DataUses withheld, bool isLeftAlone)
    {
        var uses = DataUsesOf.All.Where(use => (withheld & use) != DataUses.None).Select(PrivacyWords.Use).ToArray();
        return (uses.Length == 0 ? "" : $" Withheld: {string.Join(", ", uses).ToLowerInvariant()}.") + (isLeftAlone ? " She wants to be left alone." : "");
    }
}

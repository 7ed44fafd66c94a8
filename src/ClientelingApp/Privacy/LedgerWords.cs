using Luxe.Contracts.Consent;

namespace Luxe.ClientelingApp.Privacy;

/// <summary>What to say of a ledger.</summary>
public static class LedgerWords
{
    /// <summary>Whether it is what was written.</summary>
    public static string Chain(LedgerView ledger) => ledger switch
    {
        { FirstBreak: { } broken } => $"Decision {broken} is not as it was written.",
        { Entries.Length: 1 } => "One decision, as it was written.",
        _ => $"{ledger.Entries.Length} decisions, each as it was written.",
    };

    /// <summary>Who recorded a decision.</summary>
    public static string By(string actor) => actor == "client" ? "the client" : actor;

    /// <summary>What she withholds, as a sentence of its own; empty when she withholds nothing.</summary>
    public static string Withheld(DataUses withheld, bool isLeftAlone)
    {
        var uses = DataUsesOf.All.Where(use => (withheld & use) != DataUses.None).Select(PrivacyWords.Use).ToArray();
        return (uses.Length == 0 ? "" : $" Withheld: {string.Join(", ", uses).ToLowerInvariant()}.") + (isLeftAlone ? " She wants to be left alone." : "");
    }
}

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
}

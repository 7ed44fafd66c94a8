using Luxe.Contracts.Consent;

namespace Luxe.Contracts.Prompts;

/// <summary>Which uses of her data a prompt rests on beside its tier: when she withholds one of them, the prompt is not to be shown.</summary>
public static class PromptUses
{
    /// <summary>The uses of a kind; none for an arrival, which hangs on its purpose.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No use is stated for this kind.</exception>
    public static DataUses Of(PromptKind kind) => kind switch
    {
        PromptKind.Arrival => DataUses.None,
        PromptKind.WishBackInStock or PromptKind.AbandonedCart => DataUses.CartActivity,
        PromptKind.ConsideredItem => DataUses.ProductViews | DataUses.ReturnVisits,
        PromptKind.Milestone => DataUses.Demographics,
        PromptKind.RepairReady => DataUses.PurchaseHistory,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "No use is stated for prompts of this kind."),
    };

    /// <summary>Whether what a client allows carries a prompt: its tier, its uses, and that she does not want to be left alone.</summary>
    public static bool Carries(this ConsentView consent, Prompt prompt) =>
        consent.Reaches(prompt.Tier) && (consent.Withheld & Of(prompt.Kind)) == DataUses.None && !consent.LeaveMeAlone;
}

using Luxe.Contracts.Consent;

namespace Luxe.Grains.Consent;

/// <summary>
/// What a decision becomes while it holds. What somebody vouched for is held without a time: it is no word of hers, so that any word of hers outranks it,
/// whenever she said it and whenever it arrives.
/// </summary>
internal static class HeldConsent
{
    /// <summary>Whether nothing holds, neither her word nor anybody's for her.</summary>
    public static bool IsUndecided(this ConsentView consent) => consent is { NoticeVersion: null, DecidedAt: null };

    /// <summary>Whether it was brought in with her history and not said by her.</summary>
    public static bool IsVouched(this ConsentDecision decision) => decision.Actor == ConsentDecision.Voucher;

    /// <summary>When she said it; null when she did not.</summary>
    public static DateTimeOffset? SaidAt(this ConsentDecision decision) => decision.IsVouched() ? null : decision.DecidedAt;

    /// <summary>The decision as it holds.</summary>
    public static ConsentView Held(this ConsentDecision decision) =>
        new(decision.Tier, decision.Purposes, decision.NoticeVersion, decision.SaidAt(), decision.Channel, decision.Withheld, decision.LeaveMeAlone);
}

namespace Luxe.Contracts.Consent;

/// <summary>
/// Single uses of what a tier may hold: each is on with its tier, and a client may withhold each of them. Values are stored: never renumber.
/// Bit 3 is none of them: the grains keep visits by it, which hang on a purpose. Bits 0 to 3 belong to <see cref="ConsentTier.Category"/>, 4 to 11 to <see cref="ConsentTier.Behaviour"/>, 12 to 15 to <see cref="ConsentTier.Identity"/>.
/// </summary>
[Flags]
public enum DataUses
{
    /// <summary>No use.</summary>
    None = 0,

    /// <summary>Categories and sizes that she declared.</summary>
    DeclaredPreferences = 1,

    /// <summary>What she bought, had repaired and booked.</summary>
    PurchaseHistory = 2,

    /// <summary>Birthday, place, membership and important dates.</summary>
    Demographics = 4,

    /// <summary>Pieces that she looked at, clicked, shared or reviewed.</summary>
    ProductViews = 16,

    /// <summary>That she came back to a piece, and when she was last seen.</summary>
    ReturnVisits = 32,

    /// <summary>E-mails that she opened or clicked.</summary>
    MailActivity = 64,

    /// <summary>What she searched for.</summary>
    Searches = 128,

    /// <summary>Cart, checkout and wishes.</summary>
    CartActivity = 256,

    /// <summary>Pages and stories that she read.</summary>
    ContentEngagement = 512,

    /// <summary>When she tends to come, and in what order she does things.</summary>
    PatternsAcrossTime = 4096,

    /// <summary>Groups of clients that she is like.</summary>
    Cohorts = 8192,

    /// <summary>Taste that was inferred from what she did.</summary>
    InferredTaste = 16384,

    /// <summary>Suggestions beyond anything that she did.</summary>
    BeyondObserved = 32768,
}

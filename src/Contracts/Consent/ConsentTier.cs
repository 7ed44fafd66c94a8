namespace Luxe.Contracts.Consent;

/// <summary>How far a client lets the maison go, ordered: each tier includes those below it.</summary>
public enum ConsentTier
{
    /// <summary>Nothing may be held beyond the decision itself.</summary>
    None = 0,

    /// <summary>Declared categories, purchase history, basic demographics.</summary>
    Category = 1,

    /// <summary>Also views, visits, opens, clicks, searches, cart activity, content engagement.</summary>
    Behaviour = 2,

    /// <summary>Also patterns across time, cohorts, inferred taste and values.</summary>
    Identity = 3,
}

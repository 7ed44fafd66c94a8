using Luxe.Contracts.Consent;
using Luxe.Contracts.Prompts;
using Luxe.Grains.Consent;
using Luxe.Grains.Prompts;

namespace Luxe.Grains.Customers;

/// <summary>Takes out of a state what her consent no longer covers: the fold's half of a purge, the journal's redaction is the other.</summary>
internal static class StateCut
{
    /// <summary>
    /// What lies above her tier goes, and of her traits and prompts what rests on a use she withholds. Of the rest nothing can be taken out by use,
    /// for sums do not say what they are of: her own decision empties those rows, and the state is folded again without them.
    /// </summary>
    public static CustomerState To(CustomerState state)
    {
        var consent = state.Consent;
        var kept = state with
        {
            Prompts = state.Prompts.RemoveAll(open => IsOver(consent, open.Prompt.Tier, open.Prompt.Kind)),
            Raised = state.Raised.RemoveAll(mark => IsOver(consent, mark.Tier, mark.Kind)),
            Traits = state.Traits is { } traits && consent.Withheld != DataUses.None ? TraitsCut.Of(traits, consent.Withheld) : state.Traits,
        };
        if (!ConsentGate.AdmitsRecognition(consent))
        {
            kept = kept with { Visit = null };
        }

        if (!consent.Reaches(ConsentTier.Behaviour))
        {
            kept = kept with { Observed = Trail.Empty, Interests = Interests.None, Wishes = [], Cart = state.Cart.WithoutLines() };
        }

        return consent.Reaches(ConsentTier.Category) ? kept : kept with
        {
            Traits = null,
            TraitsAt = default,
            Declared = Trail.Empty,
            Purchases = Purchases.None,
            Cart = Cart.Empty,
        };
    }

    /// <summary>
    /// The same, where the rows of uses that are withheld from now stay in the journal, because somebody else's word withholds them: all that they may have
    /// had a part in goes with them, until an undoing folds the rows again. What she bought had a part in what she wishes for no more.
    /// </summary>
    /// <param name="state">The state with the consent that holds from now.</param>
    /// <param name="before">The consent that held before.</param>
    public static CustomerState Hidden(CustomerState state, ConsentView before)
    {
        var (kept, from) = (To(state), ConsentGate.ClosedBy(state.Consent) & ~ConsentGate.ClosedBy(before));
        if (from == DataUses.None)
        {
            return kept;
        }

        kept = kept with
        {
            Declared = kept.Declared.Without(from),
            Observed = kept.Observed.Without(from),
            Interests = kept.Interests.Without(from),
            Prompts = kept.Prompts.RemoveAll(open => (PromptPolicy.For(open.Prompt.Kind).Minds & from) != DataUses.None),
            Raised = kept.Raised.RemoveAll(mark => (PromptPolicy.For(mark.Kind).Minds & from) != DataUses.None),
        };
        return (from & (DataUses.CartActivity | DataUses.PurchaseHistory)) == DataUses.None ? kept : kept with
        {
            Wishes = [],
            Cart = (from & DataUses.PurchaseHistory) == DataUses.None ? kept.Cart.WithoutLines() : Cart.Empty,
            Purchases = (from & DataUses.PurchaseHistory) == DataUses.None ? kept.Purchases : Purchases.None,
        };
    }

    private static bool IsOver(ConsentView consent, ConsentTier tier, PromptKind kind) =>
        !consent.Reaches(tier) || (consent.Withheld & PromptUses.Of(kind)) != DataUses.None;
}

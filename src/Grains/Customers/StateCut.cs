using Luxe.Contracts.Consent;
using Luxe.Grains.Consent;

namespace Luxe.Grains.Customers;

/// <summary>Takes out of a state what her consent no longer covers: the fold's half of a purge, the journal's redaction is the other.</summary>
internal static class StateCut
{
    public static CustomerState To(CustomerState state)
    {
        var consent = state.Consent;
        var kept = state with
        {
            Prompts = state.Prompts.RemoveAll(open => !consent.Reaches(open.Prompt.Tier)),
            Raised = state.Raised.RemoveAll(mark => !consent.Reaches(mark.Tier)),
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
}

using Luxe.Contracts.Consent;
using Luxe.Grains.Customers;

namespace Luxe.Grains.Consent;

/// <summary>
/// Gate 2: a client's state cut to her tier. Rules, features and recall sources take one of the views and so cannot see
/// what she does not allow; a view her tier does not reach is null.
/// </summary>
internal sealed record ClientCut(ConsentView Consent, CategoryView? Category, BehaviourView? Behaviour, IdentityView? Identity)
{
    public static ClientCut Of(CustomerState state, DateTimeOffset now)
    {
        var category = state.Consent.Reaches(ConsentTier.Category) ? new CategoryView(state, now) : null;
        var behaviour = category is not null && state.Consent.Reaches(ConsentTier.Behaviour) ? new BehaviourView(state, category) : null;
        var identity = behaviour is not null && state.Consent.Reaches(ConsentTier.Identity) ? new IdentityView(state, behaviour) : null;
        return new ClientCut(state.Consent, category, behaviour, identity);
    }
}

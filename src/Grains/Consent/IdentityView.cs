using System.Collections.Immutable;
using Luxe.Grains.Customers;

namespace Luxe.Grains.Consent;

/// <summary>What Identity adds: her interactions as one sequence, for patterns across time.</summary>
internal sealed record IdentityView(BehaviourView Behaviour, ImmutableArray<Remembered> Sequence)
{
    public static IdentityView Of(CustomerState state, BehaviourView behaviour) =>
        new(behaviour, InteractionWindow.Merge(state.Declared, state.Observed));
}

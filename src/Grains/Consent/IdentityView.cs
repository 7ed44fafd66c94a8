using System.Collections.Immutable;
using Luxe.Grains.Customers;

namespace Luxe.Grains.Consent;

/// <summary>What Identity adds: her interactions as one sequence, for patterns across time.</summary>
internal sealed class IdentityView(BehaviourView behaviour, InteractionWindow declared, InteractionWindow observed)
{
    private ImmutableArray<Remembered>? _sequence;

    public BehaviourView Behaviour { get; } = behaviour;

    /// <summary>Merged when first asked for: most events ask for less.</summary>
    public ImmutableArray<Remembered> Sequence => _sequence ??= InteractionWindow.Merge(declared, observed);

    public static IdentityView Of(CustomerState state, BehaviourView behaviour) => new(behaviour, state.Declared, state.Observed);
}

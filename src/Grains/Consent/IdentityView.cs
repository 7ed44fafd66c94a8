using System.Collections.Immutable;
using Luxe.Contracts.Consent;
using Luxe.Grains.Customers;
using Luxe.Grains.Tallies;
using Luxe.Grains.Traces;

namespace Luxe.Grains.Consent;

/// <summary>What Identity adds: her interactions as one sequence, for patterns across time.</summary>
internal sealed class IdentityView(CustomerState state, BehaviourView behaviour)
{
    private ImmutableArray<Trace>? _sequence;

    public BehaviourView Behaviour { get; } = behaviour;

    /// <summary>What she looks at and reads about.</summary>
    public Interests Interests => Withholds(DataUses.InferredTaste) ? Interests.None : state.Interests.Without(state.Consent.Withheld);

    /// <summary>Counts by hour of day and by day of week.</summary>
    public (ImmutableArray<int> Hours, ImmutableArray<int> Days) Rhythm =>
        Withholds(DataUses.PatternsAcrossTime) ? ([], []) : Hours.Join(state.Declared.Hours, state.Observed.Hours);

    /// <summary>Merged when first asked for: most events ask for less.</summary>
    public ImmutableArray<Trace> Sequence => _sequence ??=
        Withholds(DataUses.PatternsAcrossTime) ? [] : Open(TraceWindow.Merge(state.Declared.Window, state.Observed.Window));

    private ImmutableArray<Trace> Open(ImmutableArray<Trace> all) => ConsentGate.ClosedBy(state.Consent) is var closed && closed == DataUses.None
        ? all
        : all.RemoveAll(trace => (ConsentGate.UseOf(trace.Kind) & closed) != DataUses.None);

    private bool Withholds(DataUses single) => (state.Consent.Withheld & single) != DataUses.None;
}

using System.Collections.Immutable;
using Luxe.Contracts.Consent;
using Luxe.Contracts.Customers;
using Luxe.Contracts.Policies;

namespace Luxe.Grains.Policies;

/// <summary>The policy of a house that was given none: every use covers what its tier does, nothing is asked, nobody's age is known, nothing runs out.</summary>
internal sealed class BuiltInPolicy : IPolicyBook
{
    public PolicyDocument Current { get; } = new() { Version = "built-in", EffectiveFrom = DateTimeOffset.UnixEpoch };

    public PolicyDocument? Find(string? version) => Current;

    public bool Covers(ConsentView consent, DataUses use, string code) => consent.Uses(use);

    public ImmutableArray<string> Asks(ConsentView consent) => [];

    public ConsentDecision Cap(ConsentDecision decision, Traits? traits, DateTimeOffset now) => decision;

    public TimeSpan? Keep(ConsentView consent, string category, string? country) => null;
}

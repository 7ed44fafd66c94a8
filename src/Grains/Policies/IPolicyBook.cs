using System.Collections.Immutable;
using Luxe.Contracts.Consent;
using Luxe.Contracts.Customers;
using Luxe.Contracts.Policies;

namespace Luxe.Grains.Policies;

/// <summary>Every version of the house's policy, in memory: each question is answered without a wait.</summary>
internal interface IPolicyBook
{
    /// <summary>The version in force.</summary>
    PolicyDocument Current { get; }

    /// <summary>A version by name; null when it is unknown.</summary>
    PolicyDocument? Find(string? version);

    /// <summary>
    /// Whether a use covers what a code names in the version that she decided under, and she does not withhold it: what a later version adds is not
    /// covered before she decides again.
    /// </summary>
    bool Covers(ConsentView consent, DataUses use, string code);

    /// <summary>What the version in force adds to what she granted, as codes: "use:searches+images", "keep:productViews".</summary>
    ImmutableArray<string> Asks(ConsentView consent);

    /// <summary>The decision as it may be taken: somebody under age gets no more than the policy's tier for her.</summary>
    ConsentDecision Cap(ConsentDecision decision, Traits? traits, DateTimeOffset now);

    /// <summary>How long a category of hers may be held; null: for as long as the tier holds.</summary>
    TimeSpan? Keep(ConsentView consent, string category, string? country);
}

using System.Collections.Immutable;
using Luxe.Contracts.Consent;

namespace Luxe.Contracts.Customers;

/// <summary>How a client's past comes in from elsewhere, keyed by customer id. It is folded and kept as if it had been recorded then; it is no news to anybody.</summary>
[Alias("luxe.ICustomerHistory")]
public interface ICustomerHistory : IGrainWithStringKey
{
    /// <summary>
    /// Takes interactions of the past through gate 1, in one append. They raise no prompt, now; prompts that lose their reason by them end. Returns when it is durable.
    /// </summary>
    /// <param name="unlessDecided">The consent that is recorded before them if she has decided nothing yet; null for none.</param>
    /// <param name="interactions">In their order.</param>
    [Alias("Import")] Task<HistoryOutcome> Import(ConsentDecision? unlessDecided, ImmutableArray<Interaction> interactions);
}

/// <summary>What <see cref="ICustomerHistory.Import"/> did.</summary>
/// <param name="Record">With the interactions.</param>
/// <param name="Decided">Whether the consent was recorded.</param>
[GenerateSerializer, Immutable, Alias("luxe.HistoryOutcome")]
public sealed record HistoryOutcome([property: Id(0)] RecordOutcome Record, [property: Id(1)] bool Decided);

using System.Collections.Immutable;
using Luxe.Contracts.Customers;
using Luxe.Contracts.Identity;

namespace Luxe.Silo.Ingest;

/// <summary>A call as Luxe understands it.</summary>
/// <param name="Tokens">Tokens of the person, strongest first; never empty.</param>
/// <param name="PreviousId">For an alias: the other identifier of the same person.</param>
/// <param name="Interaction">What goes into her journal; null for an alias.</param>
public sealed record SegmentMessage(ImmutableArray<IdentityToken> Tokens, string? PreviousId, Interaction? Interaction)
{
    /// <summary>Whether it names a person in more than one way, and so may join two of them.</summary>
    public bool MayJoin => Tokens.Length > 1 || PreviousId is not null;
}

/// <summary>Why an event was not taken.</summary>
/// <param name="Index">Its place in the batch; 0 for a single call.</param>
/// <param name="MessageId">Its message id, when it has a readable one.</param>
/// <param name="Field">The field at fault, as a dotted name; empty when the event as a whole is.</param>
/// <param name="Reason">What is wrong with it; never quotes what was sent.</param>
public sealed record RejectedEvent(int Index, string? MessageId, string Field, string Reason);

using System.Collections.Immutable;
using Luxe.Contracts.Consent;

namespace Luxe.Grains.Rights;

/// <summary>One system of the house that may hold something of a client, and how she is taken out of it. May be run again after it was cut off anywhere.</summary>
public interface IErasureStep
{
    /// <summary>Its name on the receipt.</summary>
    string System { get; }

    /// <summary>Its place in the order; stored, never changed.</summary>
    int Place { get; }

    /// <summary>Takes her out; how much was hers.</summary>
    Task<long> Run(ErasedPerson person);
}

/// <summary>A person who is being erased.</summary>
/// <param name="OrderId">The order.</param>
/// <param name="Ids">Hers first, then those of everybody she absorbed.</param>
/// <param name="At">From when nothing of her could be read (UTC).</param>
public sealed record ErasedPerson(string OrderId, ImmutableArray<ErasedId> Ids, DateTimeOffset At);

/// <summary>An id and what it became.</summary>
public readonly record struct ErasedId(string CustomerId, string Pseudonym);

/// <summary>
/// What a feature derives of clients and keeps elsewhere: an embedding, a segment, a rollup. Whoever keeps such a thing registers one, and is told of every
/// erasure and of every decision that takes something away.
/// </summary>
internal interface IClientTrace
{
    /// <summary>Its name, for logs.</summary>
    string System { get; }

    /// <summary>Forgets her.</summary>
    Task<long> Forget(string customerId);

    /// <summary>Makes anew, from what remains, what is derived of her.</summary>
    Task Cut(string customerId, ConsentView now);
}

using System.Collections.Immutable;

namespace Luxe.Contracts.Rights;

/// <summary>
/// One order to erase a client, keyed by order id: the idempotency key of all of it. Step by step through every system of the house, each step durable
/// and safe to repeat, until all are done, whatever is killed in between.
/// </summary>
[Alias("luxe.IErasure")]
public interface IErasure : IGrainWithStringKey
{
    /// <summary>
    /// Erases her. Answers when nothing of her can be read or written any more; the other systems follow. An absorbed client is erased with her survivor, who is
    /// the same person. The same order twice is one erasure; another order for somebody who is erased gives the first one's receipt. Null: nobody has this id.
    /// </summary>
    [Alias("Order")] Task<ErasureReceipt?> Order(ErasureRequest request);

    /// <summary>What was erased so far, and when; null when there is no such order.</summary>
    [ReadOnly, Alias("GetReceipt")] Task<ErasureReceipt?> GetReceipt();

    /// <summary>Goes on with what is not done yet; answers when all of it is. Null when there is no such order.</summary>
    [Alias("Continue")] Task<ErasureReceipt?> Continue();
}

/// <summary>Who is to be erased, on whose word.</summary>
/// <param name="CustomerId">Her id, or one of those that lead to her.</param>
/// <param name="Actor">"client", or the stable id of the member of staff or of the integration that wrote it down; never a name.</param>
/// <param name="Channel">Where she asked: web, app, store, phone, mail.</param>
[GenerateSerializer, Immutable, Alias("luxe.ErasureRequest")]
public sealed record ErasureRequest([property: Id(0)] string CustomerId, [property: Id(1)] string Actor, [property: Id(2)] string Channel);

/// <summary>What an erasure did: holds nothing that leads to her but for whoever has her id and the house's secret.</summary>
/// <param name="OrderId">The order.</param>
/// <param name="Pseudonym">Under which her consent ledger is kept as proof.</param>
/// <param name="OrderedAt">From when nothing of her could be read or written (UTC).</param>
/// <param name="DoneAt">When the last system was done; null while some are not.</param>
/// <param name="Systems">Each system in order.</param>
/// <param name="NotReached">What this house cannot reach, and what becomes of it; in fixed words (see <c>ErasureLimits</c>).</param>
[GenerateSerializer, Immutable, Alias("luxe.ErasureReceipt")]
public sealed record ErasureReceipt(
    [property: Id(0)] string OrderId,
    [property: Id(1)] string Pseudonym,
    [property: Id(2)] DateTimeOffset OrderedAt,
    [property: Id(3)] DateTimeOffset? DoneAt,
    [property: Id(4)] ImmutableArray<ErasedSystem> Systems,
    [property: Id(5)] ImmutableArray<string> NotReached);

/// <summary>One system of an erasure.</summary>
/// <param name="System">Which, in a word.</param>
/// <param name="Affected">Rows, items or entries that were hers.</param>
/// <param name="At">When it was done (UTC); null while it is not.</param>
[GenerateSerializer, Immutable, Alias("luxe.ErasedSystem")]
public sealed record ErasedSystem([property: Id(0)] string System, [property: Id(1)] long Affected, [property: Id(2)] DateTimeOffset? At);

using System.Collections.Immutable;

namespace Luxe.Grains.Customers;

/// <summary>The part of an erasure that her own grain does: from its first verb on nothing of her can be read or written, whatever becomes of the rest.</summary>
[Alias("luxe.ICustomerErasure")]
internal interface ICustomerErasure : IGrainWithStringKey
{
    /// <summary>
    /// Deletes every row of hers and of everybody she absorbed, in one transaction that proves that nobody wrote meanwhile, and keeps their ledgers under pseudonyms. An
    /// absorbed client is erased with her survivor, who is the same person. Nothing is taken afterwards. Whoever was erased before stays erased by that order.
    /// </summary>
    [Alias("Erase")] Task<ErasureOutcome> Erase(ErasureOrder order);

    /// <summary>Takes away what is kept of an erased client beside her journal: her snapshot and her reminders. How much there was; nothing happens to others.</summary>
    [Alias("Forget")] Task<long> Forget();
}

/// <summary>An order to erase.</summary>
/// <param name="OrderId">Idempotency key.</param>
/// <param name="Actor">Who ordered it: "client" or the id of a member of staff or of an integration.</param>
/// <param name="Channel">Where it was ordered.</param>
[GenerateSerializer, Immutable, Alias("luxe.ErasureOrder")]
internal sealed record ErasureOrder([property: Id(0)] string OrderId, [property: Id(1)] string Actor, [property: Id(2)] string Channel = "app");

/// <summary>What was erased.</summary>
/// <param name="CustomerId">Whose journal: hers, or that of the client she was part of.</param>
/// <param name="WithHer">Absorbed clients erased with her, now.</param>
/// <param name="OrderId">By which order: another than the given one when she was erased before.</param>
[GenerateSerializer, Immutable, Alias("luxe.ErasureOutcome")]
internal sealed record ErasureOutcome([property: Id(0)] string CustomerId, [property: Id(1)] ImmutableArray<string> WithHer, [property: Id(2)] string OrderId);

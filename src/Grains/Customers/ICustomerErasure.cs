namespace Luxe.Grains.Customers;

/// <summary>
/// The part of an erasure that her journal can do: every row is emptied, of hers and of everybody she absorbed, in one transaction, and nothing
/// is taken afterwards. Her key, identities and projections are the business of whoever orders it.
/// </summary>
[Alias("luxe.ICustomerErasure")]
internal interface ICustomerErasure : IGrainWithStringKey
{
    /// <summary>Erases her; an absorbed client with her survivor, who is the same person. The same order twice is one erasure.</summary>
    [Alias("Erase")] Task<ErasureOutcome> Erase(ErasureOrder order);
}

/// <summary>An order to erase.</summary>
/// <param name="OrderId">Idempotency key.</param>
/// <param name="Actor">Who ordered it: "client" or the id of a member of staff or of an integration.</param>
[GenerateSerializer, Immutable, Alias("luxe.ErasureOrder")]
internal sealed record ErasureOrder([property: Id(0)] string OrderId, [property: Id(1)] string Actor);

/// <summary>What was erased.</summary>
/// <param name="CustomerId">Whose journal: hers, or that of the client she was part of. Null when nothing ever happened to her.</param>
/// <param name="WithHer">Absorbed clients erased with her.</param>
[GenerateSerializer, Immutable, Alias("luxe.ErasureOutcome")]
internal sealed record ErasureOutcome([property: Id(0)] string? CustomerId, [property: Id(1)] System.Collections.Immutable.ImmutableArray<string> WithHer);

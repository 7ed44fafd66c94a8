using System.Collections.Immutable;
using Luxe.Contracts.Customers;

namespace Luxe.Contracts.Associates;

/// <summary>An associate, keyed by associate id: who she is and her client book.</summary>
[Alias("luxe.IAssociateGrain")]
public interface IAssociateGrain : IGrainWithStringKey
{
    /// <summary>Creates or changes the associate.</summary>
    [Alias("Put")] Task Put(AssociateRecord associate);

    /// <summary>The associate, or null when unknown.</summary>
    [ReadOnly, Alias("Get")] Task<AssociateRecord?> Get();

    /// <summary>Adds a client to her book. Called by the client's grain.</summary>
    [Alias("AddToBook")] Task AddToBook(string customerId);

    /// <summary>Takes a client out of her book. Called by the client's grain.</summary>
    [Alias("RemoveFromBook")] Task RemoveFromBook(string customerId);

    /// <summary>A page of her book, oldest first, of at most 500.</summary>
    [ReadOnly, Alias("GetBook")] Task<ClientPage> GetBook(ClientPlace? after, int limit);
}

/// <summary>What the house knows of an associate.</summary>
/// <param name="AssociateId">Id.</param>
/// <param name="DisplayName">Shown to colleagues.</param>
/// <param name="StoreId">Her store.</param>
/// <param name="Languages">Languages she speaks (BCP 47).</param>
[GenerateSerializer, Immutable, Alias("luxe.AssociateRecord")]
public sealed record AssociateRecord(
    [property: Id(0)] string AssociateId,
    [property: Id(1)] string DisplayName,
    [property: Id(2)] string StoreId,
    [property: Id(3)] ImmutableArray<string> Languages);

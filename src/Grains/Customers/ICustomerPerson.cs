using System.Collections.Immutable;
using Luxe.Contracts.Consent;

namespace Luxe.Grains.Customers;

/// <summary>Where an id leads, for whoever knows a client by it and must not lose her while she is merged and restored. Tells nothing about her life.</summary>
[Alias("luxe.ICustomerPerson")]
internal interface ICustomerPerson : IGrainWithStringKey
{
    [ReadOnly, Alias("GetPerson")] Task<Person> GetPerson();
}

/// <summary>Who answers for an id at this moment.</summary>
/// <param name="CustomerId">Her own id.</param>
/// <param name="Consent">What she allows.</param>
/// <param name="MergeId">The latest of her merges that stand; what was said of her under another is out of date.</param>
/// <param name="Doors">Every other id that leads to her.</param>
[GenerateSerializer, Immutable, Alias("luxe.Person")]
internal sealed record Person(
    [property: Id(0)] string CustomerId,
    [property: Id(1)] ConsentView Consent,
    [property: Id(2)] string? MergeId,
    [property: Id(3)] ImmutableArray<string> Doors);

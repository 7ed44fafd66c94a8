using System.Collections.Immutable;

namespace Luxe.Contracts.Customers;

/// <summary>A page of a list of clients: an associate's book, those who wish for a piece.</summary>
/// <param name="CustomerIds">Customer ids, those first who are in the list for longest.</param>
/// <param name="Next">Where the next page begins; null when this is the last.</param>
[GenerateSerializer, Immutable, Alias("luxe.ClientPage")]
public sealed record ClientPage(
    [property: Id(0)] ImmutableArray<string> CustomerIds,
    [property: Id(1)] ClientPlace? Next)
{
    /// <summary>Nobody.</summary>
    public static ClientPage Empty { get; } = new([], null);
}

/// <summary>A place in a list of clients.</summary>
/// <param name="At">Since when the last client of the page before is in the list.</param>
/// <param name="CustomerId">That client.</param>
[GenerateSerializer, Immutable, Alias("luxe.ClientPlace")]
public sealed record ClientPlace(
    [property: Id(0)] DateTimeOffset At,
    [property: Id(1)] string CustomerId);

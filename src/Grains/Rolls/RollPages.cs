using Luxe.Contracts.Customers;
using Luxe.Storage;

namespace Luxe.Grains.Rolls;

/// <summary>The names of the house's rolls, and their rows as pages.</summary>
internal static class RollPages
{
    /// <summary>Most clients of a page; also what a grain holds of a list at any moment.</summary>
    public const int Largest = 500;

    // No id holds it.
    private const char Mark = '\u001f';

    /// <summary>The clients of an associate.</summary>
    public static string Book(string associateId) => $"book{Mark}{associateId}";

    /// <summary>Who wishes for a piece.</summary>
    public static string Watchers(string productId) => $"watch{Mark}{productId}";

    /// <summary>Who is just being told that a piece is back in a store.</summary>
    public static string Untold(string productId, string storeId) => $"untold{Mark}{productId}{Mark}{storeId}";

    public static RollPlace? ToPlace(ClientPlace? place) => place is null ? null : new RollPlace(place.At, place.CustomerId);

    public static ClientPlace ToPlace(RollRow last) => new(last.At, last.Customer);

    /// <summary>The places of clients of a time when lists had an order but no times: before all others, and the same however often they are moved.</summary>
    public static DateTimeOffset Former(int place) => DateTimeOffset.UnixEpoch.AddMicroseconds(place);
}

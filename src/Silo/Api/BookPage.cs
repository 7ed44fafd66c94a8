using System.Collections.Immutable;
using System.Globalization;
using Luxe.Contracts.Customers;
using Luxe.Silo.Problems;

namespace Luxe.Silo.Api;

/// <summary>A page of a client book.</summary>
/// <param name="CustomerIds">Oldest first.</param>
/// <param name="Next">Pass it as 'after' to get the next page; null on the last.</param>
public sealed record BookPage(ImmutableArray<string> CustomerIds, string? Next)
{
    internal static BookPage Of(ClientPage page) => new(
        page.CustomerIds, page.Next is { } place ? string.Create(CultureInfo.InvariantCulture, $"{(place.At - DateTimeOffset.UnixEpoch).Ticks}.{place.CustomerId}") : null);

    internal static ClientPlace? ToPlace(string? after)
    {
        if (after is null)
        {
            return null;
        }

        var dot = after.IndexOf('.', StringComparison.Ordinal);
        return dot > 0 && after.Length <= 2 * Check.IdLength && !after.Contains('\0', StringComparison.Ordinal)
            && long.TryParse(after.AsSpan(0, dot), NumberStyles.None, CultureInfo.InvariantCulture, out var ticks) && ticks <= (DateTimeOffset.MaxValue - DateTimeOffset.UnixEpoch).Ticks
                ? new ClientPlace(DateTimeOffset.UnixEpoch.AddTicks(ticks), after[(dot + 1)..])
                : throw new ProblemException(Problem.BadParameter("after", "'after' must be the 'next' of a page."));
    }
}

using System.Collections.Immutable;
using Luxe.Contracts.Office;

namespace Luxe.Grains.Office;

/// <summary>
/// Counts in which nobody can be told apart: what is below five is not said, nor what would give it away when it is taken from the whole.
/// </summary>
internal static class SmallCells
{
    /// <summary>Fewer than this are not counted out loud.</summary>
    public const int Fewest = 5;

    /// <summary>Whether a number of people may be said. Nobody is nobody.</summary>
    public static bool Says(long count) => count is 0 or >= Fewest;

    /// <summary>Parts of a whole, each of it in one of them: when a single one is hidden, the next smallest is hidden too, or it could be worked out.</summary>
    public static ImmutableArray<CountOf> Parts(IEnumerable<(string Of, long Count)> parts)
    {
        var all = parts.ToArray();
        var hidden = all.Where(static part => !Says(part.Count)).Select(static part => part.Of).ToHashSet(StringComparer.Ordinal);
        if (hidden.Count == 1 && all.Where(static part => part.Count >= Fewest).OrderBy(static part => part.Count).FirstOrDefault() is { Of: { } next })
        {
            hidden.Add(next);
        }

        return [.. all.Select(part => new CountOf(part.Of, hidden.Contains(part.Of) ? null : part.Count))];
    }

    /// <summary>How many of all: hidden when so few are, and when so few are not.</summary>
    public static CountOf Among(string of, long count, long all) => new(of, Says(count) && Says(all - count) ? count : null);
}

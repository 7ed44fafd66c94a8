using System.Collections.Immutable;

namespace Luxe.Grains.Tallies;

/// <summary>A sum of its own for each key, such as a category.</summary>
internal interface ITally<T>
    where T : struct
{
    /// <summary>When it was last added to, by event time, in seconds since 1970 UTC.</summary>
    uint Second { get; }

    bool HasKeyOf(in T other);

    /// <summary>Both together; the later time counts.</summary>
    T Plus(in T other);
}

/// <summary>A few sums in a list, in the order in which their keys were first met.</summary>
internal static class Tally
{
    /// <summary>Adds to the sum of its key. A new key in a full list takes the place of the one that rested longest.</summary>
    public static ImmutableArray<T> Count<T>(this ImmutableArray<T> all, in T one, int capacity)
        where T : struct, ITally<T>
    {
        var oldest = 0;
        for (var i = 0; i < all.Length; i++)
        {
            if (all[i].HasKeyOf(one))
            {
                return all.SetItem(i, all[i].Plus(one));
            }

            oldest = all[i].Second < all[oldest].Second ? i : oldest;
        }

        return (all.Length < capacity ? all : all.RemoveAt(oldest)).Add(one);
    }
}

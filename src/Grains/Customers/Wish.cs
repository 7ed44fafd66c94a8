using System.Collections.Immutable;

namespace Luxe.Grains.Customers;

/// <summary>Whether she wishes for a piece, by her latest word on it. A withdrawn wish is kept so that a late event cannot revive it.</summary>
internal sealed record Wish(string ProductId, DateTimeOffset At, bool Wanted)
{
    private const int Capacity = 200;

    /// <summary>The latest word wins, by event time.</summary>
    public static ImmutableArray<Wish> Say(ImmutableArray<Wish> wishes, string productId, DateTimeOffset at, bool wanted)
    {
        for (var i = 0; i < wishes.Length; i++)
        {
            if (wishes[i].ProductId == productId)
            {
                return wishes[i].At > at ? wishes : wishes.RemoveAt(i).Add(new Wish(productId, at, wanted));
            }
        }

        var kept = wishes.Length < Capacity ? wishes : wishes.RemoveAt(Oldest(wishes));
        return kept.Add(new Wish(productId, at, wanted));
    }

    private static int Oldest(ImmutableArray<Wish> wishes)
    {
        var withdrawn = wishes.IndexOf(wishes.FirstOrDefault(static wish => !wish.Wanted)!);
        return Math.Max(0, withdrawn);
    }
}

using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Luxe.Grains.Traces;

namespace Luxe.Grains.Customers;

/// <summary>Whether she wishes for a piece, by her latest word on it. A withdrawn wish is kept so that a late event cannot revive it.</summary>
[method: JsonConstructor]
internal readonly record struct Wish(string ProductId, DateTimeOffset At, bool Wanted)
{
    private const int Capacity = 200;
    private readonly Said _said = new(At, Wanted);

    [JsonConverter(typeof(WordJson))]
    public string ProductId { get; init; } = ProductId;

    public DateTimeOffset At => _said.At;

    public bool Wanted => _said.Is;

    /// <summary>Whether she ever said anything about a piece.</summary>
    public static bool Knows(ImmutableArray<Wish> wishes, string productId) => wishes.Any(wish => wish.ProductId == productId);

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
        var withdrawn = 0;
        while (withdrawn < wishes.Length && wishes[withdrawn].Wanted)
        {
            withdrawn++;
        }

        return withdrawn == wishes.Length ? 0 : withdrawn;
    }
}

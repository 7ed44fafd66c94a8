using System.Globalization;
using Luxe.Contracts.Consent;
using Luxe.Contracts.Customers;

namespace Luxe.Cli.Bench.State;

/// <summary>The clients that the benches load: their ids, their decision, their days.</summary>
internal static class BenchClients
{
    private const int Products = 2_000;
    private static readonly string[] Categories = ["knitwear", "coats", "leather", "shoes", "jewellery", "home", "shirts", "tailoring"];
    private static readonly string[] Topics = ["atelier", "care", "lookbook", "heritage", "spring"];
    private static readonly string[] Searches = ["camel coat", "silk scarf", "loafers 38", "gold hoops", "white shirt", "cashmere throw"];
    private static readonly string[] Sizes = ["34", "36", "38", "40"];

    public static string Id(int number) => string.Create(CultureInfo.InvariantCulture, $"c_bench{number:D17}");

    /// <summary>She allows what the events below need; everything is decided through her grain.</summary>
    public static Task EnrolAsync(IGrainFactory grains, int clients, TimeProvider time, CancellationToken cancellation) => Parallel.ForAsync(
        0, clients, new ParallelOptions { MaxDegreeOfParallelism = 256, CancellationToken = cancellation }, async (number, _) =>
            await grains.GetGrain<ICustomerGrain>(Id(number)).Decide(Decision(time.GetUtcNow())));

    public static ConsentDecision Decision(DateTimeOffset at) => new("bench-consent", ConsentTier.Behaviour, Purposes.None, "bench-1", "en", "web", "client", at);

    /// <summary>A moment of browsing: three views in four, else lists, searches, reading and mails. It leaves no wish, cart or order behind.</summary>
    public static Interaction Browse(Random chance, DateTimeOffset at)
    {
        var category = Categories[chance.Next(Categories.Length)];
        var basis = Basis(chance, at);
        return chance.Next(16) switch
        {
            < 12 => basis with { Kind = InteractionKind.ProductViewed, Items = [Piece(chance, category)], Dwell = TimeSpan.FromSeconds(chance.Next(5, 180)) },
            12 => basis with { Kind = InteractionKind.ProductListViewed, Category = category },
            13 => basis with { Kind = InteractionKind.Searched, Query = Searches[chance.Next(Searches.Length)] },
            14 => basis with { Kind = InteractionKind.ContentViewed, Topic = Topics[chance.Next(Topics.Length)], Dwell = TimeSpan.FromSeconds(chance.Next(5, 300)) },
            _ => basis with { Kind = InteractionKind.EmailOpened, Channel = Channel.Email, Name = "weekly edition" },
        };
    }

    /// <summary>A moment of a whole life: browsing, and among it carts, wishes, orders and returns.</summary>
    public static Interaction Live(Random chance, DateTimeOffset at)
    {
        var piece = Piece(chance, Categories[chance.Next(Categories.Length)]);
        var basis = Basis(chance, at);
        return chance.Next(40) switch
        {
            0 => basis with { Kind = InteractionKind.CartAdded, Items = [piece], Value = piece.UnitPrice, Currency = "EUR" },
            1 => basis with { Kind = InteractionKind.CartRemoved, Items = [piece] },
            2 => basis with { Kind = InteractionKind.WishAdded, Items = [piece] },
            3 => basis with { Kind = InteractionKind.OrderCompleted, Items = [piece with { Size = Sizes[chance.Next(Sizes.Length)] }], Value = piece.UnitPrice, Currency = "EUR", Reference = Reference(chance), StoreId = "paris" },
            4 when chance.Next(5) == 0 => basis with { Kind = InteractionKind.OrderRefunded, Items = [piece], Value = piece.UnitPrice, Currency = "EUR", Reference = Reference(chance) },
            5 => basis with { Kind = InteractionKind.EmailClicked, Channel = Channel.Email, Name = "weekly edition" },
            _ => Browse(chance, at),
        };
    }

    /// <summary>Something about one piece.</summary>
    public static Interaction About(Random chance, DateTimeOffset at, InteractionKind kind) =>
        Basis(chance, at) with { Kind = kind, Items = [Piece(chance, Categories[chance.Next(Categories.Length)])] };

    /// <summary>Times spread over the last months, oldest first, so that nothing is due and no window is empty.</summary>
    public static Interaction[] Life(int seed, int events, DateTimeOffset now, Func<Random, DateTimeOffset, Interaction> moment)
    {
        var chance = new Random(seed);
        var begin = now.AddDays(-120);
        return [.. Enumerable.Range(0, events).Select(number => moment(chance, begin.AddMinutes(120.0 * 24 * 60 * number / events)))];
    }

    private static Interaction Basis(Random chance, DateTimeOffset at)
    {
        Span<byte> id = stackalloc byte[16];
        chance.NextBytes(id);
        return new Interaction { EventId = Convert.ToHexStringLower(id), Kind = InteractionKind.Other, OccurredAt = at, ReceivedAt = at.AddSeconds(1), Channel = chance.Next(3) == 0 ? Channel.App : Channel.Web };
    }

    private static InteractionItem Piece(Random chance, string category)
    {
        var number = chance.Next(Products);
        return new InteractionItem(string.Create(CultureInfo.InvariantCulture, $"piece-{number:D5}"), category, UnitPrice: 90 + (number % 40 * 35));
    }

    private static string Reference(Random chance) => string.Create(CultureInfo.InvariantCulture, $"order-{chance.Next(100_000_000):D8}");
}

using System.Globalization;
using Luxe.Contracts.Consent;
using Luxe.Contracts.Customers;

namespace Luxe.Cli.Bench.State;

/// <summary>
/// A life of 200 moments that is rich in everything: ten orders of two or three pieces, a return, fourteen wishes, carts, a visit, a repair, an appointment,
/// declared traits with sizes and dates, and browsing.
/// </summary>
internal static class HeavyLife
{
    private const int Moments = 200;
    private const int Orders = 10;
    private const int Wishes = 14;
    private const int Carts = 4;
    private const int Years = 3;
    private static readonly string[] Garments = ["shoes", "dresses", "rings"];
    private static readonly string[] Stores = ["paris", "milan"];
    private static readonly string[] Cities = ["Paris", "Lyon", "Milano", "Wien", "Zürich", "London"];

    /// <summary>She allows what there is, and to be recognised in a store.</summary>
    public static ConsentDecision Decision(DateTimeOffset now) =>
        new("bench-consent", ConsentTier.Identity, Purposes.InStoreRecognition, "bench-1", "fr-FR", "web", "client", now.AddYears(-Years - 1));

    /// <summary>Her moments in order of time.</summary>
    public static Interaction[] Of(int seed, DateTimeOffset now)
    {
        var chance = new Random(seed);
        var life = new List<Interaction>(300) { Declared(chance, now.AddYears(-Years)) };
        for (var order = 0; order < Orders; order++)
        {
            life.Add(Order(chance, now.AddDays(-365.0 * Years * (Orders - order) / (Orders + 1)), chance.Next(2, 4)));
        }

        life.Add(life[^2] with { EventId = Id(chance), Kind = InteractionKind.OrderRefunded, OccurredAt = life[^2].OccurredAt.AddDays(9), Items = [life[^2].Items[0]], Value = life[^2].Items[0].UnitPrice });
        life.AddRange(Service(chance, now));
        life.AddRange(BenchClients.Life(seed, Moments - life.Count - Wishes - Carts, now, BenchClients.Browse));
        for (var wish = 0; wish < Wishes + Carts; wish++)
        {
            var kind = wish < Wishes ? InteractionKind.WishAdded : InteractionKind.CartAdded;
            life.Add(BenchClients.About(chance, now.AddDays(-110 + (5 * wish)), kind));
        }

        return [.. life.OrderBy(static moment => moment.OccurredAt)];
    }

    private static Interaction Declared(Random chance, DateTimeOffset at) => new()
    {
        EventId = Id(chance),
        Kind = InteractionKind.Identified,
        OccurredAt = at,
        ReceivedAt = at,
        Channel = Channel.Web,
        Traits = new Traits
        {
            Title = "Ms",
            GivenName = Name(chance, 6),
            FamilyName = Name(chance, 9),
            Language = "fr-FR",
            Birthday = new DateOnly(1960, 1, 1).AddDays(chance.Next(15_000)),
            City = Cities[chance.Next(Cities.Length)],
            Country = "FR",
            Membership = "maison",
            Categories = ["leather", "jewellery", "coats"],
            Sizes = [.. Garments.Select(garment => new SizeFit(garment, (34 + (2 * chance.Next(6))).ToString(CultureInfo.InvariantCulture)))],
            Dates = [new ImportantDate("anniversary", new DateOnly(2010, 1, 1).AddDays(chance.Next(3_000)))],
        },
    };

    private static Interaction Order(Random chance, DateTimeOffset at, int pieces)
    {
        var first = BenchClients.About(chance, at, InteractionKind.OrderCompleted);
        return first with
        {
            Items = [.. Enumerable.Range(0, pieces).Select(_ => BenchClients.About(chance, at, InteractionKind.Other).Items[0] with { Size = (34 + (2 * chance.Next(6))).ToString(CultureInfo.InvariantCulture) })],
            Value = 900 + chance.Next(4_000),
            Currency = "EUR",
            Reference = string.Create(CultureInfo.InvariantCulture, $"order-{chance.Next(100_000_000):D8}"),
            StoreId = "paris",
        };
    }

    private static IEnumerable<Interaction> Service(Random chance, DateTimeOffset now)
    {
        var store = Stores[chance.Next(Stores.Length)];
        yield return Plain(chance, InteractionKind.Arrived, now.AddDays(-60)) with { StoreId = store };
        yield return Plain(chance, InteractionKind.Departed, now.AddDays(-60).AddHours(1)) with { StoreId = store };
        yield return Plain(chance, InteractionKind.RepairReady, now.AddDays(-90)) with { Reference = "repair-" + chance.Next(100_000).ToString("D5", CultureInfo.InvariantCulture) };
        yield return Plain(chance, InteractionKind.AppointmentBooked, now.AddDays(-61)) with { Reference = "visit-" + chance.Next(100_000).ToString("D5", CultureInfo.InvariantCulture), StoreId = "paris" };
    }

    private static Interaction Plain(Random chance, InteractionKind kind, DateTimeOffset at) =>
        new() { EventId = Id(chance), Kind = kind, OccurredAt = at, ReceivedAt = at, Channel = Channel.Store };

    private static string Id(Random chance) => chance.NextInt64().ToString("x16", CultureInfo.InvariantCulture);

    private static string Name(Random chance, int length) => string.Create(length, chance, static (letters, random) =>
    {
        foreach (ref var letter in letters)
        {
            letter = (char)('a' + random.Next(26));
        }

        letters[0] = char.ToUpperInvariant(letters[0]);
    });
}

using System.Collections.Immutable;
using Luxe.Contracts.Consent;
using Luxe.Contracts.Customers;

namespace Luxe.Grains.Tests.Customers;

/// <summary>Clients' lives drawn from a seed: every kind of interaction, some late, some at one moment, few pieces so that they meet again.</summary>
internal static class Lives
{
    public static readonly DateTimeOffset Start = new(2026, 11, 2, 9, 0, 0, TimeSpan.Zero);

    private static readonly InteractionKind[] Kinds = Enum.GetValues<InteractionKind>();

    private static readonly string[] Categories = ["bags", "shoes", "scarves", "coats", "watches", "home"];

    public static ImmutableArray<Interaction> Of(int seed, int length)
    {
        var random = new Random(seed);
        var life = ImmutableArray.CreateBuilder<Interaction>(length);
        var at = Start;
        for (var i = 0; i < length; i++)
        {
            at += TimeSpan.FromMinutes(random.Next(0, 300));
            // Some come hours late, a few weeks.
            var late = random.Next(6) == 0 ? TimeSpan.FromHours(random.Next(1, random.Next(5) == 0 ? 3_000 : 200)) : TimeSpan.Zero;
            life.Add(One(random, $"e{seed}-{i}", at - late, at));
        }

        return life.DrainToImmutable();
    }

    public static Interaction One(Random random, string eventId, DateTimeOffset occurred, DateTimeOffset received)
    {
        // Half of a life is looking at pieces; the rest is everything else.
        var kind = random.Next(2) == 0 ? InteractionKind.ProductViewed : Kinds[random.Next(Kinds.Length)];
        return new Interaction
        {
            EventId = eventId,
            Kind = kind,
            OccurredAt = occurred,
            ReceivedAt = received,
            Channel = (Channel)random.Next(8),
            Items = [.. Enumerable.Range(0, random.Next(0, 3)).Select(_ => Piece(random))],
            Value = random.Next(3) == 0 ? random.Next(100, 5000) : null,
            Currency = random.Next(4) == 0 ? null : random.Next(2) == 0 ? "EUR" : "JPY",
            Reference = random.Next(2) == 0 ? $"r{random.Next(5)}" : null,
            StoreId = $"s{random.Next(2)}",
            Category = kind == InteractionKind.ProductListViewed ? Categories[random.Next(Categories.Length)] : null,
            Topic = kind == InteractionKind.ContentViewed ? $"topic {random.Next(30)}" : null,
            Dwell = random.Next(3) == 0 ? TimeSpan.FromSeconds(random.Next(400)) : null,
            Query = kind == InteractionKind.Searched ? "cognac tote" : null,
            Traits = kind == InteractionKind.Identified ? Traits(random) : null,
        };
    }

    public static InteractionItem Piece(Random random)
    {
        var number = random.Next(6);
        return new InteractionItem(
            $"p{number}",
            random.Next(4) == 0 ? null : Categories[number],
            random.Next(2) == 0 ? $"Piece {number}" : null,
            random.Next(1, 3),
            random.Next(2) == 0 ? 100 : null,
            random.Next(3) == 0 ? $"{random.Next(34, 44)}" : null);
    }

    public static ConsentDecision Decision(string eventId, ConsentTier tier, DateTimeOffset at, Purposes purposes = Purposes.InStoreRecognition) =>
        new(eventId, tier, purposes, "notice-1", "en", "web", "client", at);

    /// <summary>What somebody withholds: nothing, mostly; else a few uses.</summary>
    public static DataUses Uses(Random random) => random.Next(3) > 0
        ? DataUses.None
        : Enumerable.Range(0, random.Next(1, 4)).Aggregate(DataUses.None, (uses, _) => uses | DataUsesOf.All[random.Next(DataUsesOf.All.Length)]);

    private static Traits Traits(Random random) => new()
    {
        Title = "Ms",
        FamilyName = random.Next(2) == 0 ? "Morgan" : null,
        Birthday = new DateOnly(1980 + random.Next(30), random.Next(1, 13), random.Next(1, 29)),
        Categories = random.Next(2) == 0 ? ["bags", "scarves"] : [],
        Sizes = [new SizeFit("shoes", $"{random.Next(36, 40)}")],
        Dates = random.Next(2) == 0 ? [new ImportantDate("anniversary", new DateOnly(2010, 11, random.Next(1, 30)))] : [],
    };
}

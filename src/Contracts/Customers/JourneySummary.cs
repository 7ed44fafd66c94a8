using System.Collections.Immutable;

namespace Luxe.Contracts.Customers;

/// <summary>A client's life in figures, as far as her tier and the viewer's role reach; what they hide is null or empty.</summary>
[GenerateSerializer, Immutable, Alias("luxe.JourneySummary")]
public sealed record JourneySummary
{
    /// <summary>What happened when, oldest first: single months for the last years, whole years before.</summary>
    [Id(0)] public ImmutableArray<JourneyPeriod> Periods { get; init; } = [];

    /// <summary>What she bought, by category and currency (Category).</summary>
    [Id(1)] public ImmutableArray<CategoryPurchases> Categories { get; init; } = [];

    /// <summary>Sizes she bought, by category (Category); sizes she declared are among her traits.</summary>
    [Id(2)] public ImmutableArray<SizePurchases> Sizes { get; init; } = [];

    /// <summary>First purchase (Category, UTC).</summary>
    [Id(3)] public DateTimeOffset? FirstPurchaseAt { get; init; }

    /// <summary>Days since her last purchase (Category): recency.</summary>
    [Id(4)] public int? DaysSincePurchase { get; init; }

    /// <summary>Orders of this month and the eleven before (Category): frequency.</summary>
    [Id(5)] public int? OrdersInAYear { get; init; }

    /// <summary>Spend of this month and the eleven before, by currency (Category): monetary value.</summary>
    [Id(6)] public ImmutableArray<Money> SpendInAYear { get; init; } = [];

    /// <summary>Which part of the pieces she bought came back, 0 to 1 (Category); null before her first purchase.</summary>
    [Id(7)] public double? ReturnRate { get; init; }

    /// <summary>When she was last met in each channel (Category for orders and visits; Behaviour adds the rest).</summary>
    [Id(8)] public ImmutableArray<ChannelContact> Channels { get; init; } = [];

    /// <summary>Categories she looks at, most first (Identity).</summary>
    [Id(9)] public ImmutableArray<InterestCount> Interests { get; init; } = [];

    /// <summary>Topics she reads about, most first (Identity).</summary>
    [Id(10)] public ImmutableArray<InterestCount> Topics { get; init; } = [];

    /// <summary>How often she came at each hour of the day, UTC, 24 numbers (Identity).</summary>
    [Id(11)] public ImmutableArray<int> Hours { get; init; } = [];

    /// <summary>How often she came on each day of the week from Monday, UTC, 7 numbers (Identity).</summary>
    [Id(12)] public ImmutableArray<int> Days { get; init; } = [];
}

/// <summary>What happened in a month or a year.</summary>
[GenerateSerializer, Immutable, Alias("luxe.JourneyPeriod")]
public sealed record JourneyPeriod
{
    /// <summary>Year.</summary>
    [Id(0)] public required int Year { get; init; }

    /// <summary>Month, 1 to 12; null for a whole year (the first one may stand for the years before it, too).</summary>
    [Id(1)] public int? Month { get; init; }

    /// <summary>Orders, without those cancelled (Category).</summary>
    [Id(2)] public int Orders { get; init; }

    /// <summary>Pieces of these orders (Category).</summary>
    [Id(3)] public int Pieces { get; init; }

    /// <summary>Pieces of these orders that came back, whenever they did (Category).</summary>
    [Id(4)] public int Returned { get; init; }

    /// <summary>Spend by currency, less what she got back (Category).</summary>
    [Id(5)] public ImmutableArray<Money> Spend { get; init; } = [];

    /// <summary>Visits to stores in which she was recognised (Category).</summary>
    [Id(6)] public int Visits { get; init; }

    /// <summary>Repairs and appointments (Category).</summary>
    [Id(7)] public int Services { get; init; }

    /// <summary>Pieces and lists looked at (Behaviour).</summary>
    [Id(8)] public int Views { get; init; }

    /// <summary>Searches (Behaviour).</summary>
    [Id(9)] public int Searches { get; init; }

    /// <summary>Carts filled and checkouts begun (Behaviour).</summary>
    [Id(10)] public int Carts { get; init; }

    /// <summary>Wishes (Behaviour).</summary>
    [Id(11)] public int Wishes { get; init; }

    /// <summary>Pages read (Behaviour).</summary>
    [Id(12)] public int Reads { get; init; }

    /// <summary>E-mails opened and clicked (Behaviour).</summary>
    [Id(13)] public int Mails { get; init; }

    /// <summary>How long she stayed, together (Behaviour).</summary>
    [Id(14)] public TimeSpan Dwell { get; init; }
}

/// <summary>What she bought of a category in one currency.</summary>
/// <param name="Category">As the source called it.</param>
/// <param name="Pieces">Pieces bought.</param>
/// <param name="Returned">Pieces that came back.</param>
/// <param name="Spend">What she paid for them less what she got back; null where no currency was named.</param>
/// <param name="LastAt">When she last bought or returned one (UTC, to the second).</param>
[GenerateSerializer, Immutable, Alias("luxe.CategoryPurchases")]
public sealed record CategoryPurchases(
    [property: Id(0)] string Category,
    [property: Id(1)] int Pieces,
    [property: Id(2)] int Returned,
    [property: Id(3)] Money? Spend,
    [property: Id(4)] DateTimeOffset LastAt);

/// <summary>A size she bought in a category.</summary>
/// <param name="Category">As the source called it.</param>
/// <param name="Size">As the source called it.</param>
/// <param name="Pieces">Pieces bought in it.</param>
/// <param name="Returned">Pieces in it that came back.</param>
[GenerateSerializer, Immutable, Alias("luxe.SizePurchases")]
public sealed record SizePurchases(
    [property: Id(0)] string Category,
    [property: Id(1)] string Size,
    [property: Id(2)] int Pieces,
    [property: Id(3)] int Returned);

/// <summary>A channel and when she was last met there (UTC, to the second).</summary>
[GenerateSerializer, Immutable, Alias("luxe.ChannelContact")]
public sealed record ChannelContact([property: Id(0)] Channel Channel, [property: Id(1)] DateTimeOffset LastAt);

/// <summary>How often she looked at or read about something.</summary>
/// <param name="Name">Category or topic.</param>
/// <param name="Count">How often.</param>
/// <param name="LastAt">When last (UTC, to the second).</param>
[GenerateSerializer, Immutable, Alias("luxe.InterestCount")]
public sealed record InterestCount([property: Id(0)] string Name, [property: Id(1)] int Count, [property: Id(2)] DateTimeOffset LastAt);

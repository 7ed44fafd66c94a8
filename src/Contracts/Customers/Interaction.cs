using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Luxe.Contracts.Customers;

/// <summary>What a client did. Values are stored: never renumber.</summary>
public enum InteractionKind
{
    /// <summary>An event the maison's systems sent under a name of their own (see <see cref="Interaction.Name"/>).</summary>
    Other = 0,

    /// <summary>Looked at a piece.</summary>
    ProductViewed = 1,

    /// <summary>Looked at a list or category.</summary>
    ProductListViewed = 2,

    /// <summary>Searched.</summary>
    Searched = 3,

    /// <summary>Clicked a piece in a list.</summary>
    ProductClicked = 4,

    /// <summary>Put a piece in the cart.</summary>
    CartAdded = 5,

    /// <summary>Took a piece out of the cart.</summary>
    CartRemoved = 6,

    /// <summary>Looked at the cart.</summary>
    CartViewed = 7,

    /// <summary>Began the checkout.</summary>
    CheckoutStarted = 8,

    /// <summary>Bought.</summary>
    OrderCompleted = 9,

    /// <summary>Returned or was refunded.</summary>
    OrderRefunded = 10,

    /// <summary>Cancelled an order.</summary>
    OrderCancelled = 11,

    /// <summary>Wished for a piece.</summary>
    WishAdded = 12,

    /// <summary>No longer wishes for a piece.</summary>
    WishRemoved = 13,

    /// <summary>Opened an e-mail.</summary>
    EmailOpened = 14,

    /// <summary>Clicked in an e-mail.</summary>
    EmailClicked = 15,

    /// <summary>Read a page or screen.</summary>
    ContentViewed = 16,

    /// <summary>Arrived in a store.</summary>
    Arrived = 17,

    /// <summary>Left a store.</summary>
    Departed = 18,

    /// <summary>Gave or changed traits.</summary>
    Identified = 19,

    /// <summary>Joined a group (household, company, membership).</summary>
    Grouped = 20,

    /// <summary>A repair or made-to-measure piece became ready.</summary>
    RepairReady = 21,

    /// <summary>Booked an appointment.</summary>
    AppointmentBooked = 22,

    /// <summary>Shared a piece.</summary>
    ProductShared = 23,

    /// <summary>Rated or reviewed a piece.</summary>
    ProductReviewed = 24,

    /// <summary>Saw or clicked a promotion.</summary>
    PromotionSeen = 25,
}

/// <summary>Where it happened. Values are stored: never renumber.</summary>
public enum Channel
{
    /// <summary>Not said.</summary>
    Unknown = 0,

    /// <summary>Web site.</summary>
    Web = 1,

    /// <summary>App.</summary>
    App = 2,

    /// <summary>E-mail.</summary>
    Email = 3,

    /// <summary>A store.</summary>
    Store = 4,

    /// <summary>Client service, telephone, messaging.</summary>
    Service = 5,

    /// <summary>A server of the maison.</summary>
    Server = 6,

    /// <summary>Imported from another system.</summary>
    Import = 7,
}

/// <summary>One piece within an interaction.</summary>
/// <param name="ProductId">SKU or product id.</param>
/// <param name="Category">Category, if said.</param>
/// <param name="Name">Its name as the source said it, if said.</param>
/// <param name="Quantity">How many; 1 when not said.</param>
/// <param name="UnitPrice">Price of one, in the interaction's currency.</param>
/// <param name="Size">Size or variant, if said.</param>
[GenerateSerializer, Immutable, Alias("luxe.InteractionItem")]
public sealed record InteractionItem(
    [property: Id(0)] string ProductId,
    [property: Id(1)] string? Category = null,
    [property: Id(2)] string? Name = null,
    [property: Id(3)] int Quantity = 1,
    [property: Id(4)] decimal? UnitPrice = null,
    [property: Id(5)] string? Size = null);

/// <summary>One thing a client did, as the journal keeps it.</summary>
[GenerateSerializer, Immutable, Alias("luxe.Interaction")]
public sealed record Interaction
{
    /// <summary>Idempotency key, unique within the client's life.</summary>
    [Id(0)] public required string EventId { get; init; }

    /// <summary>What she did.</summary>
    [Id(1)] public required InteractionKind Kind { get; init; }

    /// <summary>When she did it (UTC, corrected for the sender's clock).</summary>
    [Id(2)] public required DateTimeOffset OccurredAt { get; init; }

    /// <summary>When it was received (UTC).</summary>
    [Id(3)] public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>Where.</summary>
    [Id(4)] public Channel Channel { get; init; }

    /// <summary>The pieces concerned, possibly none.</summary>
    [Id(5)] public ImmutableArray<InteractionItem> Items { get; init; } = [];

    /// <summary>The source's own event name, for <see cref="InteractionKind.Other"/>.</summary>
    [Id(6)] public string? Name { get; init; }

    /// <summary>Category of a list view, if no single piece is concerned.</summary>
    [Id(7)] public string? Category { get; init; }

    /// <summary>Search text. Never logged.</summary>
    [Id(8)] public string? Query { get; init; }

    /// <summary>Topic or title of content read.</summary>
    [Id(9)] public string? Topic { get; init; }

    /// <summary>How long she stayed, if known.</summary>
    [Id(10)] public TimeSpan? Dwell { get; init; }

    /// <summary>Total value, in <see cref="Currency"/>. Never logged.</summary>
    [Id(11)] public decimal? Value { get; init; }

    /// <summary>ISO 4217 code.</summary>
    [Id(12)] public string? Currency { get; init; }

    /// <summary>Order, repair or appointment number.</summary>
    [Id(13)] public string? Reference { get; init; }

    /// <summary>Store concerned.</summary>
    [Id(14)] public string? StoreId { get; init; }

    /// <summary>Associate concerned.</summary>
    [Id(15)] public string? AssociateId { get; init; }

    /// <summary>Sending device or SDK instance, as the source calls it.</summary>
    [Id(16)] public string? DeviceId { get; init; }

    /// <summary>What she declared, for <see cref="InteractionKind.Identified"/>.</summary>
    [Id(17)] public Traits? Traits { get; init; }
}

/// <summary>What a client declared about herself; null or empty where she said nothing.</summary>
[GenerateSerializer, Immutable, Alias("luxe.Traits")]
public sealed record Traits
{
    /// <summary>Form of address, such as "Ms".</summary>
    [Id(0)] public string? Title { get; init; }

    /// <summary>Given name.</summary>
    [Id(1)] public string? GivenName { get; init; }

    /// <summary>Family name.</summary>
    [Id(2)] public string? FamilyName { get; init; }

    /// <summary>Preferred language (BCP 47).</summary>
    [Id(3)] public string? Language { get; init; }

    /// <summary>Birthday.</summary>
    [Id(4)] public DateOnly? Birthday { get; init; }

    /// <summary>City.</summary>
    [Id(5)] public string? City { get; init; }

    /// <summary>Country (ISO 3166-1 alpha-2).</summary>
    [Id(6)] public string? Country { get; init; }

    /// <summary>Membership tier of the maison's programme.</summary>
    [Id(7)] public string? Membership { get; init; }

    /// <summary>Declared categories of interest.</summary>
    [Id(8)] public ImmutableArray<string> Categories { get; init; } = [];

    /// <summary>Declared sizes.</summary>
    [Id(9)] public ImmutableArray<SizeFit> Sizes { get; init; } = [];

    /// <summary>Other important dates, such as an anniversary.</summary>
    [Id(10)] public ImmutableArray<ImportantDate> Dates { get; init; } = [];

    /// <summary>Names of the fields that she had taken out ("birthday", "city"); null nearly always, and then not written.</summary>
    [Id(11), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public ImmutableArray<string>? Cleared { get; init; }
}

/// <summary>A size in a kind of garment, such as ("shoes", "38").</summary>
[GenerateSerializer, Immutable, Alias("luxe.SizeFit")]
public sealed record SizeFit([property: Id(0)] string Garment, [property: Id(1)] string Size);

/// <summary>A date that returns every year.</summary>
/// <param name="Occasion">Which, in a word: "anniversary".</param>
/// <param name="Date">The date of the first one.</param>
[GenerateSerializer, Immutable, Alias("luxe.ImportantDate")]
public sealed record ImportantDate([property: Id(0)] string Occasion, [property: Id(1)] DateOnly Date);

using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Luxe.Contracts.Consent;
using Luxe.Contracts.Stores;

namespace Luxe.Grains.Stores;

/// <summary>A store: who is on shift, who is in, and the keys of today's visits that are over.</summary>
internal sealed record StoreState(StoreRecord? Store, ImmutableArray<Shift> Shifts, ImmutableArray<Guest> Guests, ImmutableArray<PastVisit> Past, long Version)
{
    public static StoreState Empty { get; } = new(null, [], [], [], 0);

    /// <summary>Words to inboxes that follow from this state and may not have been told yet.</summary>
    public ImmutableArray<Owed> Owed { get => field.IsDefault ? [] : field; init; }

    /// <summary>The next deadline that nobody has met yet.</summary>
    [JsonIgnore]
    public DateTimeOffset? NextDeadline => Guests.Min(static guest => guest.RespondBy);

    public Guest? Find(string dispatchId) => Guests.FirstOrDefault(guest => guest.DispatchId == dispatchId);

    /// <summary>The guest if she is in.</summary>
    public Guest? FindClient(string customerId) => Guests.FirstOrDefault(guest => guest.CustomerId == customerId);

    public StoreState With(Guest guest)
    {
        var former = Guests.FirstOrDefault(other => other.DispatchId == guest.DispatchId);
        return this with { Guests = former is null ? Guests.Add(guest) : Guests.Replace(former, guest) };
    }

    /// <summary>The floor as a manager sees it.</summary>
    public FloorView Floor(string storeId) => new(
        storeId,
        Version,
        [
            .. Guests.OrderBy(static guest => guest.Since).Select(static guest => new FloorGuest(
                guest.DispatchId, guest.CustomerId, guest.Greeting, guest.Tier, guest.Since, guest.State, guest.AssociateId, guest.RespondBy, guest.AnsweredAt)),
        ],
        [.. Shifts.Select(static shift => shift.AssociateId)]);
}

/// <summary>An associate on shift, and what she speaks.</summary>
internal sealed record Shift(string AssociateId, ImmutableArray<string> Languages);

/// <summary>What is kept of a visit for the rest of the day, so that the same arrival or departure told twice is known.</summary>
internal sealed record PastVisit(string CustomerId, string ArrivalId, string DispatchId, ImmutableArray<string> SentTo, DateTimeOffset LeftAt);

/// <summary>A client who is in, and her dispatch.</summary>
internal sealed record Guest
{
    public required string DispatchId { get; init; }

    public required string CustomerId { get; init; }

    /// <summary>Idempotency key of the arrival.</summary>
    public required string ArrivalId { get; init; }

    public required string Source { get; init; }

    public required string Greeting { get; init; }

    public ConsentTier Tier { get; init; }

    public string? Language { get; init; }

    /// <summary>The associate whose book she is in.</summary>
    public string? OwnAssociateId { get; init; }

    public DateTimeOffset Since { get; init; }

    public DispatchState State { get; init; }

    /// <summary>Who has the dispatch or serves.</summary>
    public string? AssociateId { get; init; }

    /// <summary>Every inbox that holds the dispatch.</summary>
    public ImmutableArray<string> SentTo { get; init; } = [];

    /// <summary>Who passed it on: she is not asked again.</summary>
    public ImmutableArray<string> Declined { get; init; } = [];

    public DateTimeOffset? RespondBy { get; init; }

    public DateTimeOffset? AnsweredAt { get; init; }
}

/// <summary>How stores and the maison are stored.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(StoreState))]
[JsonSerializable(typeof(MaisonState))]
internal sealed partial class StoreJson : JsonSerializerContext;

using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Luxe.Contracts.Consent;
using Luxe.Contracts.Stores;
using Luxe.Grains.Prompts;

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

    /// <summary>The guest who came by this door, if she is in.</summary>
    public Guest? FindDoor(string door) => Guests.FirstOrDefault(guest => guest.Visits.Any(visit => visit.Door == door));

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
                guest.DispatchId, guest.CustomerId, guest.Greeting.Length > 0 ? guest.Greeting : PromptWords.Of(null).Greeting(null, null, null), guest.Tier, guest.Visits.Min(static visit => visit.Since), guest.State, guest.AssociateId, guest.RespondBy, guest.AnsweredAt)),
        ],
        [.. Shifts.Select(static shift => shift.AssociateId)]);
}

/// <summary>An associate on shift, and what she speaks.</summary>
internal sealed record Shift(string AssociateId, ImmutableArray<string> Languages);

/// <summary>What is kept of a visit for the rest of the day, so that the same arrival or departure told twice is known.</summary>
internal sealed record PastVisit(string CustomerId, string ArrivalId, string DispatchId, ImmutableArray<string> SentTo, DateTimeOffset LeftAt)
{
    /// <summary>The id by which she came.</summary>
    public string Door { get => field ?? CustomerId; init; }
}

/// <summary>A client who is in, and her dispatch.</summary>
internal sealed record Guest
{
    public required string DispatchId { get; init; }

    /// <summary>Who she is: the client who answers for her door.</summary>
    public required string CustomerId { get; init; }

    /// <summary>The id by which she came; a merge leads it to somebody else, and back when it is undone.</summary>
    public string Door { get => field ?? CustomerId; init; }

    /// <summary>Of which of her merges her brief knows, by its id.</summary>
    public string? MergeId { get; init; }

    /// <summary>Visits of the same client by other doors, put aside as long as she is one.</summary>
    public ImmutableArray<Guest> Twins { get => field.IsDefault ? [] : field; init; }

    /// <summary>This visit and those put aside.</summary>
    [JsonIgnore]
    public IEnumerable<Guest> Visits => Twins.Prepend(this);

    /// <summary>Idempotency key of the arrival.</summary>
    public required string ArrivalId { get; init; }

    public required string Source { get; init; }

    /// <summary>How to address her. Her name is not stored here, where nothing is sealed: after a restart she is asked for it.</summary>
    [JsonIgnore]
    public string Greeting { get; init; } = "";

    public ConsentTier Tier { get; init; }

    /// <summary>What she allowed when her brief was composed (see <see cref="ConsentView.Scope"/>).</summary>
    public long Scope { get; init; }

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

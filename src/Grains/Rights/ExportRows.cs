using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Luxe.Contracts.Customers;
using Luxe.Contracts.Rights;
using Luxe.Storage;

namespace Luxe.Grains.Rights;

// What an export says of each thing, and so the columns of its tables, in this order. Names are read by machines elsewhere: add, never rename.

/// <summary>Something she did, as a row of hers holds it.</summary>
internal sealed record ExportedInteraction(
    string Record,
    long Row,
    string EventId,
    string Kind,
    DateTimeOffset OccurredAt,
    DateTimeOffset ReceivedAt,
    string Channel,
    string? Name,
    string? Category,
    string? Query,
    string? Topic,
    double? DwellSeconds,
    decimal? Value,
    string? Currency,
    string? Reference,
    string? StoreId,
    string? AssociateId,
    string? DeviceId,
    string? CameBy,
    ImmutableArray<InteractionItem> Items,
    Traits? Traits);

/// <summary>Any other row of hers: a decision, a prompt's end, a merge, or one that was emptied.</summary>
internal sealed record ExportedRow(string Record, long Row, string? EventId, string Kind, DateTimeOffset At, DateTimeOffset ReceivedAt, bool IsEmptied, JsonElement? Content);

/// <summary>Something that was concluded of her and said to an associate.</summary>
internal sealed record ExportedPrompt(
    string Record, long Row, string PromptId, string Kind, string Headline, string Reason, ImmutableArray<string> ProductIds, string RestsOn, DateTimeOffset RaisedAt, DateTimeOffset ExpiresAt);

/// <summary>A decision, as the ledger has it.</summary>
internal sealed record ExportedConsent(
    string Record,
    long Entry,
    string Tier,
    string Purposes,
    string Withheld,
    bool LeaveMeAlone,
    string NoticeVersion,
    string? Locale,
    string Channel,
    string Actor,
    string? Evidence,
    DateTimeOffset DecidedAt,
    DateTimeOffset? WrittenAt,
    string Hash,
    string PreviousHash);

/// <summary>A text that she was shown.</summary>
internal sealed record ExportedNotice(string Version, string Locale, string Title, string Of, string Name, string Means, string Example);

/// <summary>An id that leads to her, and how many tokens do: their keyed hashes say nothing.</summary>
internal sealed record ExportedIdentity(string Record, int Tokens);

/// <summary>What is held by which use, and for how long.</summary>
internal sealed record ExportedUse(string Use, string Tier, bool IsCovered, bool IsWithheld, double? KeepDays);

/// <summary>How an export is written.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(CustomerProfile))]
[JsonSerializable(typeof(ClientBrief))]
[JsonSerializable(typeof(ExportedInteraction))]
[JsonSerializable(typeof(ExportedRow))]
[JsonSerializable(typeof(ExportedPrompt))]
[JsonSerializable(typeof(ExportedConsent))]
[JsonSerializable(typeof(ExportedNotice))]
[JsonSerializable(typeof(ExportedIdentity))]
[JsonSerializable(typeof(ExportedUse))]
[JsonSerializable(typeof(Look))]
[JsonSerializable(typeof(RecipientRow))]
internal sealed partial class ExportJson : JsonSerializerContext;

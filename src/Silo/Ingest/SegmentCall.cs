using System.Collections.Immutable;
using System.Text.Json;
using Luxe.Contracts.Customers;
using Luxe.Contracts.Identity;

namespace Luxe.Silo.Ingest;

/// <summary>The top level of a call while it is being read.</summary>
internal ref struct SegmentCall
{
    public SegmentCallType Type;
    public SegmentContext Context;
    public ReadOnlySpan<byte> ContextJson;
    public DateTimeOffset? SentAt;
    public string? MessageId;
    private ReadOnlySpan<byte> propertiesJson;
    private ReadOnlySpan<byte> traitsJson;
    private DateTimeOffset? timestamp;
    private DateTimeOffset? originalTimestamp;
    private string? eventName;
    private string? name;
    private string? category;
    private string? userId;
    private string? anonymousId;
    private string? previousId;
    private string? groupId;

    public void Read(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = IngestLimits.EventDepth });
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw new EventRejectedException("", "must be a JSON object");
        }

        var stated = Type == SegmentCallType.Unstated;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (stated && reader.ValueTextEquals("type"u8))
            {
                reader.Read();
                Type = SegmentCallTypes.Read(ref reader);
                JsonValue.Pass(ref reader);
            }
            else if (!TryReadId(ref reader) && !TryReadPart(ref reader, json) && !TryReadTime(ref reader))
            {
                reader.Read();
                JsonValue.Pass(ref reader);
            }
        }
    }

    public readonly SegmentMessage Build(DateTimeOffset receivedAt, Func<string> newId)
    {
        if (Type == SegmentCallType.Unstated)
        {
            throw new EventRejectedException("type", "must be one of identify, track, page, screen, group, alias");
        }

        var traits = default(SegmentTraits);
        if (!traitsJson.IsEmpty && Type == SegmentCallType.Identify)
        {
            try
            {
                traits.Read(traitsJson);
            }
            catch (EventRejectedException fault)
            {
                throw fault.Within("traits");
            }
        }

        var tokens = BuildTokens(traits);
        if (Type == SegmentCallType.Alias)
        {
            return new SegmentMessage(tokens, previousId ?? throw new EventRejectedException("previousId", "is missing"), null);
        }

        var interaction = new Interaction
        {
            EventId = MessageId ?? newId(),
            Kind = InteractionKind.Other,
            OccurredAt = ClockSkew.Correct(SentAt is null ? timestamp ?? originalTimestamp : originalTimestamp ?? timestamp, SentAt, receivedAt),
            ReceivedAt = receivedAt,
            Channel = Context.Channel,
            DeviceId = Context.DeviceId,
        };
        return new SegmentMessage(tokens, null, Type switch
        {
            SegmentCallType.Track => Track(interaction),
            SegmentCallType.Page => Content(interaction, interaction.Channel == Channel.Unknown ? Channel.Web : interaction.Channel),
            SegmentCallType.Screen => Content(interaction, interaction.Channel == Channel.Unknown ? Channel.App : interaction.Channel),
            SegmentCallType.Group => interaction with { Kind = InteractionKind.Grouped, Reference = groupId ?? throw new EventRejectedException("groupId", "is missing") },
            _ => interaction with { Kind = InteractionKind.Identified, Traits = traits.Build(Context.Locale) },
        });
    }

    private readonly ImmutableArray<IdentityToken> BuildTokens(in SegmentTraits traits)
    {
        if (userId is null && anonymousId is null)
        {
            throw new EventRejectedException("userId", "is missing, and so is anonymousId: one of them is needed");
        }

        var tokens = ImmutableArray.CreateBuilder<IdentityToken>(5);
        Add(IdentityKind.UserId, userId);
        Add(IdentityKind.Card, traits.Card ?? Context.Card);
        Add(IdentityKind.Email, traits.Email ?? Context.Email);
        Add(IdentityKind.Phone, traits.Phone ?? Context.Phone);
        Add(IdentityKind.AnonymousId, anonymousId);
        return tokens.DrainToImmutable();

        void Add(IdentityKind kind, string? value)
        {
            if (value is not null)
            {
                tokens.Add(new IdentityToken(kind, value));
            }
        }
    }

    private readonly Interaction Track(Interaction interaction)
    {
        if (eventName is null)
        {
            throw new EventRejectedException("event", "is missing");
        }

        var meaning = SegmentEvents.Of(eventName);
        var properties = ReadProperties();
        return interaction with
        {
            Kind = meaning.Kind,
            Name = meaning.KeepName ? eventName : null,
            Channel = OwnChannel(properties) ?? (meaning.Kind is InteractionKind.EmailOpened or InteractionKind.EmailClicked ? Channel.Email : interaction.Channel),
            Items = properties.BuildItems(),
            Category = properties.Item.Build() is null ? properties.Item.Category : null,
            Query = properties.Query,
            Topic = properties.Title ?? (properties.Item.Build() is null ? properties.Item.Name : null),
            Dwell = properties.Dwell,
            Value = properties.BuildValue(),
            Currency = properties.Currency,
            Reference = properties.Reference ?? properties.CheckoutId,
            StoreId = properties.StoreId,
            AssociateId = properties.AssociateId,
        };
    }

    private readonly Interaction Content(Interaction interaction, Channel channel)
    {
        var properties = ReadProperties();
        var path = properties.Path ?? Context.PagePath;

        // Never the query string: it may hold what she typed.
        var end = path?.AsSpan().IndexOfAny('?', '#') ?? -1;
        return interaction with
        {
            Kind = InteractionKind.ContentViewed,
            Channel = OwnChannel(properties) ?? channel,
            Topic = name ?? properties.Item.Name ?? properties.Title ?? Context.PageTitle ?? (end >= 0 ? path![..end] : path),
            Category = category ?? properties.Item.Category,
            Dwell = properties.Dwell,
            StoreId = properties.StoreId,
        };
    }

    // A till's server names its store; a browser that books an appointment names one too, but is still a browser.
    private readonly Channel? OwnChannel(in SegmentProperties properties) =>
        properties.Channel is { } word ? SegmentChannel.OfWord(word)
        : properties.StoreId is not null && Context.Channel is (Channel.Unknown or Channel.Server) ? Channel.Store
        : null;

    private readonly SegmentProperties ReadProperties()
    {
        var properties = default(SegmentProperties);
        if (!propertiesJson.IsEmpty)
        {
            try
            {
                properties.Read(propertiesJson);
            }
            catch (EventRejectedException fault)
            {
                throw fault.Within("properties");
            }
        }

        return properties;
    }

    private bool TryReadId(ref Utf8JsonReader reader)
    {
        if (reader.ValueTextEquals("messageId"u8))
        {
            reader.Read();
            MessageId = JsonValue.Id(ref reader, "messageId");
        }
        else if (reader.ValueTextEquals("userId"u8))
        {
            reader.Read();
            userId = JsonValue.Id(ref reader, "userId");
        }
        else if (reader.ValueTextEquals("anonymousId"u8))
        {
            reader.Read();
            anonymousId = JsonValue.Id(ref reader, "anonymousId");
        }
        else if (reader.ValueTextEquals("previousId"u8))
        {
            reader.Read();
            previousId = JsonValue.Id(ref reader, "previousId");
        }
        else if (reader.ValueTextEquals("groupId"u8))
        {
            reader.Read();
            groupId = JsonValue.Id(ref reader, "groupId");
        }
        else if (reader.ValueTextEquals("event"u8))
        {
            reader.Read();
            eventName = JsonValue.Text(ref reader, "event")?.Trim();
        }
        else if (reader.ValueTextEquals("name"u8))
        {
            reader.Read();
            name = JsonValue.Text(ref reader, "name");
        }
        else if (reader.ValueTextEquals("category"u8))
        {
            reader.Read();
            category = JsonValue.Text(ref reader, "category");
        }
        else
        {
            return false;
        }

        return true;
    }

    private bool TryReadPart(ref Utf8JsonReader reader, ReadOnlySpan<byte> json)
    {
        if (reader.ValueTextEquals("properties"u8))
        {
            propertiesJson = Slice(ref reader, json, "properties");
        }
        else if (reader.ValueTextEquals("traits"u8))
        {
            traitsJson = Slice(ref reader, json, "traits");
        }
        else if (reader.ValueTextEquals("context"u8))
        {
            ContextJson = Slice(ref reader, json, "context");
        }
        else
        {
            return false;
        }

        return true;
    }

    private bool TryReadTime(ref Utf8JsonReader reader)
    {
        if (reader.ValueTextEquals("timestamp"u8))
        {
            reader.Read();
            timestamp = JsonValue.Instant(ref reader, "timestamp");
        }
        else if (reader.ValueTextEquals("originalTimestamp"u8))
        {
            reader.Read();
            originalTimestamp = JsonValue.Instant(ref reader, "originalTimestamp");
        }
        else if (reader.ValueTextEquals("sentAt"u8))
        {
            reader.Read();
            SentAt = JsonValue.Instant(ref reader, "sentAt") ?? SentAt;
        }
        else
        {
            return false;
        }

        return true;
    }

    private static ReadOnlySpan<byte> Slice(scoped ref Utf8JsonReader reader, ReadOnlySpan<byte> json, string field)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.Null)
        {
            return default;
        }

        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw new EventRejectedException(field, "must be an object");
        }

        var start = (int)reader.TokenStartIndex;
        reader.Skip();
        return json[start..(int)reader.BytesConsumed];
    }
}

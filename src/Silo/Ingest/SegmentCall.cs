using System.Text.Json;

namespace Luxe.Silo.Ingest;

/// <summary>The top level of a call while it is being read.</summary>
internal ref partial struct SegmentCall
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

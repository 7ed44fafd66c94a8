using System.Text.Json;

namespace Luxe.Silo.Ingest;

/// <summary>
/// Writes an event as a dead letter keeps it: without the write key, addresses, user agents, positions and URLs (ADR 0004).
/// Nothing of that is ever read, so a replay means what the event meant.
/// </summary>
internal static class LetterPaper
{
    private enum Part
    {
        Event,
        Context,

        /// <summary>What is told of a page: <c>context.page</c>, and the properties of a page call.</summary>
        Page,
    }

    /// <summary>Writes an event.</summary>
    public static void WriteEvent(Utf8JsonWriter writer, ReadOnlySpan<byte> json) => Write(writer, json, Part.Event);

    /// <summary>Writes what a batch says for all its events.</summary>
    public static void WriteContext(Utf8JsonWriter writer, ReadOnlySpan<byte> json) => Write(writer, json, Part.Context);

    private static void Write(Utf8JsonWriter writer, ReadOnlySpan<byte> json, Part part)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = IngestLimits.RequestBytes });
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            writer.WriteRawValue(json, skipInputValidation: true);
            return;
        }

        writer.WriteStartObject();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = Text(ref reader) ?? "\uFFFD"; // A name that is not Unicode: nothing of ours is called so.
            reader.Read();
            var start = (int)reader.TokenStartIndex;
            JsonValue.Pass(ref reader);
            if (IsNeverKept(part, name))
            {
                continue;
            }

            writer.WritePropertyName(name);
            var value = json[start..(int)reader.BytesConsumed];
            if (part == Part.Page && name == "path" && reader.TokenType == JsonTokenType.String)
            {
                writer.WriteStringValue(WithoutQuery(Text(ref reader)));
            }
            else if (PartOf(part, name) is { } inner)
            {
                Write(writer, value, inner);
            }
            else
            {
                writer.WriteRawValue(value, skipInputValidation: true);
            }
        }

        writer.WriteEndObject();
    }

    private static bool IsNeverKept(Part part, string name) => part switch
    {
        Part.Event => name is "writeKey",
        Part.Context => name is "ip" or "userAgent" or "userAgentData" or "location" or "referrer",
        _ => name is "url" or "referrer" or "search",
    };

    private static Part? PartOf(Part part, string name) => (part, name) switch
    {
        (Part.Event, "context") => Part.Context,
        (Part.Event, "properties") or (Part.Context, "page") => Part.Page,
        _ => null,
    };

    private static string? WithoutQuery(string? path) =>
        path?.AsSpan().IndexOfAny('?', '#') is >= 0 and var end ? path[..end] : path;

    /// <summary>The text the reader stands on, or null when it is not Unicode.</summary>
    private static string? Text(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}

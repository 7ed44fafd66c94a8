using System.Text.Json;
using System.Text.Unicode;
using Luxe.Silo.Problems;

namespace Luxe.Silo.Ingest;

/// <summary>The outer form of a request: where its events lie, and what it says for all of them.</summary>
internal sealed class SegmentEnvelope
{
    /// <summary>Where the events lie in the body.</summary>
    public List<Range> Events { get; } = [];

    /// <summary>Where the context for all events lies.</summary>
    public Range? Context { get; private set; }

    /// <summary>The key, as SDKs without access to headers send it.</summary>
    public string? WriteKey { get; private set; }

    /// <summary>When the request was sent, by the sender's clock.</summary>
    public DateTimeOffset? SentAt { get; private set; }

    /// <summary>Reads the outer form of a body; what is inside the events is looked at one by one later, so that a bad one cannot sink the rest.</summary>
    /// <exception cref="ProblemException">The body is not what the address takes, as a whole.</exception>
    public static SegmentEnvelope Read(ReadOnlySpan<byte> body, bool isBatch)
    {
        // The reader does not look into texts it passes over.
        if (!Utf8.IsValid(body))
        {
            throw new ProblemException(Problem.BadField("", "The body is not valid UTF-8."));
        }

        try
        {
            return ReadChecked(body, isBatch);
        }
        catch (JsonException fault)
        {
            throw new ProblemException(Problem.BadField("", $"The body is not valid JSON: line {fault.LineNumber + 1}, byte {fault.BytePositionInLine + 1}."));
        }
        catch (InvalidOperationException)
        {
            throw new ProblemException(Problem.BadField("", "The body holds a name that is not valid Unicode."));
        }
        catch (EventRejectedException fault)
        {
            throw new ProblemException(Problem.BadField(fault.Field, $"'{fault.Field}' {fault.Reason}."));
        }
    }

    private static SegmentEnvelope ReadChecked(ReadOnlySpan<byte> body, bool isBatch)
    {
        // Depth is the single event's fault, not the batch's: the reader keeps one bit a level, so the body's size bounds it.
        var reader = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = IngestLimits.RequestBytes });
        var envelope = new SegmentEnvelope();
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            throw new ProblemException(Problem.BadField("", "The body must be a JSON object."));
        }

        var hasBatch = false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("writeKey"u8))
            {
                reader.Read();
                envelope.WriteKey = JsonValue.Id(ref reader, "writeKey");
            }
            else if (isBatch && reader.ValueTextEquals("batch"u8))
            {
                reader.Read();
                envelope.ReadBatch(ref reader);
                hasBatch = true;
            }
            else if (isBatch && reader.ValueTextEquals("sentAt"u8))
            {
                reader.Read();
                envelope.SentAt = JsonValue.Instant(ref reader, "sentAt");
            }
            else if (isBatch && reader.ValueTextEquals("context"u8))
            {
                reader.Read();
                envelope.Context = ReadRange(ref reader, JsonTokenType.StartObject, "context");
            }
            else
            {
                reader.Read();
                JsonValue.Pass(ref reader);
            }
        }

        while (reader.Read())
        {
            // Runs once past the end: anything behind the object makes the reader throw.
        }

        if (isBatch && !hasBatch)
        {
            throw new ProblemException(Problem.BadField("batch", "'batch' is missing: an array of calls."));
        }

        if (!isBatch)
        {
            envelope.Events.Add(..body.Length);
        }

        return envelope;
    }

    private void ReadBatch(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            throw new EventRejectedException("batch", "must be an array of calls");
        }

        Events.Clear();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (Events.Count == IngestLimits.BatchEvents)
            {
                throw new EventRejectedException("batch", $"holds more than {IngestLimits.BatchEvents} calls");
            }

            var start = (int)reader.TokenStartIndex;
            JsonValue.Pass(ref reader);
            Events.Add(start..(int)reader.BytesConsumed);
        }
    }

    private static Range? ReadRange(ref Utf8JsonReader reader, JsonTokenType wanted, string field)
    {
        if (reader.TokenType == JsonTokenType.Null)
        {
            return null;
        }

        if (reader.TokenType != wanted)
        {
            throw new EventRejectedException(field, "must be an object");
        }

        var start = (int)reader.TokenStartIndex;
        reader.Skip();
        return start..(int)reader.BytesConsumed;
    }
}

using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace Luxe.Silo.Ingest;

/// <summary>Reads one Segment call. Pure: bytes in, a message or a rejection out; one pass over the call, one over the parts it needs, no reflection.</summary>
/// <param name="newId">Makes the message id of a call that has none.</param>
public sealed class SegmentParser(Func<string> newId)
{
    /// <summary>Reads a call.</summary>
    /// <param name="json">The call as valid UTF-8.</param>
    /// <param name="type">Its type by the address, or <see cref="SegmentCallType.Unstated"/> in a batch.</param>
    /// <param name="context">The context of the batch, or empty.</param>
    /// <param name="sentAt">When the batch was sent.</param>
    /// <param name="receivedAt">When it was received.</param>
    /// <param name="message">The call, when it can be taken.</param>
    /// <param name="rejected">Why not, when it cannot.</param>
    public bool TryParse(
        ReadOnlySpan<byte> json,
        SegmentCallType type,
        ReadOnlySpan<byte> context,
        DateTimeOffset? sentAt,
        DateTimeOffset receivedAt,
        [NotNullWhen(true)] out SegmentMessage? message,
        [NotNullWhen(false)] out RejectedEvent? rejected)
    {
        var call = new SegmentCall { Type = type, SentAt = sentAt };
        message = null;
        rejected = null;
        try
        {
            if (json.Length > IngestLimits.EventBytes)
            {
                throw new EventRejectedException("", $"is larger than {IngestLimits.EventBytes / 1024} KB");
            }

            call.Read(json);
            if (!context.IsEmpty)
            {
                ReadContext(ref call, context);
            }

            if (!call.ContextJson.IsEmpty)
            {
                ReadContext(ref call, call.ContextJson);
            }

            message = call.Build(receivedAt, newId);
            return true;
        }
        catch (EventRejectedException fault)
        {
            rejected = new RejectedEvent(0, call.MessageId, fault.Field, fault.Reason);
        }
        catch (JsonException)
        {
            // The body as a whole was valid JSON: only the depth can be wrong.
            rejected = new RejectedEvent(0, call.MessageId, "", $"is nested deeper than {IngestLimits.EventDepth} levels");
        }

        catch (InvalidOperationException)
        {
            // What the reader throws when it compares a name that escapes half a surrogate pair.
            rejected = new RejectedEvent(0, call.MessageId, "", "holds a name that is not valid Unicode");
        }

        return false;
    }

    private static void ReadContext(ref SegmentCall call, ReadOnlySpan<byte> context)
    {
        try
        {
            call.Context.Read(context);
        }
        catch (EventRejectedException fault)
        {
            throw fault.Within("context");
        }
    }
}

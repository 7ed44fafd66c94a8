using System.Buffers;
using System.Collections.Immutable;
using System.Text.Json;
using Luxe.Silo.Problems;
using Luxe.Storage;

namespace Luxe.Silo.Ingest;

/// <summary>Keeps refused events so that they can be sent again by themselves, and opens them again.</summary>
/// <remarks>A letter's payload is a request of its own: one call for a single address, a batch of one otherwise, with what the batch said for all its events and without what is never kept.</remarks>
internal sealed class DeadLetterOffice(IDeadLetters letters)
{
    /// <summary>Keeps the refused events of a batch; completes once they are durable.</summary>
    public Task KeepAsync(IngestBatch batch, IReadOnlyList<RejectedEvent> rejected) =>
        letters.AppendAsync([.. rejected.Select(one => new DeadLetter(batch.Source, batch.ReceivedAt, one.Reason, one.Field.Length == 0 ? null : one.Field, Wrap(batch, one.Index)))]);

    /// <summary>A letter as the request it was, or with a repaired event in its place.</summary>
    /// <exception cref="ProblemException">The letter did not come through the tracking API, or the repair is not JSON.</exception>
    public static IngestBatch Open(DeadLetter letter, ReadOnlyMemory<byte> repaired)
    {
        if (IngestRoutes.TypeOf(letter.Source) is not { } type)
        {
            throw new ProblemException(new Problem(409, "Conflict", "This letter did not come through the tracking API and cannot be replayed here."));
        }

        var body = repaired.IsEmpty ? letter.Payload : repaired;
        return new IngestBatch(letter.Source, type, body, SegmentEnvelope.Read(body.Span, type == SegmentCallType.Unstated), letter.ReceivedAt);
    }

    private static ReadOnlyMemory<byte> Wrap(IngestBatch batch, int index)
    {
        var body = batch.Body.Span;
        var output = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(output, new JsonWriterOptions { SkipValidation = true }))
        {
            if (batch.Type != SegmentCallType.Unstated)
            {
                LetterPaper.WriteEvent(writer, body);
            }
            else
            {
                writer.WriteStartObject();
                if (batch.Envelope.SentAt is { } sentAt)
                {
                    writer.WriteString("sentAt"u8, sentAt);
                }

                if (batch.Envelope.Context is { } context)
                {
                    writer.WritePropertyName("context"u8);
                    LetterPaper.WriteContext(writer, body[context]);
                }

                writer.WriteStartArray("batch"u8);
                LetterPaper.WriteEvent(writer, body[batch.Envelope.Events[index]]);
                writer.WriteEndArray();
                writer.WriteEndObject();
            }
        }

        return output.WrittenMemory;
    }
}

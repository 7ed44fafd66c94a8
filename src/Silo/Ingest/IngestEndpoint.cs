using System.Buffers;
using System.Text.Json;
using Luxe.Contracts.Access;
using Luxe.Silo.Access;
using Luxe.Silo.Problems;
using Luxe.Silo.Telemetry;

namespace Luxe.Silo.Ingest;

/// <summary>One address of the tracking API: authenticates, reads the outer form, hands the events on, answers after they are durable.</summary>
internal sealed class IngestEndpoint(IngestPipeline pipeline, KeyCheck keys, TimeProvider time)
{
    private static ReadOnlySpan<byte> Success => "{\"success\":true}"u8;

    public async Task HandleAsync(HttpContext context, SegmentCallType type)
    {
        using var activity = LuxeMeter.Activities.StartActivity("ingest");
        var receivedAt = time.GetUtcNow();
        var isBatch = type == SegmentCallType.Unstated;

        // A key in the header is checked before the body is read; one in the body cannot be.
        var header = context.Request.Headers.Authorization.ToString();
        if (header.Length > 0)
        {
            await AuthenticateAsync(Credentials.ReadKey(header), context);
        }

        using var body = await IngestBody.ReadAsync(context);
        var envelope = SegmentEnvelope.Read(body.Bytes.Span, isBatch);
        if (header.Length == 0)
        {
            await AuthenticateAsync(envelope.WriteKey, context);
        }

        var rejected = await pipeline.TakeAsync(new IngestBatch(context.Request.Path.Value!, type, body.Bytes, envelope, receivedAt));
        if (!isBatch && rejected is [var only])
        {
            throw new ProblemException(Problem.BadField(only.Field, $"{(only.Field.Length == 0 ? "The call" : $"'{only.Field}'")} {only.Reason}. It is kept as a dead letter."));
        }

        await AnswerAsync(context.Response, rejected);
    }

    private async Task AuthenticateAsync(string? key, HttpContext context)
    {
        if (key is null || key.Length > ApiKeyText.MaxLength)
        {
            throw new ProblemException(Problem.Unauthorized("Send the write key as user name of Basic credentials with an empty password, or as 'writeKey' in the body."));
        }

        var record = await keys.FindAsync(key, context.Connection.RemoteIpAddress)
            ?? throw new ProblemException(Problem.Unauthorized("The write key is unknown or was revoked."));
        if ((record.Scopes & ApiScopes.Ingest) == 0)
        {
            throw new ProblemException(Problem.Forbidden("The key lacks the scope 'ingest'."));
        }
    }

    private static async Task AnswerAsync(HttpResponse response, IReadOnlyList<RejectedEvent> rejected)
    {
        response.ContentType = "application/json";
        if (rejected.Count == 0)
        {
            response.ContentLength = Success.Length;
            response.BodyWriter.Write(Success);
        }
        else
        {
            using var writer = new Utf8JsonWriter(response.BodyWriter);
            Write(writer, rejected);
        }

        await response.BodyWriter.FlushAsync();
    }

    private static void Write(Utf8JsonWriter writer, IReadOnlyList<RejectedEvent> rejected)
    {
        writer.WriteStartObject();
        writer.WriteBoolean("success"u8, true);
        writer.WriteStartArray("rejected"u8);
        foreach (var one in rejected)
        {
            writer.WriteStartObject();
            writer.WriteNumber("index"u8, one.Index);
            writer.WriteString("messageId"u8, one.MessageId);
            writer.WriteString("field"u8, one.Field);
            writer.WriteString("reason"u8, one.Reason);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}

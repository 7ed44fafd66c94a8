using System.Text.Json;

namespace Luxe.Silo.Ingest;

/// <summary>What the browser and mobile SDKs ask their CDN before they send: which destinations there are. Here there is one.</summary>
internal static class SegmentSettings
{
    public static async Task HandleAsync(HttpContext context)
    {
        var request = context.Request;
        var writeKey = request.RouteValues["writeKey"] as string;
        context.Response.ContentType = "application/json";
        await using var writer = new Utf8JsonWriter(context.Response.BodyWriter);
        writer.WriteStartObject();
        writer.WriteStartObject("integrations"u8);
        writer.WriteStartObject("Segment.io"u8);
        writer.WriteString("apiKey"u8, writeKey);
        writer.WriteString("apiHost"u8, $"{request.Host}/v1");
        writer.WriteString("protocol"u8, request.Scheme);
        writer.WriteEndObject();
        writer.WriteEndObject();
        writer.WriteStartObject("plan"u8);
        writer.WriteStartObject("track"u8);
        writer.WriteStartObject("__default"u8);
        writer.WriteBoolean("enabled"u8, true);
        writer.WriteEndObject();
        writer.WriteEndObject();
        writer.WriteEndObject();
        writer.WriteEndObject();
    }
}

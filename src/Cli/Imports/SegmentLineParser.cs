using System.Buffers;
using System.Text;
using System.Text.Json;
using Luxe.Cli.Http;

namespace Luxe.Cli.Imports;

/// <summary>Segment's calls, one JSON object per line (as its archives hold them); a line may also be a batch.</summary>
internal sealed class SegmentLineParser : ILineParser
{
    public string Format => "segment";

    public int Lanes => 4;

    // A visitor becomes a user on the way, and both ids are the same person.
    public bool JoinsIds => true;

    public bool IsHeader(string line) => false;

    public IEnumerable<ImportRow> Parse(long number, string line)
    {
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(line);
        }
        catch (JsonException)
        {
            throw new BadLineException("is not JSON");
        }

        using (document)
        {
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object)
            {
                throw new BadLineException("is not a JSON object");
            }

            return root.TryGetProperty("batch", out var batch) && batch.ValueKind == JsonValueKind.Array
                ? [.. batch.EnumerateArray().Select((call, place) => Call(number, call, $"{line}#{place}"))]
                : [Call(number, root, line)];
        }
    }

    private ImportRow Call(long number, JsonElement call, string text)
    {
        if (call.ValueKind != JsonValueKind.Object || !call.TryGetProperty("type", out _))
        {
            throw new BadLineException("has no type");
        }

        var client = Id(call, "userId") ?? Id(call, "anonymousId") ?? throw new BadLineException("has neither userId nor anonymousId");
        var json = Text(call, "messageId") is null ? WithId(call, EventJson.Id(Format, number, text)) : Encoding.UTF8.GetBytes(call.GetRawText());
        return json.Length <= BatchBody.MaxEventBytes ? new ImportRow(number, client, json) { OtherIds = [.. Others(call)] } : throw new BadLineException("is larger than 32 KB");
    }

    private static byte[] WithId(JsonElement call, string id)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("messageId"u8, id);
            foreach (var property in call.EnumerateObject().Where(property => property.Name != "messageId"))
            {
                property.WriteTo(writer);
            }

            writer.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static IEnumerable<string> Others(JsonElement call) =>
        ((string[])["userId", "anonymousId", "previousId"]).Select(name => Text(call, name)).OfType<string>();

    private static ClientKey? Id(JsonElement call, string kind) => Text(call, kind) is { } id ? new ClientKey(kind, id) : null;

    private static string? Text(JsonElement call, string name) => call.TryGetProperty(name, out var value)
        ? value.ValueKind switch { JsonValueKind.String when value.GetString() is { Length: > 0 } text => text, JsonValueKind.Number => value.GetRawText(), _ => null }
        : null;
}

using System.Buffers;
using System.Globalization;
using System.Text.Json;

namespace Luxe.Cli.Bench.State;

/// <summary>Writes batches as an SDK sends them: views of pieces with the properties of the e-commerce spec, each of another client.</summary>
internal sealed class BatchWriter(Random chance, int events, int clients)
{
    private readonly ArrayBufferWriter<byte> _buffer = new(64 * 1024);
    private readonly int[] _order = [.. Enumerable.Range(0, clients)];

    public static string UserId(int number) => string.Create(CultureInfo.InvariantCulture, $"shop-user-{number:D7}");

    /// <summary>The next batch; it stands until the next call.</summary>
    public ReadOnlyMemory<byte> Next(DateTimeOffset now)
    {
        _buffer.ResetWrittenCount();
        using var json = new Utf8JsonWriter(_buffer, new JsonWriterOptions { SkipValidation = true });
        json.WriteStartObject();
        json.WriteStartArray("batch"u8);
        for (var place = 0; place < events; place++)
        {
            // A step of Fisher and Yates: no client twice in a batch.
            var other = chance.Next(place, clients);
            (_order[place], _order[other]) = (_order[other], _order[place]);
            Event(json, _order[place], now);
        }

        json.WriteEndArray();
        json.WriteString("sentAt"u8, now);
        json.WriteEndObject();
        json.Flush();
        return _buffer.WrittenMemory;
    }

    private void Event(Utf8JsonWriter json, int client, DateTimeOffset now)
    {
        Span<byte> id = stackalloc byte[16];
        chance.NextBytes(id);
        var piece = chance.Next(2_000);
        json.WriteStartObject();
        json.WriteString("type"u8, "track"u8);
        json.WriteString("event"u8, "Product Viewed"u8);
        json.WriteString("userId"u8, UserId(client));
        json.WriteString("messageId"u8, Convert.ToHexStringLower(id));
        json.WriteString("timestamp"u8, now);
        json.WriteStartObject("properties"u8);
        json.WriteString("product_id"u8, string.Create(CultureInfo.InvariantCulture, $"piece-{piece:D5}"));
        json.WriteString("category"u8, "knitwear"u8);
        json.WriteString("name"u8, "Cashmere roll-neck"u8);
        json.WriteNumber("price"u8, 90 + (piece % 40 * 35));
        json.WriteString("currency"u8, "EUR"u8);
        json.WriteEndObject();
        json.WriteStartObject("context"u8);
        json.WriteStartObject("library"u8);
        json.WriteString("name"u8, "analytics.js"u8);
        json.WriteString("version"u8, "2.1.0"u8);
        json.WriteEndObject();
        json.WriteString("locale"u8, "en-GB"u8);
        json.WriteEndObject();
        json.WriteEndObject();
    }
}

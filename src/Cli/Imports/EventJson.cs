using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Luxe.Cli.Imports;

/// <summary>Writes the Segment calls of imported rows.</summary>
internal static class EventJson
{
    /// <summary>An id from the row's place and content: the same row of the same file is the same event, however often it is imported.</summary>
    public static string Id(string format, long line, string text) =>
        string.Create(CultureInfo.InvariantCulture, $"{format}-{line}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 8))}");

    public static byte[] Track(string name, ClientKey client, string id, DateTimeOffset at, Action<Utf8JsonWriter> properties, string channel = "import")
    {
        var buffer = new ArrayBufferWriter<byte>(320);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("type"u8, "track"u8);
            writer.WriteString("event"u8, name);
            writer.WriteString(client.Kind, client.Id);
            writer.WriteString("messageId"u8, id);
            writer.WriteString("timestamp"u8, at.UtcDateTime);
            writer.WriteStartObject("properties"u8);
            writer.WriteString("channel"u8, channel);
            properties(writer);
            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>One piece that was bought, in the list that orders carry.</summary>
    public static void Bought(Utf8JsonWriter writer, string product, string? category = null, decimal? price = null)
    {
        writer.WriteStartArray("products"u8);
        writer.WriteStartObject();
        Piece(writer, product, category);
        if (price is { } amount)
        {
            writer.WriteNumber("price"u8, amount);
        }

        writer.WriteEndObject();
        writer.WriteEndArray();
    }

    public static void Piece(Utf8JsonWriter writer, string product, string? category = null)
    {
        writer.WriteString("product_id"u8, product);
        if (category is not null)
        {
            writer.WriteString("category"u8, category);
        }
    }

    /// <summary>A moment from a Unix timestamp; times that no shop can have seen are refused.</summary>
    public static DateTimeOffset Moment(string text, long ticksPerUnit)
    {
        if (!long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var units))
        {
            throw new BadLineException("the timestamp is not a number");
        }

        var seconds = units / (TimeSpan.TicksPerSecond / ticksPerUnit);
        return seconds is > 631_152_000 and < 4_102_444_800
            ? DateTimeOffset.UnixEpoch.AddTicks(units * ticksPerUnit)
            : throw new BadLineException("the timestamp lies outside 1990 to 2100");
    }

    public static string Required(string value, string column) =>
        value.Length is > 0 and <= 150 ? value : throw new BadLineException(value.Length == 0 ? $"{column} is empty" : $"{column} is longer than 150 characters");
}

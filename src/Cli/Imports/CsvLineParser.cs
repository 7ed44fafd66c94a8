using System.Globalization;
using System.Text.Json;
using Luxe.Cli.Http;

namespace Luxe.Cli.Imports;

/// <summary>
/// Any CSV file (RFC 4180) with a header. <c>userId</c> or <c>anonymousId</c>, <c>event</c> and <c>timestamp</c> (ISO 8601, or Unix milliseconds) are
/// needed, <c>messageId</c> is taken if there; every other column is a property of the call, by its name. An order's row carries one piece.
/// </summary>
internal sealed class CsvLineParser : ILineParser
{
    private static readonly string[] Own = ["userId", "anonymousId", "event", "timestamp", "messageId", "channel"];
    private static readonly string[] OfThePiece = ["product_id", "sku", "name", "category", "price", "quantity", "size", "variant"];
    private static readonly string[] Numbers = ["price", "quantity", "value", "revenue", "total", "subtotal", "dwell_ms"];
    private CsvColumns? _columns;
    private string[] _names = [];

    public string Format => "csv";

    public int Lanes => 4;

    public bool IsHeader(string line)
    {
        _columns = new CsvColumns(line);
        _names = [.. _columns.Names.Except(Own, StringComparer.OrdinalIgnoreCase)];
        return true;
    }

    public IEnumerable<ImportRow> Parse(long number, string line)
    {
        var row = (_columns ?? throw new BadLineException("comes before the header")).Read(line);
        var client = row["userId"] is { Length: > 0 } user ? new ClientKey("userId", user)
            : row["anonymousId"] is { Length: > 0 } visitor ? new ClientKey("anonymousId", visitor)
            : throw new BadLineException("has neither userId nor anonymousId");
        var name = row.Required("event");
        var id = row["messageId"] is { Length: > 0 } given ? given : EventJson.Id(Format, number, line);
        var json = EventJson.Track(name, client, id, Moment(row.Required("timestamp")), writer => Write(writer, row, name.StartsWith("Order ", StringComparison.OrdinalIgnoreCase)), row["channel"] is { Length: > 0 } channel ? channel : "import");
        return json.Length <= BatchBody.MaxEventBytes ? [new ImportRow(number, client, json)] : throw new BadLineException("is larger than 32 KB");
    }

    private void Write(Utf8JsonWriter writer, CsvColumns.Row row, bool isOrder)
    {
        var filled = _names.Where(column => row[column].Length > 0).ToList();
        foreach (var column in filled.Where(column => !isOrder || !OfThePiece.Contains(column)))
        {
            Value(writer, column, row[column]);
        }

        if (isOrder)
        {
            writer.WriteStartArray("products"u8);
            writer.WriteStartObject();
            filled.Where(OfThePiece.Contains).ToList().ForEach(column => Value(writer, column, row[column]));
            writer.WriteEndObject();
            writer.WriteEndArray();
        }
    }

    private static void Value(Utf8JsonWriter writer, string column, string text)
    {
        if (!Numbers.Contains(column))
        {
            writer.WriteString(column, text);
        }
        else if (decimal.TryParse(text, NumberStyles.Number, CultureInfo.InvariantCulture, out var number))
        {
            writer.WriteNumber(column, number);
        }
        else
        {
            throw new BadLineException($"{column} is not a number");
        }
    }

    private static DateTimeOffset Moment(string text) => long.TryParse(text, CultureInfo.InvariantCulture, out _)
        ? EventJson.Moment(text, TimeSpan.TicksPerMillisecond)
        : DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) && at.Year is >= 1990 and < 2100
            ? at
            : throw new BadLineException("the timestamp is no moment between 1990 and 2100");
}

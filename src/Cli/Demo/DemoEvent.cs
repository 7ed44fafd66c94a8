using System.Text.Json;

namespace Luxe.Cli.Demo;

/// <summary>Something a client did, before it is written as a Segment call.</summary>
/// <param name="MessageId">Idempotency key.</param>
/// <param name="At">When (UTC).</param>
/// <param name="Name">Segment's event name; "Page Viewed" becomes a page call.</param>
internal sealed record DemoEvent(string MessageId, DateTimeOffset At, string Name)
{
    public IReadOnlyList<(DemoProduct Product, string? Size)> Products { get; init; } = [];

    public string? List { get; init; }

    public string? Query { get; init; }

    public string? Topic { get; init; }

    public int? Dwell { get; init; }

    public decimal? Value { get; init; }

    public string? Currency { get; init; }

    public string? Reference { get; init; }

    public string? StoreId { get; init; }

    public string? AssociateId { get; init; }

    public string Channel { get; init; } = "web";

    /// <summary>The call, as the client's device or the maison's till would send it.</summary>
    public byte[] ToJson(string userId)
    {
        using var stream = new MemoryStream(400);
        using (var writer = new Utf8JsonWriter(stream))
        {
            writer.WriteStartObject();
            writer.WriteString("type", Name == "Page Viewed" ? "page" : "track");
            writer.WriteString("userId", userId);
            writer.WriteString("messageId", MessageId);
            writer.WriteString("timestamp", At.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", System.Globalization.CultureInfo.InvariantCulture));
            writer.WriteString(Name == "Page Viewed" ? "name" : "event", Name == "Page Viewed" ? Topic : Name);
            writer.WriteStartObject("properties");
            WriteProperties(writer);
            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        return stream.ToArray();
    }

    private void WriteProperties(Utf8JsonWriter writer)
    {
        Text(writer, "category", List);
        Text(writer, "query", Query);
        Text(writer, "topic", Name == "Page Viewed" ? null : Topic);
        Text(writer, "currency", Currency);
        Text(writer, Name == "Repair Ready" ? "repair_id" : "order_id", Reference);
        Text(writer, "store_id", StoreId);
        Text(writer, "associate_id", AssociateId);
        Text(writer, "channel", Channel);
        if (Dwell is { } seconds)
        {
            writer.WriteNumber("dwell", seconds);
        }

        if (Value is { } value)
        {
            writer.WriteNumber(Name == "Order Completed" ? "total" : "value", value);
        }

        if (Products is [var (product, size)] && Name is not ("Order Completed" or "Cart Viewed" or "Checkout Started"))
        {
            WriteProduct(writer, product, size);
        }
        else if (Products.Count > 0)
        {
            writer.WriteStartArray("products");
            foreach (var (each, eachSize) in Products)
            {
                writer.WriteStartObject();
                WriteProduct(writer, each, eachSize);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
        }
    }

    private void WriteProduct(Utf8JsonWriter writer, DemoProduct product, string? size)
    {
        writer.WriteString("product_id", product.ProductId);
        writer.WriteString("name", product.Title);
        if (List is null)
        {
            writer.WriteString("category", product.Category);
        }

        if (Currency is { } currency)
        {
            writer.WriteNumber("price", product.ListPrice(currency));
        }

        Text(writer, "size", size);
    }

    private static void Text(Utf8JsonWriter writer, string name, string? value)
    {
        if (value is not null)
        {
            writer.WriteString(name, value);
        }
    }
}

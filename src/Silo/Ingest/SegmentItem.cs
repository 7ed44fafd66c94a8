using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Luxe.Contracts.Customers;

namespace Luxe.Silo.Ingest;

/// <summary>One piece while its properties are being read; the same names occur in <c>properties</c> itself and in <c>properties.products[]</c>.</summary>
internal struct SegmentItem
{
    private string? productId;
    private string? sku;
    private string? name;
    private string? variant;
    private string? size;
    private int? quantity;

    /// <summary>Also the category of a list, when no piece is concerned.</summary>
    public string? Category { get; private set; }

    /// <summary>Price of one.</summary>
    public decimal? Price { get; private set; }

    /// <summary>The name; of a promotion or of content where no piece is concerned.</summary>
    public readonly string? Name => name;

    /// <summary>The piece, or null when none was named.</summary>
    public readonly InteractionItem? Build() =>
        (productId ?? sku) is { } id ? new InteractionItem(id, Category, name, quantity ?? 1, Price, size ?? variant) : null;

    /// <summary>Reads the property the reader stands on when it belongs to a piece; otherwise the reader has not moved.</summary>
    public bool TryRead(ref Utf8JsonReader reader)
    {
        if (reader.ValueTextEquals("product_id"u8) || reader.ValueTextEquals("productId"u8))
        {
            reader.Read();
            productId = JsonValue.Id(ref reader, "product_id");
        }
        else if (reader.ValueTextEquals("sku"u8))
        {
            reader.Read();
            sku = JsonValue.Id(ref reader, "sku");
        }
        else if (reader.ValueTextEquals("name"u8))
        {
            reader.Read();
            name = JsonValue.Text(ref reader, "name");
        }
        else if (reader.ValueTextEquals("category"u8))
        {
            reader.Read();
            Category = JsonValue.Text(ref reader, "category");
        }
        else if (reader.ValueTextEquals("price"u8))
        {
            reader.Read();
            Price = JsonValue.Amount(ref reader, "price");
        }
        else if (reader.ValueTextEquals("quantity"u8))
        {
            reader.Read();
            quantity = JsonValue.Quantity(ref reader, "quantity");
        }
        else if (reader.ValueTextEquals("variant"u8))
        {
            reader.Read();
            variant = JsonValue.Text(ref reader, "variant");
        }
        else if (reader.ValueTextEquals("size"u8))
        {
            reader.Read();
            size = JsonValue.Text(ref reader, "size");
        }
        else
        {
            return false;
        }

        return true;
    }

    /// <summary>Reads <c>products</c>; entries that name no piece are passed over.</summary>
    public static ImmutableArray<InteractionItem> ReadList(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.Null)
        {
            return [];
        }

        if (reader.TokenType != JsonTokenType.StartArray)
        {
            throw new EventRejectedException("products", "must be an array");
        }

        var items = ImmutableArray.CreateBuilder<InteractionItem>();
        var index = 0;
        try
        {
            for (; reader.Read() && reader.TokenType != JsonTokenType.EndArray; index++)
            {
                if (ReadOne(ref reader) is { } item)
                {
                    items.Add(item);
                }
            }
        }
        catch (EventRejectedException fault)
        {
            throw fault.Within(string.Create(CultureInfo.InvariantCulture, $"products[{index}]"));
        }

        return items.DrainToImmutable();
    }

    private static InteractionItem? ReadOne(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw new EventRejectedException("", "must be an object");
        }

        var item = default(SegmentItem);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (!item.TryRead(ref reader))
            {
                reader.Read();
                JsonValue.Pass(ref reader);
            }
        }

        return item.Build();
    }
}

using System.Collections.Immutable;
using System.Text.Json;
using Luxe.Contracts.Customers;

namespace Luxe.Silo.Ingest;

/// <summary>What is used of an event's <c>properties</c>; everything else is passed over and not kept.</summary>
internal struct SegmentProperties
{
    public SegmentItem Item;
    public ImmutableArray<InteractionItem> Items;
    public decimal? Total;
    public decimal? Revenue;
    public decimal? Value;
    public decimal? Subtotal;
    public string? Currency;
    public string? Reference;
    public string? CheckoutId;
    public string? StoreId;
    public string? AssociateId;
    public string? Query;
    public string? Title;
    public string? Path;
    public string? Channel;
    public TimeSpan? Dwell;

    public void Read(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (!Item.TryRead(ref reader) && !TryReadMoney(ref reader) && !TryReadPlace(ref reader) && !TryReadContent(ref reader))
            {
                reader.Read();
                JsonValue.Pass(ref reader);
            }
        }
    }

    /// <summary>The pieces: the list, else the single one.</summary>
    public readonly ImmutableArray<InteractionItem> BuildItems() =>
        !Items.IsDefaultOrEmpty ? Items : Item.Build() is { } single ? [single] : [];

    /// <summary>What the whole is worth, best source first.</summary>
    public readonly decimal? BuildValue() => Total ?? Revenue ?? Value ?? Subtotal;

    private bool TryReadMoney(ref Utf8JsonReader reader)
    {
        if (reader.ValueTextEquals("products"u8))
        {
            reader.Read();
            Items = SegmentItem.ReadList(ref reader);
        }
        else if (reader.ValueTextEquals("currency"u8))
        {
            reader.Read();
            Currency = ReadCurrency(ref reader);
        }
        else if (reader.ValueTextEquals("total"u8))
        {
            reader.Read();
            Total = JsonValue.Amount(ref reader, "total");
        }
        else if (reader.ValueTextEquals("revenue"u8))
        {
            reader.Read();
            Revenue = JsonValue.Amount(ref reader, "revenue");
        }
        else if (reader.ValueTextEquals("value"u8))
        {
            reader.Read();
            Value = JsonValue.Amount(ref reader, "value");
        }
        else if (reader.ValueTextEquals("subtotal"u8))
        {
            reader.Read();
            Subtotal = JsonValue.Amount(ref reader, "subtotal");
        }
        else
        {
            return false;
        }

        return true;
    }

    private bool TryReadPlace(ref Utf8JsonReader reader)
    {
        if (reader.ValueTextEquals("order_id"u8) || reader.ValueTextEquals("orderId"u8))
        {
            reader.Read();
            Reference = JsonValue.Id(ref reader, "order_id");
        }
        else if (reader.ValueTextEquals("repair_id"u8) || reader.ValueTextEquals("repairId"u8))
        {
            reader.Read();
            Reference = JsonValue.Id(ref reader, "repair_id");
        }
        else if (reader.ValueTextEquals("appointment_id"u8) || reader.ValueTextEquals("appointmentId"u8))
        {
            reader.Read();
            Reference = JsonValue.Id(ref reader, "appointment_id");
        }
        else if (reader.ValueTextEquals("checkout_id"u8))
        {
            reader.Read();
            CheckoutId = JsonValue.Id(ref reader, "checkout_id");
        }
        else if (reader.ValueTextEquals("store_id"u8) || reader.ValueTextEquals("storeId"u8))
        {
            reader.Read();
            StoreId = JsonValue.Id(ref reader, "store_id");
        }
        else if (reader.ValueTextEquals("associate_id"u8) || reader.ValueTextEquals("associateId"u8))
        {
            reader.Read();
            AssociateId = JsonValue.Id(ref reader, "associate_id");
        }
        else if (reader.ValueTextEquals("channel"u8))
        {
            reader.Read();
            Channel = JsonValue.Text(ref reader, "channel");
        }
        else
        {
            return false;
        }

        return true;
    }

    private bool TryReadContent(ref Utf8JsonReader reader)
    {
        if (reader.ValueTextEquals("query"u8))
        {
            reader.Read();
            Query = ReadQuery(ref reader);
        }
        else if (reader.ValueTextEquals("title"u8) || reader.ValueTextEquals("topic"u8) || reader.ValueTextEquals("email_subject"u8) || reader.ValueTextEquals("creative"u8))
        {
            reader.Read();
            Title = JsonValue.Text(ref reader, "title") ?? Title;
        }
        else if (reader.ValueTextEquals("path"u8))
        {
            reader.Read();
            Path = JsonValue.Text(ref reader, "path");
        }
        else if (reader.ValueTextEquals("dwell_ms"u8))
        {
            reader.Read();
            Dwell = ReadDwell(ref reader, "dwell_ms", TimeSpan.TicksPerMillisecond);
        }
        else if (reader.ValueTextEquals("dwell"u8) || reader.ValueTextEquals("duration"u8))
        {
            reader.Read();
            Dwell = ReadDwell(ref reader, "dwell", TimeSpan.TicksPerSecond);
        }
        else
        {
            return false;
        }

        return true;
    }

    private static string? ReadCurrency(ref Utf8JsonReader reader)
    {
        var code = JsonValue.Id(ref reader, "currency");
        if (code is null)
        {
            return null;
        }

        return code.Length == 3 && code.All(char.IsAsciiLetter)
            ? code.ToUpperInvariant()
            : throw new EventRejectedException("currency", "is not a code of three letters (ISO 4217)");
    }

    // The spec allows an object as query; it is kept as it was written, cut like any text.
    private static string? ReadQuery(ref Utf8JsonReader reader)
    {
        if (reader.TokenType is not (JsonTokenType.StartObject or JsonTokenType.StartArray))
        {
            return JsonValue.Text(ref reader, "query");
        }

        using var document = JsonDocument.ParseValue(ref reader);
        var text = document.RootElement.GetRawText();
        return text.Length <= IngestLimits.TextLength ? text : throw new EventRejectedException("query", $"is longer than {IngestLimits.TextLength} characters");
    }

    private static TimeSpan? ReadDwell(ref Utf8JsonReader reader, string field, long unit)
    {
        if (JsonValue.Amount(ref reader, field) is not { } amount)
        {
            return null;
        }

        var ticks = amount * unit;
        return ticks is >= 0 && ticks <= TimeSpan.TicksPerDay
            ? new TimeSpan((long)ticks)
            : throw new EventRejectedException(field, "must be between nothing and a day");
    }
}

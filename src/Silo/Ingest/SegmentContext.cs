using System.Text.Json;
using Luxe.Contracts.Customers;

namespace Luxe.Silo.Ingest;

/// <summary>What is used of an event's <c>context</c>. Addresses, user agents and positions are passed over and never kept.</summary>
internal struct SegmentContext
{
    public Channel Channel;
    public string? Locale;
    public string? DeviceId;
    public string? PageTitle;
    public string? PagePath;
    public string? Email;
    public string? Phone;
    public string? Card;
    public string? Country;

    /// <summary>Reads a context over the one the batch gave: what it says itself wins.</summary>
    public void Read(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("library"u8))
            {
                reader.Read();
                ReadLibrary(ref reader);
            }
            else if (reader.ValueTextEquals("locale"u8))
            {
                reader.Read();
                Locale = JsonValue.Text(ref reader, "locale") ?? Locale;
            }
            else if (reader.ValueTextEquals("device"u8))
            {
                reader.Read();
                ReadDevice(ref reader);
            }
            else if (reader.ValueTextEquals("page"u8))
            {
                reader.Read();
                ReadPage(ref reader);
            }
            else if (reader.ValueTextEquals("traits"u8))
            {
                reader.Read();
                ReadTraits(ref reader);
            }
            else
            {
                reader.Read();
                JsonValue.Pass(ref reader);
            }
        }
    }

    private void ReadLibrary(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            JsonValue.Pass(ref reader);
            return;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isName = reader.ValueTextEquals("name"u8);
            reader.Read();
            if (isName && reader.TokenType == JsonTokenType.String)
            {
                Channel = SegmentChannel.OfLibrary(ref reader, Channel);
            }
            else
            {
                JsonValue.Pass(ref reader);
            }
        }
    }

    private void ReadDevice(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            JsonValue.Pass(ref reader);
            return;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isId = reader.ValueTextEquals("id"u8);
            reader.Read();
            if (isId)
            {
                DeviceId = JsonValue.Id(ref reader, "device.id") ?? DeviceId;
            }
            else
            {
                JsonValue.Pass(ref reader);
            }
        }
    }

    private void ReadPage(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            JsonValue.Pass(ref reader);
            return;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("title"u8))
            {
                reader.Read();
                PageTitle = JsonValue.Text(ref reader, "page.title") ?? PageTitle;
            }
            else if (reader.ValueTextEquals("path"u8))
            {
                reader.Read();
                PagePath = JsonValue.Text(ref reader, "page.path") ?? PagePath;
            }
            else
            {
                reader.Read();
                JsonValue.Pass(ref reader);
            }
        }
    }

    private void ReadTraits(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            JsonValue.Pass(ref reader);
            return;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            try
            {
                if (!SegmentTokens.TryRead(ref reader, ref Email, ref Phone, ref Card) && !TryReadCountry(ref reader))
                {
                    reader.Read();
                    JsonValue.Pass(ref reader);
                }
            }
            catch (EventRejectedException fault)
            {
                throw fault.Within("traits");
            }
        }
    }

    private bool TryReadCountry(ref Utf8JsonReader reader)
    {
        if (reader.ValueTextEquals("country"u8))
        {
            reader.Read();
            Country = JsonValue.Text(ref reader, "country") ?? Country;
            return true;
        }

        if (!reader.ValueTextEquals("address"u8))
        {
            return false;
        }

        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            JsonValue.Pass(ref reader);
            return true;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (!TryReadCountry(ref reader))
            {
                reader.Read();
                JsonValue.Pass(ref reader);
            }
        }

        return true;
    }
}

using System.Text.Json;

namespace Luxe.Silo.Ingest;

/// <summary>The traits that point to a person. They find her and are not kept as traits.</summary>
internal static class SegmentTokens
{
    /// <summary>Reads the property the reader stands on when it is such a trait; otherwise the reader has not moved.</summary>
    public static bool TryRead(ref Utf8JsonReader reader, ref string? email, ref string? phone, ref string? card)
    {
        if (reader.ValueTextEquals("email"u8))
        {
            reader.Read();
            email = JsonValue.Id(ref reader, "email") ?? email;
            return true;
        }

        if (reader.ValueTextEquals("phone"u8))
        {
            reader.Read();
            phone = JsonValue.Id(ref reader, "phone") ?? phone;
            return true;
        }

        if (reader.ValueTextEquals("card"u8) || reader.ValueTextEquals("loyaltyCard"u8) || reader.ValueTextEquals("loyalty_card"u8))
        {
            reader.Read();
            card = JsonValue.Id(ref reader, "card") ?? card;
            return true;
        }

        return false;
    }

    /// <summary>Two letters of ISO 3166-1, or null: a country's name has too many spellings to be told here.</summary>
    public static string? ToCountry(string? text) =>
        text is { Length: 2 } && char.IsAsciiLetter(text[0]) && char.IsAsciiLetter(text[1]) ? text.ToUpperInvariant() : null;
}

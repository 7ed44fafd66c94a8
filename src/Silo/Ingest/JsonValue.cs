using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Luxe.Silo.Ingest;

/// <summary>Reads single values of an event. The reader stands on the value; what is null counts as absent; what cannot be meant is rejected with its field.</summary>
internal static class JsonValue
{
    /// <summary>A text of any length the event allows, cut to <see cref="IngestLimits.TextLength"/>; numbers and booleans are taken as written.</summary>
    public static string? Text(ref Utf8JsonReader reader, string field) => Cut(Raw(ref reader, field));

    /// <summary>An identifier: trimmed, not blank, of bounded length and without control characters.</summary>
    public static string? Id(ref Utf8JsonReader reader, string field)
    {
        var text = Raw(ref reader, field)?.Trim();
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        if (text.Length > IngestLimits.IdLength)
        {
            throw new EventRejectedException(field, $"is longer than {IngestLimits.IdLength} characters");
        }

        foreach (var character in text)
        {
            if (char.IsControl(character))
            {
                throw new EventRejectedException(field, "holds a control character");
            }
        }

        return text;
    }

    /// <summary>An amount, as number or as text in invariant form.</summary>
    public static decimal? Amount(ref Utf8JsonReader reader, string field)
    {
        decimal amount;
        switch (reader.TokenType)
        {
            case JsonTokenType.Null:
                return null;
            case JsonTokenType.Number when reader.TryGetDecimal(out amount):
                break;
            case JsonTokenType.String:
                var text = Raw(ref reader, field)!.Trim();
                if (text.Length == 0)
                {
                    return null;
                }

                if (!decimal.TryParse(text, NumberStyles.Number & ~NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out amount))
                {
                    throw new EventRejectedException(field, "is not a number");
                }

                break;
            case JsonTokenType.Number:
                throw new EventRejectedException(field, "is out of range");
            default:
                throw new EventRejectedException(field, "must be a number");
        }

        return Math.Abs(amount) <= IngestLimits.Amount ? amount : throw new EventRejectedException(field, "is out of range");
    }

    /// <summary>A whole number of pieces.</summary>
    public static int? Quantity(ref Utf8JsonReader reader, string field)
    {
        if (Amount(ref reader, field) is not { } amount)
        {
            return null;
        }

        return amount == decimal.Truncate(amount) && amount is >= 0 and <= IngestLimits.Quantity
            ? (int)amount
            : throw new EventRejectedException(field, $"must be a whole number from 0 to {IngestLimits.Quantity}");
    }

    /// <summary>An instant in ISO 8601; without an offset it is UTC.</summary>
    public static DateTimeOffset? Instant(ref Utf8JsonReader reader, string field)
    {
        if (reader.TokenType == JsonTokenType.Null)
        {
            return null;
        }

        if (reader.TokenType != JsonTokenType.String)
        {
            throw new EventRejectedException(field, "must be a time in ISO 8601");
        }

        if (reader.TryGetDateTime(out var exact))
        {
            // Of a time with an offset this is the server's local time, which is ambiguous for an hour a year: it is read anew.
            return exact.Kind == DateTimeKind.Local && reader.TryGetDateTimeOffset(out var offset)
                ? offset.ToUniversalTime()
                : new DateTimeOffset(DateTime.SpecifyKind(exact, DateTimeKind.Utc));
        }

        // Segment's own examples hold times such as 2015-2-02T00:30:08.276Z.
        var text = Raw(ref reader, field)!;
        if (text.Length == 0)
        {
            return null;
        }

        return text.Length <= 40 && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var parsed)
            ? parsed
            : throw new EventRejectedException(field, "is not a time in ISO 8601");
    }

    /// <summary>A calendar date; of a time only the date counts.</summary>
    public static DateOnly? Date(ref Utf8JsonReader reader, string field)
    {
        if (reader.TokenType == JsonTokenType.Null)
        {
            return null;
        }

        var text = Text(ref reader, field)!;
        if (text.Length == 0)
        {
            return null;
        }

        return text.Length >= 10 && DateOnly.TryParseExact(text.AsSpan(0, 10), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) && (text.Length == 10 || text[10] is 'T' or ' ')
            ? date
            : throw new EventRejectedException(field, "is not a date in ISO 8601 (yyyy-mm-dd)");
    }

    /// <summary>The property name the reader stands on.</summary>
    public static string PropertyName(ref Utf8JsonReader reader, string field)
    {
        try
        {
            return Cut(reader.GetString()) ?? throw new EventRejectedException(field, "holds a blank name");
        }
        catch (InvalidOperationException)
        {
            throw new EventRejectedException(field, "is not valid Unicode");
        }
    }

    /// <summary>Passes over the value, whatever it is.</summary>
    public static void Pass(ref Utf8JsonReader reader)
    {
        if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
        {
            reader.Skip();
        }
    }

    private static string? Raw(ref Utf8JsonReader reader, string field)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.Null:
                return null;
            case JsonTokenType.String:
                try
                {
                    return reader.GetString();
                }
                catch (InvalidOperationException)
                {
                    throw new EventRejectedException(field, "is not valid Unicode");
                }

            case JsonTokenType.Number or JsonTokenType.True or JsonTokenType.False:
                return Encoding.UTF8.GetString(reader.ValueSpan);
            default:
                throw new EventRejectedException(field, "must be a text");
        }
    }

    private static string? Cut(string? text)
    {
        if (text is null || text.Length <= IngestLimits.TextLength)
        {
            return string.IsNullOrWhiteSpace(text) ? null : text;
        }

        var end = char.IsHighSurrogate(text[IngestLimits.TextLength - 1]) ? IngestLimits.TextLength - 1 : IngestLimits.TextLength;
        return text[..end];
    }
}

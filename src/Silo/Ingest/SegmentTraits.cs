using System.Collections.Immutable;
using System.Text.Json;
using Luxe.Contracts.Customers;

namespace Luxe.Silo.Ingest;

/// <summary>What is used of <c>traits</c>: what she declared about herself, and the tokens that find her, which are kept apart.</summary>
internal struct SegmentTraits
{
    public string? Email;
    public string? Phone;
    public string? Card;
    private string? title;
    private string? givenName;
    private string? familyName;
    private string? name;
    private string? language;
    private string? membership;
    private string? city;
    private string? country;
    private DateOnly? birthday;
    private ImmutableArray<ImportantDate> dates;
    private ImmutableArray<string> categories;
    private ImmutableArray<SizeFit> sizes;

    /// <summary>Where she lives, as two letters: also where a phone number without calling code is from.</summary>
    public readonly string? Country => SegmentTokens.ToCountry(country);

    public void Read(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (!SegmentTokens.TryRead(ref reader, ref Email, ref Phone, ref Card) && !TryReadPerson(ref reader) && !TryReadTaste(ref reader))
            {
                reader.Read();
                JsonValue.Pass(ref reader);
            }
        }
    }

    public readonly Traits Build(string? locale) => new()
    {
        Title = title,
        GivenName = givenName ?? SplitName(name).Given,
        FamilyName = familyName ?? SplitName(name).Family,
        Language = ToLanguage(language ?? locale),
        Birthday = birthday,
        City = city,
        Country = Country,
        Membership = membership,
        Categories = categories.IsDefault ? [] : categories,
        Sizes = sizes.IsDefault ? [] : sizes,
        Dates = dates.IsDefault ? [] : dates,
    };

    private bool TryReadPerson(ref Utf8JsonReader reader)
    {
        if (reader.ValueTextEquals("firstName"u8) || reader.ValueTextEquals("first_name"u8) || reader.ValueTextEquals("givenName"u8))
        {
            reader.Read();
            givenName = JsonValue.Text(ref reader, "firstName");
        }
        else if (reader.ValueTextEquals("lastName"u8) || reader.ValueTextEquals("last_name"u8) || reader.ValueTextEquals("familyName"u8))
        {
            reader.Read();
            familyName = JsonValue.Text(ref reader, "lastName");
        }
        else if (reader.ValueTextEquals("name"u8))
        {
            reader.Read();
            name = JsonValue.Text(ref reader, "name");
        }
        else if (reader.ValueTextEquals("title"u8) || reader.ValueTextEquals("salutation"u8))
        {
            reader.Read();
            title = JsonValue.Text(ref reader, "title");
        }
        else if (reader.ValueTextEquals("birthday"u8))
        {
            reader.Read();
            birthday = JsonValue.Date(ref reader, "birthday");
        }
        else if (reader.ValueTextEquals("anniversary"u8))
        {
            reader.Read();
            AddDate("anniversary", JsonValue.Date(ref reader, "anniversary"));
        }
        else if (reader.ValueTextEquals("dates"u8))
        {
            reader.Read();
            ReadDates(ref reader);
        }
        else if (reader.ValueTextEquals("address"u8))
        {
            reader.Read();
            ReadAddress(ref reader);
        }
        else
        {
            return TryReadPlace(ref reader);
        }

        return true;
    }

    private bool TryReadPlace(ref Utf8JsonReader reader)
    {
        if (reader.ValueTextEquals("city"u8))
        {
            reader.Read();
            city = JsonValue.Text(ref reader, "city");
        }
        else if (reader.ValueTextEquals("country"u8))
        {
            reader.Read();
            country = JsonValue.Text(ref reader, "country");
        }
        else if (reader.ValueTextEquals("language"u8) || reader.ValueTextEquals("locale"u8))
        {
            reader.Read();
            language = JsonValue.Text(ref reader, "language");
        }
        else
        {
            return false;
        }

        return true;
    }

    private bool TryReadTaste(ref Utf8JsonReader reader)
    {
        if (reader.ValueTextEquals("membership"u8) || reader.ValueTextEquals("membershipTier"u8) || reader.ValueTextEquals("membership_tier"u8))
        {
            reader.Read();
            membership = JsonValue.Text(ref reader, "membership");
        }
        else if (reader.ValueTextEquals("categories"u8) || reader.ValueTextEquals("interests"u8))
        {
            reader.Read();
            categories = ReadTexts(ref reader, "categories");
        }
        else if (reader.ValueTextEquals("sizes"u8))
        {
            reader.Read();
            sizes = ReadSizes(ref reader);
        }
        else
        {
            return false;
        }

        return true;
    }

    private void ReadAddress(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            JsonValue.Pass(ref reader);
            return;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isCity = reader.ValueTextEquals("city"u8);
            var isCountry = reader.ValueTextEquals("country"u8);
            reader.Read();
            if (isCity)
            {
                city = JsonValue.Text(ref reader, "address.city");
            }
            else if (isCountry)
            {
                country = JsonValue.Text(ref reader, "address.country");
            }
            else
            {
                JsonValue.Pass(ref reader);
            }
        }
    }

    private static ImmutableArray<string> ReadTexts(ref Utf8JsonReader reader, string field)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            return JsonValue.Text(ref reader, field) is { } single ? [single] : [];
        }

        var texts = ImmutableArray.CreateBuilder<string>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (JsonValue.Text(ref reader, field) is { } text)
            {
                texts.Add(text);
            }
        }

        return texts.DrainToImmutable();
    }

    /// <summary>Sizes are an object from garment to size: <c>{ "shoes": "38" }</c>.</summary>
    private static ImmutableArray<SizeFit> ReadSizes(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.Null)
        {
            return [];
        }

        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw new EventRejectedException("sizes", "must be an object from garment to size");
        }

        var sizes = ImmutableArray.CreateBuilder<SizeFit>();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var garment = JsonValue.PropertyName(ref reader, "sizes");
            reader.Read();
            if (JsonValue.Text(ref reader, "sizes") is { } size)
            {
                sizes.Add(new SizeFit(garment, size));
            }
        }

        return sizes.DrainToImmutable();
    }

    /// <summary>Dates are an object from occasion to day: <c>{ "anniversary": "1991-06-22" }</c>.</summary>
    private void ReadDates(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.Null)
        {
            return;
        }

        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw new EventRejectedException("dates", "must be an object from occasion to date");
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var occasion = JsonValue.PropertyName(ref reader, "dates");
            reader.Read();
            AddDate(occasion, JsonValue.Date(ref reader, "dates"));
        }
    }

    private void AddDate(string occasion, DateOnly? date)
    {
        if (date is { } day)
        {
            dates = (dates.IsDefault ? [] : dates).Add(new ImportantDate(occasion, day));
        }
    }

    private static (string? Given, string? Family) SplitName(string? whole)
    {
        var space = whole?.LastIndexOf(' ') ?? -1;
        return space > 0 ? (whole![..space].Trim(), whole[(space + 1)..]) : (null, whole);
    }

    private static string? ToLanguage(string? tag)
    {
        var normal = tag?.Replace('_', '-');
        return normal is { Length: >= 2 and <= 35 } && normal.All(character => char.IsAsciiLetterOrDigit(character) || character == '-') ? normal : null;
    }
}

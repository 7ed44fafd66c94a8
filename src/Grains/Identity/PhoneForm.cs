using System.Globalization;

namespace Luxe.Grains.Identity;

/// <summary>A telephone number as people write it, to E.164: plus, calling code, national number. What cannot be a number has no form.</summary>
internal static class PhoneForm
{
    /// <summary>The longest that E.164 knows, with its plus.</summary>
    public const int Longest = 16;

    private const int MostDigits = 24; // 15 of the number, and what may be dialled before it.
    private const int FewestBeforeExtension = 5;

    /// <summary>Writes the number and returns its length, 0 when it cannot be one.</summary>
    /// <param name="text">As written.</param>
    /// <param name="country">Where a number without calling code is from (ISO 3166-1 alpha-2), if known.</param>
    /// <param name="to">At least <see cref="Longest"/> characters.</param>
    public static int Write(ReadOnlySpan<char> text, string? country, Span<char> to)
    {
        Span<char> room = stackalloc char[MostDigits];
        if (!TryReadDigits(text, room, out var count, out var isInternational))
        {
            return 0;
        }

        ReadOnlySpan<char> digits = room[..count];
        var home = country is null ? null : Countries.Find(country);
        if (isInternational)
        {
            return WriteInternational(digits.TrimStart('0'), to);
        }

        foreach (var abroad in home?.Abroad ?? [])
        {
            if (digits.StartsWith(abroad) && WriteInternational(digits[abroad.Length..], to) is > 0 and var length)
            {
                return length;
            }
        }

        // No number at home begins with two zeros.
        return digits.StartsWith("00") ? WriteInternational(digits.TrimStart('0'), to)
            : home is not null ? WriteAtHome(home, digits, to)
            : 0;
    }

    /// <summary>A number as it is dialled at home, or with its calling code but without the plus.</summary>
    private static int WriteAtHome(Country home, ReadOnlySpan<char> digits, Span<char> to)
    {
        // Where everybody dials a zero first, digits that begin with the calling code instead are a number without its plus.
        var plusLeftOut = digits.StartsWith(home.Code) ? digits[home.Code.Length..] : default;
        return plusLeftOut.Length > 0 && home.Trunks is ["0", ..] && WriteNational(home, plusLeftOut, to) is > 0 and var likely ? likely
            : WriteNational(home, digits, to) is > 0 and var national ? national
            : WriteNational(home, plusLeftOut, to);
    }

    private static int WriteInternational(ReadOnlySpan<char> digits, Span<char> to) =>
        Countries.OfInternational(digits) is { } country ? WriteNational(country, digits[country.Code.Length..], to) : 0;

    private static int WriteNational(Country country, ReadOnlySpan<char> digits, Span<char> to)
    {
        Span<char> room = stackalloc char[MostDigits];
        var number = Regional(country, WithoutTrunk(country, digits), room);
        if (!country.Fits(number.Length) || country.Code.Length + number.Length >= Longest || !number.ContainsAnyExcept(number[0])
            || (country.Trunks is ["0", ..] && number[0] == '0') || (country.Code == "1" && (number[0] < '2' || number[3] < '2')))
        {
            return 0;
        }

        to[0] = '+';
        country.Code.CopyTo(to[1..]);
        number.CopyTo(to[(1 + country.Code.Length)..]);
        return 1 + country.Code.Length + number.Length;
    }

    /// <summary>Without the trunk prefix, which is also written where it does not belong: +44 (0)20.</summary>
    private static ReadOnlySpan<char> WithoutTrunk(Country country, ReadOnlySpan<char> digits)
    {
        foreach (var trunk in country.Trunks)
        {
            // A zero never begins a number where it is the trunk prefix; another digit may, so it goes only when there is one too many.
            if (digits.StartsWith(trunk) && (trunk == "0" || digits.Length > country.Max))
            {
                return digits[trunk.Length..];
            }
        }

        return digits;
    }

    /// <summary>What is written inside the numbers of some countries by custom, and is no part of them.</summary>
    private static ReadOnlySpan<char> Regional(Country country, ReadOnlySpan<char> number, Span<char> room)
    {
        switch (country.Iso)
        {
            // Mexico: a 1 before mobiles, until 2019.
            case "MX" when number is ['1', .. { Length: 10 } rest]:
                return rest;

            // Brazil: the carrier's two digits between trunk prefix and area.
            case "BR" when number.Length is 12 or 13:
                return number[2..];

            // Argentina: a mobile is 9, area, subscriber abroad, and area, 15, subscriber at home.
            case "AR" when number.Length == 12:
                var area = number.StartsWith("11") ? 2 : number[3..].StartsWith("15") ? 3 : 4;
                if (!number[area..].StartsWith("15"))
                {
                    return number;
                }

                room[0] = '9';
                number[..area].CopyTo(room[1..]);
                number[(area + 2)..].CopyTo(room[(area + 1)..]);
                return room[..11];

            default:
                return number;
        }
    }

    /// <summary>The digits, of any script, up to an extension. False when there is anything else that numbers are not written with.</summary>
    private static bool TryReadDigits(ReadOnlySpan<char> text, Span<char> digits, out int count, out bool isInternational)
    {
        count = 0;
        isInternational = false;
        text = text.Trim();
        if (text.StartsWith("tel:", StringComparison.OrdinalIgnoreCase))
        {
            text = text[4..];
        }

        foreach (var c in text)
        {
            if (CharUnicodeInfo.GetDecimalDigitValue(c) is >= 0 and var digit)
            {
                if (count == digits.Length)
                {
                    return false;
                }

                digits[count++] = (char)('0' + digit);
            }
            else if (c is '+' or '\uFF0B' && count == 0)
            {
                isInternational = true;
            }
            else if (!IsSeparator(c))
            {
                return count >= FewestBeforeExtension && IsExtension(c);
            }
        }

        return count > 0;
    }

    private static bool IsSeparator(char c) => c is '(' or ')' or '.' or '/' or '\u00B7' or '\u2212' or '\u30FC' or '[' or ']' or '~'
        || char.GetUnicodeCategory(c) is UnicodeCategory.DashPunctuation or UnicodeCategory.SpaceSeparator or UnicodeCategory.Format or UnicodeCategory.Control;

    // "x12", "ext. 12", "#12", ";ext=12", ",,12", "poste 12", "доб. 12": whatever word it is, what follows is dialled inside the house.
    private static bool IsExtension(char c) => c is '#' or ';' or ',' || char.IsLetter(c);
}

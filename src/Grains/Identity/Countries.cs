using System.Collections.Frozen;
using System.Globalization;

namespace Luxe.Grains.Identity;

/// <summary>
/// The world's numbering plans, as far as it takes to tell which country a number is from and whether it can be one: calling code, trunk
/// prefix, lengths of national numbers. Source: the ITU's list of E.164 country codes and the national plans that members file with it (2025).
/// Lengths are the widest in use, so that a new range is not taken for a mistake.
/// </summary>
internal static class Countries
{
    // Country, calling code, trunk prefixes ("-" for none), lengths, international prefixes other than 00. Where countries share a code the first line speaks for it.
    private const string Table = """
        US 1 1 10 011|CA 1 1 10 011|AG 1 1 10 011|AI 1 1 10 011|AS 1 1 10 011|BB 1 1 10 011|BM 1 1 10 011|BS 1 1 10 011|DM 1 1 10 011|DO 1 1 10 011
        GD 1 1 10 011|GU 1 1 10 011|JM 1 1 10 011|KN 1 1 10 011|KY 1 1 10 011|LC 1 1 10 011|MP 1 1 10 011|MS 1 1 10 011|PR 1 1 10 011|SX 1 1 10 011
        TC 1 1 10 011|TT 1 1 10 011|VC 1 1 10 011|VG 1 1 10 011|VI 1 1 10 011
        RU 7 8 10 810|KZ 7 8 10 810
        EG 20 0 8-10|SS 211 0 9|MA 212 0 9|EH 212 0 9|DZ 213 0 8-9|TN 216 - 8|LY 218 0 8-9|GM 220 - 7|SN 221 - 9|MR 222 - 8|ML 223 - 8|GN 224 - 8-9
        CI 225 - 8-10|BF 226 - 8|NE 227 - 8|TG 228 - 8|BJ 229 - 8-10|MU 230 - 7-8|LR 231 0 7-9|SL 232 0 8|GH 233 0 9|NG 234 0 7-10|TD 235 - 8|CF 236 - 8
        CM 237 - 8-9|CV 238 - 7|ST 239 - 7|GQ 240 - 9|GA 241 0 7-8|CG 242 - 9|CD 243 0 7-9|AO 244 - 9|GW 245 - 7-9|IO 246 - 7|AC 247 - 5-6|SC 248 - 7
        SD 249 0 9|RW 250 0 8-9|ET 251 0 9|SO 252 0 6-9|DJ 253 - 8|KE 254 0 7-9|TZ 255 0 9|UG 256 0 9|BI 257 - 8|MZ 258 - 8-9|ZM 260 0 9|MG 261 0 9
        RE 262 0 9|YT 262 0 9|TF 262 0 9|ZW 263 0 5-10|NA 264 0 8-9|MW 265 0 7-9|LS 266 - 8|BW 267 - 7-8|SZ 268 - 8|KM 269 - 7|ZA 27 0 9|SH 290 - 4-5|TA 290 - 4
        ER 291 0 7|AW 297 - 7|FO 298 - 6|GL 299 - 6
        GR 30 - 10|NL 31 0 9|BE 32 0 8-9|FR 33 0 9|ES 34 - 9|GI 350 - 8|PT 351 - 9|LU 352 - 4-11|IE 353 0 7-9|IS 354 - 7-9|AL 355 0 6-9|MT 356 - 8
        CY 357 - 8|FI 358 0 5-12|AX 358 0 5-12|BG 359 0 7-9|HU 36 06 8-9|LT 370 8,0 8|LV 371 - 8|EE 372 - 7-8|MD 373 0 8|AM 374 0 8|BY 375 80,8 9 810
        AD 376 - 6-9|MC 377 0 8-9|SM 378 - 6-10|UA 380 0 9|RS 381 0 6-9|ME 382 0 8-9|XK 383 0 8-9|HR 385 0 8-9|SI 386 0 8|BA 387 0 8-9|MK 389 0 8
        IT 39 - 6-11|VA 39 - 6-11|RO 40 0 9|CH 41 0 9|CZ 420 - 9|SK 421 0 9|LI 423 - 7-9|AT 43 0 4-13|GB 44 0 9-10|GG 44 0 10|IM 44 0 10|JE 44 0 10
        DK 45 - 8|SE 46 0 6-9|NO 47 - 8|SJ 47 - 8|PL 48 - 9|DE 49 0 6-13
        FK 500 - 5|GS 500 - 5|BZ 501 - 7|GT 502 - 8|SV 503 - 8|HN 504 - 8|NI 505 - 8|CR 506 - 8|PA 507 - 7-8|PM 508 0 6-9|HT 509 - 8|PE 51 0 8-9
        MX 52 01 10|CU 53 0 6-8|AR 54 0 10-11|BR 55 0 10-11|CL 56 - 9|CO 57 0 10|VE 58 0 10|GP 590 0 9|BL 590 0 9|MF 590 0 9|BO 591 0 8|GY 592 - 7
        EC 593 0 8-9|GF 594 0 9|PY 595 0 7-9|MQ 596 0 9|SR 597 - 6-7|UY 598 0 7-8|CW 599 - 7-8|BQ 599 - 7
        MY 60 0 8-10|AU 61 0 9 0011|CC 61 0 9 0011|CX 61 0 9 0011|ID 62 0 7-12|PH 63 0 8-10|NZ 64 0 8-10|SG 65 - 8 001,002,008|TH 66 0 8-9 001
        TL 670 - 7-8|NF 672 - 5-6|AQ 672 - 5-6|BN 673 - 7|NR 674 - 7|PG 675 - 7-8|TO 676 - 5-7|SB 677 - 5-7|VU 678 - 5-7|FJ 679 - 7|PW 680 - 7 011|WF 681 - 6-9
        CK 682 - 5|NU 683 - 4-7|WS 685 - 5-10|KI 686 - 5-8|NC 687 - 6|TV 688 - 5-7|PF 689 - 6-8|TK 690 - 4-7|FM 691 - 7 011|MH 692 1 7 011
        JP 81 0 9-10 010|KR 82 0 8-10 001,002|VN 84 0 9-10|KP 850 0 8-10|HK 852 - 8 001|MO 853 - 8|KH 855 0 8-9|LA 856 0 8-10|CN 86 0 10-11|BD 880 0 8-10|TW 886 0 8-9 002
        TR 90 0 10|IN 91 0 10|PK 92 0 9-10|AF 93 0 9|LK 94 0 9|MM 95 0 6-10|MV 960 - 7|LB 961 0 7-8|JO 962 0 8-9|SY 963 0 8-9|IQ 964 0 8-10|KW 965 - 8
        SA 966 0 8-9|YE 967 0 7-9|OM 968 - 8|PS 970 0 8-9|AE 971 0 8-9|IL 972 0 8-9|BH 973 - 8|QA 974 - 7-8|BT 975 - 7-8|MN 976 0 8-10|NP 977 0 8-10
        IR 98 0 10|TJ 992 - 9 810|TM 993 8 8 810|AZ 994 0 9|GE 995 0 9|KG 996 0 9|UZ 998 - 9
        -- 870 - 9|-- 881 - 8-10|-- 882 - 7-12|-- 883 - 7-12
        """;

    private static readonly Country[] All = [.. Table.Split(['|', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(Read)];

    private static readonly FrozenDictionary<string, Country> ByIso = All.Where(static country => country.Iso.Length > 0)
        .ToFrozenDictionary(static country => country.Iso, StringComparer.OrdinalIgnoreCase);

    // By calling code: codes are prefix-free and have at most three digits.
    private static readonly Country?[] ByCode = Codes();

    /// <summary>A country by its two letters (ISO 3166-1), or null.</summary>
    public static Country? Find(string iso) => ByIso.GetValueOrDefault(iso);

    /// <summary>Whose calling code the digits begin with, or null.</summary>
    public static Country? OfInternational(ReadOnlySpan<char> digits)
    {
        for (int length = 1, code = 0; length <= 3 && length <= digits.Length; length++)
        {
            code = (code * 10) + digits[length - 1] - '0';
            if (code > 0 && ByCode[code] is { } country && country.Code.Length == length)
            {
                return country;
            }
        }

        return null;
    }

    private static Country Read(string line)
    {
        var parts = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var lengths = parts[3].Split('-');
        return new Country(
            parts[0] == "--" ? "" : parts[0],
            parts[1],
            parts[2] == "-" ? [] : parts[2].Split(','),
            int.Parse(lengths[0], CultureInfo.InvariantCulture),
            int.Parse(lengths[^1], CultureInfo.InvariantCulture),
            parts.Length > 4 ? parts[4].Split(',') : []);
    }

    private static Country?[] Codes()
    {
        var codes = new Country?[1000];
        foreach (var sharing in All.GroupBy(static country => int.Parse(country.Code, CultureInfo.InvariantCulture)))
        {
            codes[sharing.Key] = sharing.First() with { Min = sharing.Min(static country => country.Min), Max = sharing.Max(static country => country.Max) };
        }

        return codes;
    }
}

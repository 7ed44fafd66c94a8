using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace Luxe.Grains.Matching;

/// <summary>A name as it would be written in plain Latin letters: without accents and signs, in lower case; Cyrillic and Greek letter by letter.</summary>
internal static class NameForm
{
    // Letters that do not come apart into a plain letter and a mark. Cyrillic as passports write it, Greek as ISO 843 does; near enough for the ear.
    private static readonly FrozenDictionary<char, string> Letters = Table(
        "ßss ææ æae œoe øo łl đd ðd þth ıi ĸk ŋn ħh ŧt ſs "
        + "аa бb вv гg дd еe жzh зz иi йi кk лl мm нn оo пp рr сs тt уu фf хkh цts чch шsh щsh ъ- ыy ь- эe юyu яya ґg єye іi їi ўu ђd јj љl њn ћch џj ѕz қk ңn ғg үu ұu өo әa "
        + "αa βv γg δd εe ζz ηi θth ιi κk λl μm νn ξx οo πp ρr σs ςs τt υy φf χkh ψps ωo");

    /// <summary>The name's words, folded; empty when it has no letter.</summary>
    public static string[] Words(string name)
    {
        var text = new StringBuilder(name.Length + 8);
        foreach (var c in Sound(name).Normalize(NormalizationForm.FormKD))
        {
            Append(text, char.ToLowerInvariant(c));
        }

        return text.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries);
    }

    private static void Append(StringBuilder text, char c)
    {
        if (Letters.TryGetValue(c, out var latin))
        {
            text.Append(latin);
        }
        else if (char.IsLetter(c) || char.IsSurrogate(c))
        {
            text.Append(c);
        }
        else if (char.IsWhiteSpace(c) || char.GetUnicodeCategory(c) == UnicodeCategory.DashPunctuation)
        {
            text.Append(' ');
        }

        // Marks, apostrophes, full stops and digits are not heard.
    }

    // A lone surrogate cannot be normalised.
    private static string Sound(string name) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(name));

    private static FrozenDictionary<char, string> Table(string text)
    {
        var table = new Dictionary<char, string>();
        foreach (var pair in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            table[pair[0]] = pair[1..].TrimEnd('-');
        }

        return table.ToFrozenDictionary();
    }
}

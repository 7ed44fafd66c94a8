using System.Text;

namespace Luxe.Grains.Matching;

/// <summary>
/// How a folded name sounds, roughly and in no one language: consonants by class, vowels only where the name begins with one. It is meant to
/// hear too much (Meyer, Maier and Mayr are one): a birthday and a second name stand beside it, and a human decides.
/// </summary>
internal static class NameSound
{
    // Nobody's name is longer, but a field may be.
    private const int Longest = 40;

    // Longer spellings first: what is heard as one sound, however it is spelt.
    private static readonly (string Spelt, string Heard)[] Spellings =
    [
        ("sch", "s"), ("shch", "s"), ("tch", "s"), ("cz", "s"), ("sh", "s"), ("ch", "k"), ("kh", "k"), ("gh", "g"), ("ph", "f"), ("th", "t"), ("zh", "s"), ("ts", "s"), ("tz", "s"),
        ("ck", "k"), ("qu", "k"), ("gn", "n"), ("dj", "j"), ("dz", "s"), ("dt", "t"), ("x", "ks"), ("ce", "se"), ("ci", "si"), ("cy", "si"),
    ];

    /// <summary>The sound of a folded name; letters of scripts without one stand for themselves. Empty when nothing is heard.</summary>
    public static string Of(string folded)
    {
        if (!Ascii.IsValid(folded))
        {
            return folded.Length <= Longest ? folded : folded[..Longest];
        }

        var spelt = new StringBuilder(folded);
        foreach (var (from, to) in Spellings)
        {
            spelt.Replace(from, to);
        }

        var heard = new StringBuilder(spelt.Length);
        for (var i = 0; i < spelt.Length; i++)
        {
            var sound = Class(spelt[i]);
            if (sound == '*' ? i == 0 : sound != ' ' && (heard.Length == 0 || heard[^1] != sound))
            {
                heard.Append(sound);
            }
        }

        return heard.ToString(0, Math.Min(heard.Length, Longest));
    }

    /// <summary>A vowel is a star, what is not heard a space.</summary>
    private static char Class(char letter) => letter switch
    {
        'a' or 'e' or 'i' or 'o' or 'u' or 'y' or 'j' => '*',
        'h' => ' ',
        'b' or 'p' => 'p',
        'd' or 't' => 't',
        'c' or 'g' or 'k' or 'q' => 'k',
        's' or 'z' => 's',
        'f' or 'v' or 'w' => 'f',
        'm' or 'n' => 'n',
        _ => letter,
    };
}

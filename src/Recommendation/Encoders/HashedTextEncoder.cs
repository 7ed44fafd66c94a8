using System.Collections.Immutable;
using System.Globalization;
using System.Numerics.Tensors;
using System.Text;

namespace Luxe.Recommendation.Encoders;

/// <summary>
/// Text to a unit vector without a model: character n-grams of each word (3 to 5 characters, with word boundaries) are hashed,
/// each hash votes +1 or -1 on four of the 128 dimensions (a sparse signed random projection, after feature hashing,
/// Weinberger et al. 2009), damped by the square root of its count. The same text gives the same vector on every machine
/// and in every version named <see cref="Name"/>. Similar spelling is near; similar meaning is not, until a trained encoder replaces it.
/// </summary>
public static class HashedTextEncoder
{
    /// <summary>Encoder name and version, to stamp vectors with.</summary>
    public const string Name = "hashed-text/1";

    /// <summary>Length of a vector.</summary>
    public const int Dimensions = 128;

    private const int Shortest = 3;
    private const int Longest = 5;

    /// <summary>The vector of a text: shape [128], L2 norm 1; empty when the text has no letter or digit.</summary>
    public static ImmutableArray<float> Encode(string text)
    {
        var counts = new Dictionary<ulong, int>();
        Count(text, seed: 0, counts);
        return Project(counts);
    }

    /// <summary>The vector of attributes such as ("colour", "cognac"): the name seeds the hash, so that one word in two attributes is two things.</summary>
    public static ImmutableArray<float> Encode(IEnumerable<KeyValuePair<string, string>> attributes)
    {
        var counts = new Dictionary<ulong, int>();
        foreach (var (name, value) in attributes)
        {
            Count(value, Hash(name, seed: 0), counts);
        }

        return Project(counts);
    }

    /// <summary>The normalised mean of the vectors that are not empty; empty when all are.</summary>
    public static ImmutableArray<float> Fuse(params ReadOnlySpan<ImmutableArray<float>> vectors)
    {
        var sum = new float[Dimensions];
        foreach (var vector in vectors)
        {
            if (!vector.IsDefaultOrEmpty)
            {
                TensorPrimitives.Add(sum, vector.AsSpan(), sum);
            }
        }

        return Normalise(sum);
    }

    private static ImmutableArray<float> Normalise(float[] vector)
    {
        var norm = TensorPrimitives.Norm<float>(vector);
        if (norm == 0)
        {
            return [];
        }

        TensorPrimitives.Divide(vector, norm, vector);
        return [.. vector];
    }

    private static void Vote(float[] vector, ulong hash, float weight)
    {
        // Four votes from one 64-bit hash: 7 bits of place and 1 bit of sign each.
        for (var vote = 0; vote < 4; vote++, hash >>= 8)
        {
            vector[(int)(hash & 127)] += (hash & 128) == 0 ? weight : -weight;
        }
    }

    private static ImmutableArray<float> Project(Dictionary<ulong, int> counts)
    {
        var vector = new float[Dimensions];

        // Sums of floats depend on their order; a fixed one makes the vector the same everywhere.
        foreach (var (hash, count) in counts.OrderBy(static pair => pair.Key))
        {
            Vote(vector, hash, MathF.Sqrt(count));
        }

        return Normalise(vector);
    }

    private static void Count(string text, ulong seed, Dictionary<ulong, int> counts)
    {
        foreach (var word in Words(text).Select(static word => $"<{word}>"))
        {
            for (var size = Shortest; size <= Longest; size++)
            {
                for (var start = 0; start + size <= word.Length; start++)
                {
                    var hash = Hash(word.AsSpan(start, size), seed);
                    counts[hash] = counts.GetValueOrDefault(hash) + 1;
                }
            }
        }
    }

    private static string[] Words(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var rune in text.Normalize(NormalizationForm.FormD).EnumerateRunes())
        {
            // Accents are dropped: "écru" and "ecru" are one word in a catalogue.
            if (Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark))
            {
                plain.Append(Rune.IsLetterOrDigit(rune) ? Rune.ToLowerInvariant(rune).ToString() : " ");
            }
        }

        return plain.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries);
    }

    /// <summary>FNV-1a over UTF-16 units, then a finaliser: FNV's low bits alone are too regular to choose places by.</summary>
    private static ulong Hash(ReadOnlySpan<char> gram, ulong seed)
    {
        var hash = 14695981039346656037UL ^ seed;
        foreach (var unit in gram)
        {
            hash = (hash ^ unit) * 1099511628211UL;
        }

        hash ^= hash >> 33;
        hash *= 0xff51afd7ed558ccdUL;
        hash ^= hash >> 33;
        hash *= 0xc4ceb9fe1a85ec53UL;
        return hash ^ (hash >> 33);
    }
}

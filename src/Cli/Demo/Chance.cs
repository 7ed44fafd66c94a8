namespace Luxe.Cli.Demo;

/// <summary>A repeatable source of chance (SplitMix64): the same seed gives the same maison on every machine. Not for secrets.</summary>
internal sealed class Chance
{
    private ulong _state;

    public Chance(params ReadOnlySpan<object> seed)
    {
        // FNV-1a over the words, so that neighbouring seeds give unrelated streams.
        _state = 14695981039346656037;
        foreach (var word in seed)
        {
            foreach (var letter in Convert.ToString(word, System.Globalization.CultureInfo.InvariantCulture)!)
            {
                _state = (_state ^ letter) * 1099511628211;
            }

            _state = (_state ^ '|') * 1099511628211;
        }
    }

    public ulong Bits()
    {
        var z = _state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    /// <summary>0 to 1, never 1.</summary>
    public double Next() => (Bits() >> 11) * (1.0 / (1UL << 53));

    /// <summary>0 to <paramref name="count"/>, never <paramref name="count"/>.</summary>
    public int Below(int count) => (int)(Next() * count);

    public int Between(int low, int high) => low + Below(high - low + 1);

    public bool Happens(double share) => Next() < share;

    public T Pick<T>(IReadOnlyList<T> from) => from[Below(from.Count)];

    /// <summary>An index, by weight.</summary>
    public int Weighted(params ReadOnlySpan<double> weights)
    {
        var total = 0.0;
        foreach (var weight in weights)
        {
            total += weight;
        }

        var at = Next() * total;
        for (var index = 0; index < weights.Length; index++)
        {
            if ((at -= weights[index]) < 0)
            {
                return index;
            }
        }

        return weights.Length - 1;
    }

    public T[] Shuffle<T>(IEnumerable<T> items)
    {
        var array = items.ToArray();
        for (var at = array.Length - 1; at > 0; at--)
        {
            var other = Below(at + 1);
            (array[at], array[other]) = (array[other], array[at]);
        }

        return array;
    }
}

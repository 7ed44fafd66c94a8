namespace Luxe.ClientelingApp.Pictures;

/// <summary>Small repeatable differences from a product id (FNV-1a, then xorshift): not random, not for secrets.</summary>
internal struct Dice
{
    private ulong _state;

    public Dice(string seed)
    {
        _state = 14695981039346656037;
        foreach (var letter in seed)
        {
            _state = (_state ^ letter) * 1099511628211;
        }

        _state |= 1;
    }

    public double Next()
    {
        _state ^= _state << 13;
        _state ^= _state >> 7;
        _state ^= _state << 17;
        return (_state >> 11) * (1.0 / (1UL << 53));
    }

    public double Between(double low, double high) => low + ((high - low) * Next());

    public int Pick(int count) => (int)(Next() * count);

    public bool Chance(double share) => Next() < share;
}

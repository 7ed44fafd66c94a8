namespace Luxe.Grains.Identity;

/// <summary>How numbers are written in a country.</summary>
/// <param name="Iso">ISO 3166-1 alpha-2; empty for networks of no country.</param>
/// <param name="Code">Calling code, such as "33".</param>
/// <param name="Trunks">What is dialled before a national number at home ("0"), the usual one first; it is no part of the number.</param>
/// <param name="Min">Fewest digits of a national number.</param>
/// <param name="Max">Most digits of a national number.</param>
/// <param name="Abroad">What is dialled before a calling code, besides "00".</param>
internal sealed record Country(string Iso, string Code, string[] Trunks, int Min, int Max, string[] Abroad)
{
    /// <summary>Whether a number has a length that is given out here.</summary>
    public bool Fits(int length) => length >= Min && length <= Max;
}

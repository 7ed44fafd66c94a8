namespace Luxe.Grains.Identity;

/// <summary>
/// What an erased client is called from then on: a keyed hash of her id, stored nowhere beside it. Who has the id and the house's secret can make it again, and
/// so show her what was proved of her; nobody else can lead it back to her.
/// </summary>
internal sealed class Pseudonyms(IdentityKeys keys)
{
    private const string Prefix = "l_";
    private const int Digits = 26;

    /// <summary>Keep them apart from the hashes of tokens, whose domains are their kinds.</summary>
    private const int Domain = 101;
    private const int IdDomain = 103;

    /// <summary>The pseudonym of a client.</summary>
    public string Of(string customerId) => Prefix + keys.Hash(Domain, customerId)[..Digits];

    /// <summary>What a decision is called whose id a caller made of hers: ledgers outlive her. The same id gives the same, so that a repeat is one.</summary>
    public string Decision(string eventId) => "d_" + keys.Hash(IdDomain, eventId)[..Digits];

    /// <summary>Whether an id is a pseudonym.</summary>
    public static bool Is(string id) =>
        id.Length == Prefix.Length + Digits && id.StartsWith(Prefix, StringComparison.Ordinal) && id.Skip(Prefix.Length).All(char.IsAsciiHexDigitLower);
}

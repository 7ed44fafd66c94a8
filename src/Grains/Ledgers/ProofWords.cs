namespace Luxe.Grains.Ledgers;

/// <summary>What the printed proof says besides the policy's own words. Another language is another value.</summary>
internal sealed record ProofWords
{
    /// <summary>In one language: it is part of the document that counts.</summary>
    public const string How =
        "Each entry's hash is the SHA-256 (lower-case hex) of the previous entry's hash as text (64 zeros for the first), followed directly by the entry's payload in UTF-8. "
        + "An anchor's root is the SHA-256 of lines that each end with a line feed: the previous root, the day as yyyy-MM-dd, and for each ledger that moved 'seq:hash' in the ordinal order of the hashes. "
        + "An anchor that covers an entry fixes it and every entry before it. Compare roots with those kept outside the database: anchors.log in the house's data folder, the house's log, and whoever was sent them.";

    public required string Locale { get; init; }

    public required string Title { get; init; }

    public required string Lead { get; init; }

    public required string Pseudonym { get; init; }

    public required string Client { get; init; }

    public required string Erased { get; init; }

    public required string MadeAt { get; init; }

    public required string Whole { get; init; }

    /// <summary>{0}: the number of the entry.</summary>
    public required string Broken { get; init; }

    public required string Ledger { get; init; }

    public required string Decisions { get; init; }

    public required string Decided { get; init; }

    public required string Written { get; init; }

    public required string Allowed { get; init; }

    public required string Changed { get; init; }

    public required string Same { get; init; }

    public required string Granted { get; init; }

    public required string Withdrawn { get; init; }

    public required string Withheld { get; init; }

    public required string Released { get; init; }

    public required string LeftAlone { get; init; }

    public required string NoLongerLeftAlone { get; init; }

    public required string Notice { get; init; }

    public required string Channel { get; init; }

    public required string By { get; init; }

    public required string HerSelf { get; init; }

    public required string Evidence { get; init; }

    public required string Anchors { get; init; }

    public required string NoAnchor { get; init; }

    public required string Notices { get; init; }

    public required string NotKept { get; init; }

    public required string Check { get; init; }

    /// <summary>The words of a language, or of the language alone, or English.</summary>
    public static ProofWords For(string? locale) => locale?.Split('-')[0].ToLowerInvariant() switch
    {
        "fr" => ProofLanguages.French,
        "it" => ProofLanguages.Italian,
        "ja" => ProofLanguages.Japanese,
        _ => ProofLanguages.English,
    };
}

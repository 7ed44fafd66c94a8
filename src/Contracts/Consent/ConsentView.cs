using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Luxe.Contracts.Consent;

/// <summary>What a client allows at this moment.</summary>
/// <param name="Tier">Her tier.</param>
/// <param name="Purposes">The purposes she granted.</param>
/// <param name="NoticeVersion">The notice she was shown, or null before her first decision.</param>
/// <param name="DecidedAt">When she decided (UTC), or null before her first decision, which what an import vouched for is not.</param>
/// <param name="Channel">Where she decided (web, app, store, phone, import), or null before her first decision.</param>
/// <param name="Withheld">Uses that she withholds though her tier covers them.</param>
/// <param name="LeaveMeAlone">She wants no outreach and no recognition: nothing is said to her or about her but her wish. Tier and purposes stay as they are.</param>
[GenerateSerializer, Immutable, Alias("luxe.ConsentView")]
public sealed record ConsentView(
    [property: Id(0)] ConsentTier Tier,
    [property: Id(1)] Purposes Purposes,
    [property: Id(2)] string? NoticeVersion,
    [property: Id(3)] DateTimeOffset? DecidedAt,
    [property: Id(4)] string? Channel = null,
    [property: Id(5), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] DataUses Withheld = DataUses.None,
    [property: Id(6), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool LeaveMeAlone = false)
{
    /// <summary>Before any decision: nothing is allowed.</summary>
    public static ConsentView Undecided { get; } = new(ConsentTier.None, Purposes.None, null, null);

    /// <summary>True when every one of <paramref name="purposes"/> is granted.</summary>
    public bool Grants(Purposes purposes) => (Purposes & purposes) == purposes;

    /// <summary>True when her tier is at least <paramref name="tier"/>.</summary>
    public bool Reaches(ConsentTier tier) => Tier >= tier;

    /// <summary>True when a single use is covered by her tier and not withheld.</summary>
    public bool Uses(DataUses single) => (Withheld & single) == DataUses.None && Reaches(DataUsesOf.TierOf(single));

    /// <summary>All that decides what may be shown of her, in one number: what was shown under another number is to be asked for again.</summary>
    [JsonIgnore]
    public long Scope => (long)Tier | ((long)Withheld << 8) | ((long)(Purposes & Purposes.InStoreRecognition) << 40) | (LeaveMeAlone ? 1L << 41 : 0);
}

/// <summary>A decision of the client, replacing the former one whole.</summary>
/// <param name="EventId">Idempotency key.</param>
/// <param name="Tier">The tier she chose.</param>
/// <param name="Purposes">Every purpose that is on from now; those left out are off.</param>
/// <param name="NoticeVersion">The notice version she was shown.</param>
/// <param name="Locale">The language of the notice (BCP 47), if known.</param>
/// <param name="Channel">Where she decided: web, app, store, phone, import.</param>
/// <param name="Actor">Who recorded it: "client" or the id of a member of staff or of an integration; <see cref="Voucher"/> when it is no word of hers.</param>
/// <param name="DecidedAt">When she decided (UTC).</param>
/// <param name="Withheld">Uses that she withholds from now though the tier covers them; those left out are on with the tier.</param>
/// <param name="LeaveMeAlone">Whether she wants to be left alone from now.</param>
/// <param name="Evidence">What the decision rests on, in a few fixed words and opaque ids ("under-age", "link:1a2b3c4d"); never anything personal. Kept as long as the ledger.</param>
[GenerateSerializer, Immutable, Alias("luxe.ConsentDecision")]
public sealed record ConsentDecision(
    [property: Id(0)] string EventId,
    [property: Id(1)] ConsentTier Tier,
    [property: Id(2)] Purposes Purposes,
    [property: Id(3)] string NoticeVersion,
    [property: Id(4)] string? Locale,
    [property: Id(5)] string Channel,
    [property: Id(6)] string Actor,
    [property: Id(7)] DateTimeOffset DecidedAt,
    [property: Id(8), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] DataUses Withheld = DataUses.None,
    [property: Id(9), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool LeaveMeAlone = false,
    [property: Id(10), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] string? Evidence = null)
{
    /// <summary>The actor of what was brought in with her history: taken while she has decided nothing, and outranked by any word of hers, older ones too.</summary>
    public const string Voucher = "import";
}

/// <summary>A client's consent ledger, and whether it is what was written.</summary>
/// <param name="Entries">Every decision, oldest first.</param>
/// <param name="FirstBreak">Number of the first entry that was changed, replaced or taken out; null when the chain is whole to its end.</param>
[GenerateSerializer, Immutable, Alias("luxe.LedgerView")]
public sealed record LedgerView([property: Id(0)] ImmutableArray<LedgerEntry> Entries, [property: Id(1)] long? FirstBreak)
{
    /// <summary>No decision.</summary>
    public static LedgerView Empty { get; } = new([], null);
}

/// <summary>One entry of the consent ledger: append-only, each entry holds the hash of the one before it.</summary>
/// <param name="Seq">1-based number within the client's ledger.</param>
/// <param name="Decision">What was decided.</param>
/// <param name="Hash">SHA-256 (hex) over the previous hash and this entry's canonical JSON.</param>
/// <param name="PreviousHash">The previous entry's hash; 64 zeros for the first.</param>
/// <param name="WrittenAt">When the entry was written (UTC), which may be long after she decided; null for entries from before that was kept.</param>
[GenerateSerializer, Immutable, Alias("luxe.LedgerEntry")]
public sealed record LedgerEntry(
    [property: Id(0)] long Seq,
    [property: Id(1)] ConsentDecision Decision,
    [property: Id(2)] string Hash,
    [property: Id(3)] string PreviousHash,
    [property: Id(4)] DateTimeOffset? WrittenAt = null);

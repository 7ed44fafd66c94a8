using System.Collections.Immutable;
using Luxe.Contracts.Access;
using Luxe.Contracts.Policies;

namespace Luxe.Contracts.Consent;

/// <summary>Proofs of what clients decided. Stateless; call it by <see cref="Key"/>. Each is a read of the client's ledger, and logged as one.</summary>
[Alias("luxe.IConsentProofs")]
public interface IConsentProofs : IGrainWithStringKey
{
    /// <summary>The key by which everybody calls it.</summary>
    public const string Key = "proofs";

    /// <summary>All that proves what she decided; null when there is nothing, or nothing for this viewer. Of an erased client her id or her pseudonym leads to it.</summary>
    [Alias("GetProof")] Task<ConsentProof?> GetProof(string customerId, Viewer viewer);

    /// <summary>The same as JSON, the document that counts.</summary>
    [Alias("GetJson")] Task<string?> GetJson(string customerId, Viewer viewer);

    /// <summary>The same as a page to be printed: HTML without script or anything from elsewhere, in a language or the nearest there is.</summary>
    [Alias("GetPage")] Task<string?> GetPage(string customerId, Viewer viewer, string? locale);
}

/// <summary>What a client decided, and what shows that nothing of it was changed since. Held as long as her ledger; it holds no name.</summary>
/// <param name="Pseudonym">What her ledger is called once she is erased.</param>
/// <param name="CustomerId">Her id; null when she was erased.</param>
/// <param name="MadeAt">When this was made (UTC).</param>
/// <param name="Ledgers">Hers, and those of records that became part of hers.</param>
/// <param name="Notices">What she was shown.</param>
/// <param name="How">How to check it by hand.</param>
[GenerateSerializer, Immutable, Alias("luxe.ConsentProof")]
public sealed record ConsentProof(
    [property: Id(0)] string Pseudonym,
    [property: Id(1)] string? CustomerId,
    [property: Id(2)] DateTimeOffset MadeAt,
    [property: Id(3)] ImmutableArray<ProofLedger> Ledgers,
    [property: Id(4)] ImmutableArray<ProofNotice> Notices,
    [property: Id(5)] string How);

/// <summary>A ledger.</summary>
/// <param name="Id">What it is filed under: a customer id or a pseudonym.</param>
/// <param name="Entries">Oldest first.</param>
/// <param name="Anchors">Anchors that cover it, oldest first.</param>
/// <param name="FirstBreak">The first entry that is not as it was written; null when the chain is whole and is what the anchors saw.</param>
[GenerateSerializer, Immutable, Alias("luxe.ProofLedger")]
public sealed record ProofLedger(
    [property: Id(0)] string Id,
    [property: Id(1)] ImmutableArray<ProofEntry> Entries,
    [property: Id(2)] ImmutableArray<ProofAnchor> Anchors,
    [property: Id(3)] long? FirstBreak);

/// <summary>An entry of a ledger.</summary>
/// <param name="Entry">What was decided, with its hashes.</param>
/// <param name="Changed">What it changed, as <see cref="LedgerChange"/> says it.</param>
/// <param name="Payload">The text that the hash is made of, behind the previous hash.</param>
[GenerateSerializer, Immutable, Alias("luxe.ProofEntry")]
public sealed record ProofEntry([property: Id(0)] LedgerEntry Entry, [property: Id(1)] ImmutableArray<string> Changed, [property: Id(2)] string Payload);

/// <summary>A notice that she was shown.</summary>
/// <param name="Version">Its version.</param>
/// <param name="Locale">The language in which it is given here: the one she was shown, or the nearest that the version has.</param>
/// <param name="Sha256">SHA-256 (hex) of the version's file; null when this house never loaded that version.</param>
/// <param name="Words">Its words; null when this house never loaded that version.</param>
[GenerateSerializer, Immutable, Alias("luxe.ProofNotice")]
public sealed record ProofNotice([property: Id(0)] string Version, [property: Id(1)] string Locale, [property: Id(2)] string? Sha256, [property: Id(3)] Notice? Words);

/// <summary>An anchor that covers a ledger.</summary>
/// <param name="Anchor">The anchor.</param>
/// <param name="Seq">The entry that was the ledger's last.</param>
/// <param name="Hash">That entry's hash, as the anchor saw it.</param>
[GenerateSerializer, Immutable, Alias("luxe.ProofAnchor")]
public sealed record ProofAnchor([property: Id(0)] LedgerAnchor Anchor, [property: Id(1)] long Seq, [property: Id(2)] string Hash);
